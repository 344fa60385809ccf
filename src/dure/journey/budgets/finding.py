"""Which lines may pay for a project: the province's, those of the factory's city or county, the partner's."""

from dure.engine.money.funders import Funder
from dure.foundation.parties.models import OrganisationKind
from dure.journey.applications.models import Application
from dure.journey.budgets.models import BudgetLine
from dure.journey.budgets.reckoning import funder_of
from dure.journey.budgets.states import LineState

# A national subsidy reaches the project through the province, whose share it is part of.
SHARE_OF = {Funder.NATIONAL: Funder.PROVINCE}


def lines_for_project(application: Application, fiscal_year: int) -> dict[Funder, list[BudgetLine]]:
    """The open lines of that year by the share they pay, in the order in which they are used; one query."""
    rows = BudgetLine.objects.filter(
        programme_id=application.programme_id, fiscal_year=fiscal_year, status=LineState.OPEN
    )
    found: dict[Funder, list[BudgetLine]] = {Funder.PROVINCE: [], Funder.CITY: [], Funder.PARTNER: []}
    for line in rows.select_related("funder").order_by("pk"):
        if is_payable_by(application, line):
            found[share_of(line)].append(line)
    return found


def share_of(line: BudgetLine) -> Funder:
    """The share of a project that this line pays."""
    funder = funder_of(line)
    return SHARE_OF.get(funder, funder)


def is_payable_by(application: Application, line: BudgetLine) -> bool:
    """Whether the line may pay for this project: a city's only for factories within it."""
    if line.programme_id != application.programme_id:
        return False
    return line.funder.kind != OrganisationKind.CITY or line.place_id == application.city_id
