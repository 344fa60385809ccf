"""When each step of the year is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.verdict import Allowed, Refused, Verdict
from dure.foundation.interface.formats import moment
from dure.journey.programmes.models import NoticeVersion, Reopening
from dure.journey.programmes.queries.notices import terms_in_force
from dure.journey.programmes.terms import Terms


@dataclass(frozen=True)
class Window:
    """A step of the calendar; an end of None is not fixed yet."""

    key: str
    label: str
    opens_at: datetime | None
    closes_at: datetime | None

    def stands(self, at: datetime) -> str:
        """``done``, ``now`` or ``todo`` at a moment."""
        end = self.closes_at or self.opens_at
        if end is not None and at > end:
            return "done"
        return "now" if self.opens_at is not None and at >= self.opens_at else "todo"


def windows(terms: Terms) -> list[Window]:
    """The steps of a notice's calendar in the order of the year."""
    calendar = terms.calendar
    return [
        Window("interest", _("Interest forms"), calendar.interest_opens_at, calendar.interest_closes_at),
        Window("intake", _("Application intake"), calendar.intake_opens_at, calendar.intake_closes_at),
        Window("site_check", _("Site checks"), calendar.site_check_from, calendar.site_check_until),
        Window("presentation", _("Presentations"), calendar.presentation_from, calendar.presentation_until),
        Window("announcement", _("Announcement"), calendar.announcement_at, None),
    ]


def interest_is_open(programme_id: int, at: datetime) -> Verdict:
    """Whether interest forms are taken from the public at a moment."""
    terms = _terms(programme_id)
    if terms is None:
        return Refused(_("The notice has not been published yet."))
    opens, closes = terms.calendar.interest_opens_at, terms.calendar.interest_closes_at
    return _within(opens, closes, at, what=_("Interest forms"))


def intake_is_open(programme_id: int, type_code: str, city_code: str, at: datetime) -> Verdict:
    """Whether an application of this type from this city may be submitted at a moment (reopenings included)."""
    terms = _terms(programme_id)
    if terms is None:
        return Refused(_("The notice has not been published yet."))
    if type_code not in {each.code for each in terms.types}:
        return Refused(_("This notice has no type “%(type)s”.") % {"type": type_code})
    verdict = _within(terms.calendar.intake_opens_at, terms.calendar.intake_closes_at, at, what=_("Application intake"))
    if verdict:
        return verdict
    again = Reopening.objects.filter(programme_id=programme_id, type_code=type_code, city_id=city_code)
    reopened = _reopened(again, at)
    return verdict if reopened is None else reopened


def intake_closes_at(programme_id: int, type_code: str, city_code: str, at: datetime) -> datetime | None:
    """When intake for this type and city closes: of the reopening under way, else as the calendar says."""
    rows = Reopening.objects.filter(programme_id=programme_id, type_code=type_code, city_id=city_code)
    return closing(_terms(programme_id), rows, type_code, city_code, at)


def closing(
    terms: Terms | None, rows: Iterable[Reopening], type_code: str, city_code: str, at: datetime
) -> datetime | None:
    """The same of a programme's terms and reopenings at hand."""
    regular = None if terms is None else terms.calendar.intake_closes_at
    own = [row for row in rows if row.type_code == type_code and row.city_id == city_code and row.opens_at <= at]
    return max([*(row.closes_at for row in own), *([regular] if regular is not None else [])], default=None)


def _reopened(rows: Iterable[Reopening], at: datetime) -> Verdict | None:
    refusal = None
    for row in rows:
        verdict = _within(row.opens_at, row.closes_at, at, what=_("Application intake"))
        if verdict:
            return verdict
        refusal = verdict
    return refusal


def _within(opens: datetime | None, closes: datetime | None, at: datetime, *, what: str) -> Verdict:
    """A period holds its first moment and not its last: at 18:00:00 the door is shut."""
    if opens is None or closes is None:
        return Refused(_("%(what)s: the dates have not been fixed yet.") % {"what": what})
    local = {"what": what, "opens": _local(opens), "closes": _local(closes)}
    if at < opens:
        return Refused(_("%(what)s open on %(opens)s.") % local)
    if at >= closes:
        return Refused(_("%(what)s closed on %(closes)s.") % local)
    return Allowed()


def _local(value: datetime) -> str:
    return moment(timezone.localtime(value))


def _terms(programme_id: int) -> Terms | None:
    try:
        return terms_in_force(programme_id)
    except NoticeVersion.DoesNotExist:
        return None
