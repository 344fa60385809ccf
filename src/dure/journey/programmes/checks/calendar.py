"""The order of the calendar."""

from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from dure.foundation.interface.formats import moment
from dure.journey.programmes.checks.findings import Finding, error, warning
from dure.journey.programmes.terms import Calendar, Terms
from dure.journey.programmes.wording import part_label

SECTION = "calendar"
# In the order in which they follow each other.
MOMENTS = (
    "interest_opens_at", "interest_closes_at", "intake_opens_at", "intake_closes_at", "site_check_from",
    "site_check_until", "presentation_from", "presentation_until", "announcement_at",
)  # fmt: skip


def calendar_findings(terms: Terms) -> list[Finding]:
    """Dates in order, none missing that intake needs, no right of appeal of zero days."""
    return [*_missing(terms.calendar), *_out_of_order(terms.calendar), *_days(terms.calendar)]


def _missing(calendar: Calendar) -> list[Finding]:
    found = []
    for name in MOMENTS:
        if getattr(calendar, name) is not None:
            continue
        tell = error if name.startswith("intake") else warning
        sentence = _("“%(date)s” has no date.") % {"date": part_label(name)}
        found.append(tell(SECTION, f"/calendar/{name}", sentence, _("Enter the date and time.")))
    return found


def _out_of_order(calendar: Calendar) -> list[Finding]:
    dated: list[tuple[str, str, datetime]] = [
        (name, part_label(name), value) for name in MOMENTS if (value := getattr(calendar, name)) is not None
    ]
    found = []
    for (_first, before, start), (name, after, end) in pairwise(dated):
        if end <= start:
            words = {"after": after, "end": moment(end), "before": before, "start": moment(start)}
            sentence = _("“%(after)s” (%(end)s) is not later than “%(before)s” (%(start)s).") % words
            found.append(error(SECTION, f"/calendar/{name}", sentence, _("Move one of the two dates.")))
    return found


def _days(calendar: Calendar) -> list[Finding]:
    labels = {
        "supplement_days": _("Days to supplement"),
        "appeal_days": _("Days to appeal"),
        "giving_up_days": _("Days to give up"),
    }
    return [
        error(
            SECTION,
            f"/calendar/{name}",
            _("“%(days)s” is 0: nobody could use the right.") % {"days": label},
            _("Enter at least one day."),
        )
        for name, label in labels.items()
        if getattr(calendar, name) == 0
    ]
