"""The order in which firms present, drawn by lot, and the time each is heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.evaluation.access import RUN_PHASE
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Panel, Phase
from dure.journey.evaluation.states import PhaseState

SATURDAY = 5


@dataclass(frozen=True)
class Timetable:
    """When the first firm is heard, minutes a firm, and firms a day; later days begin at the same hour."""

    starts_at: datetime
    minutes: int = 20
    per_day: int = 18

    def moment(self, number: int) -> datetime:
        """When the firm of that number (from 0) is heard; weekends are left out."""
        day = self.starts_at
        for _day in range(number // self.per_day):
            day += timedelta(days=1)
            while timezone.localtime(day).weekday() >= SATURDAY:
                day += timedelta(days=1)
        return day + timedelta(minutes=self.minutes * (number % self.per_day))


def order_presentations(*, phase: Phase, seed: str, timetable: Timetable, by: Actor, at: datetime) -> list[Panel]:
    """Draw the order of the firms by lot and give each its time; the same seed gives the same order."""
    RUN_PHASE.demand(by, phase)
    if phase.status == PhaseState.CLOSED:
        raise ActionRefused(_("This step is closed. Reopen it first."))
    if not seed.strip():
        raise ActionRefused(_("A draw needs a seed: numbers called out by those present will do."))
    rows = list(Panel.objects.filter(phase=phase, application__status__in=SCORED).select_related("application"))
    rows.sort(key=lambda row: (lot(seed.strip(), row.application.number), row.application.number))
    with act(
        "evaluation.order_presentations",
        chain=phase.programme.chain,
        by=by,
        at=at,
        subject=phase,
        detail={"seed": seed.strip(), "order": [row.application.number for row in rows]},
    ):
        Panel.objects.filter(phase=phase).update(position=None, starts_at=None)
        for number, row in enumerate(rows):
            row.position, row.starts_at = number + 1, timetable.moment(number)
        Panel.objects.bulk_update(rows, ["position", "starts_at"])
    return rows


def lot(seed: str, number: str) -> str:
    """What a firm's place is drawn by."""
    return sha256(f"{seed}\n{number}".encode()).hexdigest()
