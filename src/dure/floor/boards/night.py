"""What the worker keeps of every plant once a day, so that nobody has to think of it.

The figures of shifts that are over, so that a later correction shows as a revision; the head of the chain in the
ledger, so that a cut tail shows; and once a month a sealed file that the firm can take away.
"""

from datetime import date, datetime, time
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from dure.floor.events.actions import seal
from dure.floor.events.heads import keep_head, kept_on
from dure.floor.events.queries import has_events, span_of
from dure.floor.events.traced import seals
from dure.floor.plant.models import Site
from dure.floor.plant.queries import firms_sites
from dure.foundation.access.actor import SYSTEM
from dure.foundation.installation import clock

# Late shifts have mostly told by then, and nobody waits for a page.
KEEP_FROM: Final = time(2, 0)
# One plant a round: mail and jobs need not wait for a whole region.
_BETWEEN_ROUNDS_S: Final = 20
# A plant that cannot be kept (its files are being restored, say) does not hold up the others.
_AGAIN_AFTER_S: Final = 3_600


def keep_when_due() -> None:
    """The worker's chore."""
    if cache.add("boards.night", True, _BETWEEN_ROUNDS_S):
        keep_next(clock.now())


def keep_next(at: datetime) -> Site | None:
    """Keep the next plant whose day is not kept yet; gives which, or None where none is left or it is not yet time."""
    local = timezone.localtime(at)
    if local.time() < KEEP_FROM:
        return None
    kept = kept_on(local.date())
    for site in firms_sites():
        key = f"boards.night:{site.pk}:{local:%Y%m%d}"
        if site.pk not in kept and has_events(site.code) and cache.add(key, True, _AGAIN_AFTER_S):
            _keep(site, local.date(), at)
            return site
    return None


def _keep(site: Site, day: date, at: datetime) -> None:
    # Every command and page starts with this module, and few ask a large library for figures.
    from dure.floor.boards.keeping import keep_period

    keep_period(site.code)
    if _has_older_month(site.code, day):
        seal(site.code)
    keep_head(site=site, day=day, by=SYSTEM, at=at)


def _has_older_month(code: str, day: date) -> bool:
    """Whether a month has ended since the last sealed file, or since the first record."""
    if files := seals(code):
        since = files[-1].sealed_at
    elif span := span_of(code):
        since = span[0]
    else:
        return False
    return timezone.localdate(since) < day.replace(day=1)
