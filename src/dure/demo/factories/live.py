"""While the demo runs, its first factories go on: what they would have told by now is told."""

from datetime import datetime, timedelta

from dure.demo.factories.floors import events_of_day
from dure.demo.factories.truth import RICH, Truth
from dure.floor.events.actions import take
from dure.floor.events.queries import sealed_files
from dure.floor.plant.queries import codes_of_firms, plant_of
from dure.foundation.installation.clock import now
from dure.foundation.installation.queries import installation

EVERY = timedelta(seconds=20)
_last: dict[str, datetime] = {}


def _rich_sites() -> dict[str, Truth]:
    """The plants whose year was simulated: those with sealed files."""
    truths = {truth.sector: truth for truth in RICH}
    sectors = {code: plant_of(code).sector for code in codes_of_firms()}
    return {code: truths[sector] for code, sector in sectors.items() if sector in truths and sealed_files(code)}


def go_on() -> None:
    """Tell today's records up to this moment; what was told before is known by its key and not told again."""
    found = installation()
    at = now()
    if found is None or not found.is_demo or at - _last.get("at", at - EVERY) < EVERY:
        return
    _last["at"] = at
    for code, truth in _rich_sites().items():
        plant = plant_of(code)
        today = at.astimezone(plant.timezone).date()
        due = [
            event for day in (today - timedelta(days=1), today) for event in events_of_day(truth, plant, day)
            if event.at <= at
        ]  # fmt: skip
        if due:
            take(code, due, origin="simulator")
