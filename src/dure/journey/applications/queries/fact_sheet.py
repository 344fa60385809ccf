"""What is known of a firm for the eligibility check, each fact with its sources."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.interface.formats import day
from dure.foundation.parties.queries import FirmFacts, firm_by_number, firm_facts, restriction_on
from dure.journey.applications.eligibility import FactFound, FactSource, Found
from dure.journey.applications.models import Application
from dure.journey.applications.papers import documents
from dure.journey.applications.plan import Facts, Plan
from dure.journey.applications.queries.attached import attached_papers, papers_asked
from dure.journey.applications.states import ApplicationState
from dure.journey.programmes.terms import Terms


def fact_sheet(row: Application, plan: Plan, terms: Terms, at: datetime) -> dict[str, FactFound]:
    """Every fact that a rule may ask for, by its code; ``terms`` say which papers prove one."""
    firm = firm_facts(row.firm_id)
    sheet = {name: _fact(name, getattr(plan.facts, name)) for name in Facts.model_fields}
    sheet["sales_won"] = _with(sheet["sales_won"], _of_year(firm, firm.sales_won))
    sheet["headcount"] = _with(sheet["headcount"], _of_year(firm, firm.headcount))
    sheet["tax_arrears"] = _documented(sheet["tax_arrears"], row, terms, at)
    sheet |= _own_record(sheet, row) | _bans(row, plan, timezone.localdate(at))
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


def _documented(fact: FactFound, row: Application, terms: Terms, at: datetime) -> FactFound:
    """No arrears counts as documented once every certificate the notice asks for is attached and valid on the day."""
    if fact.leading.value is not False:
        return fact
    if not documents(papers_asked(row, terms), attached_papers(row), fact.code, timezone.localdate(at)):
        return fact
    return FactFound(fact.code, Found(False, FactSource.DOCUMENT), (fact.leading,))


def _bans(row: Application, plan: Plan, on: date) -> dict[str, FactFound]:
    """Whether the firm and the supplier it names are barred on a day, by the record of restrictions."""
    return {
        "participation_banned": FactFound("participation_banned", _ban(row.firm_id, on)),
        "supplier_banned": FactFound("supplier_banned", _ban_of_supplier(plan, on)),
    }


def _ban_of_supplier(plan: Plan, on: date) -> Found:
    if not plan.supplier_number:
        # Nobody is barred where nobody is named; the rule is asked again with the supplement that names one.
        return Found(False, FactSource.NONE, _("no supplier is named yet"))
    supplier = firm_by_number(plan.supplier_number)
    # Whoever was never entered here can have no restriction on record.
    return Found(False, FactSource.RECORD) if supplier is None else _ban(supplier.pk, on)


def _ban(organisation_id: int, on: date) -> Found:
    found = restriction_on(organisation_id, on)
    if found is None:
        return Found(False, FactSource.RECORD)
    words = {"from": day(found.from_on), "until": day(found.until_on), "by": found.decided_by, "source": found.source}
    return Found(True, FactSource.RECORD, _("%(from)s to %(until)s, decided by %(by)s (%(source)s)") % words)


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
