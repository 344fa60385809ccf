"""The daily head: where each plant's chain stood, kept in the ledger so that a cut tail shows."""

from datetime import date, datetime

from dure.floor.events.models import DailyHead
from dure.floor.events.queries import volume
from dure.floor.plant.models import Site
from dure.foundation.access.actor import Actor
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act


def keep_head(*, site: Site, day: date, by: Actor, at: datetime) -> DailyHead | None:
    """Keep the chain as it stands; None where nothing was told yet, or the day's head is kept already."""
    found = volume(site.code)
    if not found.batches or DailyHead.objects.filter(site=site, day=day).exists():
        return None
    with act("events.keep_head", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        head = DailyHead.objects.create(
            site=site, day=day, batches=found.batches, events=found.events, chain=found.head
        )
        this.about(head)
    return head


def heads_of(site: Site) -> dict[str, str]:
    """By day, the chain as the ledger holds it."""
    return {row.day.isoformat(): row.chain for row in DailyHead.objects.filter(site=site)}


def kept_on(day: date) -> set[int]:
    """The plants (ids) whose head of a day is kept."""
    return set(DailyHead.objects.filter(day=day).values_list("site_id", flat=True))
