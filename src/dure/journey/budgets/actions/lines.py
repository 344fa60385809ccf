"""Opening a budget line, and what every action on a line begins with: locking it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.parties.models import Organisation, OrganisationKind
from dure.foundation.places.models import Place
from dure.journey.budgets.access import OPEN_LINES
from dure.journey.budgets.models import BudgetLine, LegalNature
from dure.journey.budgets.reckoning import FUNDER_OF
from dure.journey.budgets.states import LineState
from dure.journey.programmes.models import Programme

# A programme's projects run into the next fiscal years; nothing is budgeted for it before its own.
_YEARS_AFTER = 3


def make_line(
    *,
    programme: Programme,
    funder: Organisation,
    fiscal_year: int,
    nature: str,
    name: str,
    by: Actor,
    at: datetime,
    place: Place | None = None,
) -> BudgetLine:
    """Open an empty line. A city's or county's line is bound to its place, by which factories find it."""
    OPEN_LINES.demand(by, programme)
    name = " ".join(name.split())
    place = place or (funder.place if funder.kind == OrganisationKind.CITY else None)
    _demand_sense(programme, funder, place, fiscal_year, nature, name)
    with act("budgets.open_line", chain=programme.chain, by=by, at=at) as this:
        same = {"programme": programme, "funder": funder, "fiscal_year": fiscal_year, "nature": nature, "name": name}
        line, is_new = BudgetLine.objects.get_or_create(**same, defaults={"place": place})
        if not is_new:
            raise ActionRefused(
                _("The line “%(name)s” of %(funder)s for %(year)s exists already. Book on it, or give this one a name.")
                % {"name": name, "funder": funder.name, "year": fiscal_year}
            )
        this.about(line)
    return line


def _demand_sense(
    programme: Programme, funder: Organisation, place: Place | None, fiscal_year: int, nature: str, name: str
) -> None:
    if funder.kind not in FUNDER_OF:
        raise ActionRefused(_("A budget line belongs to a province, a city or county, or a partner company."))
    if funder.kind == OrganisationKind.CITY and (place is None or place.parent_id != programme.province_id):
        raise ActionRefused(_("Say which city or county of the province the line belongs to."))
    if not programme.year <= fiscal_year <= programme.year + _YEARS_AFTER:
        raise ActionRefused(
            _("The fiscal year is one from %(first)s to %(last)s.")
            % {"first": programme.year, "last": programme.year + _YEARS_AFTER}
        )
    if nature not in LegalNature.values or (nature == LegalNature.PRIVATE) != (funder.kind == OrganisationKind.PARTNER):
        raise ActionRefused(
            _("A partner company's money is private; a public funder's has one of the public legal natures.")
        )
    if not name:
        raise ActionRefused(_("Name the line as it stands in the funder's budget book."))


def locked(ids: Iterable[int]) -> dict[int, BudgetLine]:
    """The lines of those ids, locked in the order of their ids so that two actions never wait for each other."""
    rows = BudgetLine.objects.select_for_update(of=("self",)).filter(pk__in=list(ids))
    return {row.pk: row for row in rows.select_related("funder", "programme").order_by("pk")}


def demand_open(line: BudgetLine) -> None:
    """Refuse on a line that is settled or closed."""
    if line.status != LineState.OPEN:
        raise ActionRefused(
            _("The line “%(name)s” is %(state)s. Open it again before booking on it.")
            % {"name": line.name, "state": line.get_status_display()}
        )
