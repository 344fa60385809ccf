"""What is known of a firm for the eligibility check, each fact with its sources."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.parties.queries import FirmFacts, firm_facts
from dure.journey.applications.eligibility import FactFound, FactSource, Found
from dure.journey.applications.models import Application
from dure.journey.applications.papers import BY_CODE, Attached, valid_until
from dure.journey.applications.plan import Facts, Plan
from dure.journey.applications.queries.attached import attached_papers
from dure.journey.applications.states import ApplicationState

TAX_PAPERS = ("national_tax", "local_tax")


def fact_sheet(row: Application, plan: Plan, at: datetime) -> dict[str, FactFound]:
    """Every fact that a rule may ask for, by its code."""
    firm = firm_facts(row.firm_id)
    sheet = {name: _fact(name, getattr(plan.facts, name)) for name in Facts.model_fields}
    sheet["sales_won"] = _with(sheet["sales_won"], _of_year(firm, firm.sales_won))
    sheet["headcount"] = _with(sheet["headcount"], _of_year(firm, firm.headcount))
    sheet["tax_arrears"] = _documented(sheet["tax_arrears"], attached_papers(row), at)
    sheet |= _own_record(sheet, row)
    for name, value in (("sector", firm.sector_code), ("city", row.city_id)):
        sheet[name] = FactFound(name, Found(value or None, FactSource.REGISTRY))
    sheet["cost_won"] = _fact("cost_won", row.cost_won)
    sheet["has_supplier"] = _fact("has_supplier", bool(plan.supplier_number))
    return sheet


def _fact(code: str, value: int | bool | None) -> FactFound:
    return FactFound(code, Found(value, FactSource.NONE if value is None else FactSource.DECLARED))


def _of_year(firm: FirmFacts, value: int | None) -> Found | None:
    return None if value is None else Found(value, FactSource.REGISTRY, str(firm.year or ""))


def _with(fact: FactFound, other: Found | None) -> FactFound:
    """A second source: it leads where nothing was declared, else it stands beside."""
    if other is None:
        return fact
    if fact.leading.value is None:
        return FactFound(fact.code, other)
    return FactFound(fact.code, fact.leading, (*fact.others, other))


def _documented(fact: FactFound, papers: tuple[Attached, ...], at: datetime) -> FactFound:
    """No arrears counts as documented once both certificates are attached and valid on the day."""
    today = timezone.localdate(at)
    valid = {p.code for p in papers if p.code in TAX_PAPERS and (valid_until(BY_CODE[p.code], p) or today) >= today}
    if fact.leading.value is not False or valid != set(TAX_PAPERS):
        return fact
    return FactFound(fact.code, Found(False, FactSource.DOCUMENT), (fact.leading,))


def _own_record(sheet: dict[str, FactFound], row: Application) -> dict[str, FactFound]:
    """What other programmes in this installation say: a project under way, support in an earlier year."""
    others = Application.objects.filter(firm_id=row.firm_id, status=ApplicationState.SELECTED).exclude(
        programme_id=row.programme_id
    )
    found = list(others.select_related("programme").order_by("programme__year", "id"))
    running = [other for other in found if other.programme.status == "running"]
    records = {"supported_before": found, "running_other_project": running}
    return {code: _recorded(sheet[code], rows) for code, rows in records.items() if rows}


def _recorded(fact: FactFound, rows: list[Application]) -> FactFound:
    numbers = ", ".join(other.number for other in rows)
    found = Found(True, FactSource.RECORD, _("selected: %(numbers)s") % {"numbers": numbers})
    others = () if fact.leading.value is None else (fact.leading,)
    return FactFound(fact.code, found, others)
