"""The calls that the public sees."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from dure.journey.programmes import queries as programmes
from dure.journey.programmes.terms import Terms
from dure.journey.selection import queries as selection


@dataclass(frozen=True)
class Call:
    """A published notice. ``open_until`` is the end of what is open now, None when nothing is."""

    slug: str
    name: str
    title: str
    summary: str
    terms: Terms
    interest_open: bool
    intake_open: bool
    open_until: datetime | None
    has_results: bool


def calls(at: datetime) -> list[Call]:
    """Every published notice, the open ones first."""
    found = [_call(programme.pk, programme.slug, programme.name, at) for programme in programmes.public_programmes()]
    return sorted(found, key=lambda call: (call.open_until is None, call.open_until or at))


def _call(programme_id: int, slug: str, name: str, at: datetime) -> Call:
    terms = programmes.terms_in_force(programme_id)
    dates = terms.calendar
    interest_open = _within(dates.interest_opens_at, dates.interest_closes_at, at)
    intake_open = _within(dates.intake_opens_at, dates.intake_closes_at, at)
    until = dates.intake_closes_at if intake_open else dates.interest_closes_at if interest_open else None
    language = get_language() or "ko"
    return Call(
        slug=slug,
        name=name,
        title=terms.title.in_language(language),
        summary=terms.summary.in_language(language),
        terms=terms,
        interest_open=interest_open,
        intake_open=intake_open,
        open_until=until,
        has_results=selection.published(programme_id) is not None,
    )


def _within(opens: datetime | None, closes: datetime | None, at: datetime) -> bool:
    return opens is not None and closes is not None and opens <= at < closes
