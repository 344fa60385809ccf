"""What the project agreement says, as values: the PDF that is signed and the HWPX for offices are made from them.

The contract is in Korean whatever the reader's language: it is one document.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

from dure.foundation.interface.formats import day, number, pct
from dure.foundation.parties import queries as parties
from dure.journey.agreements.costs import item_name
from dure.journey.agreements.models import AgreedPlan, Agreement
from dure.journey.agreements.signatories import CAPACITIES
from dure.journey.applications.indicators import indicator_name
from dure.journey.applications.plan import KpiRow, Plan
from dure.journey.applications.queries import terms_for
from dure.journey.budgets.models import LegalNature
from dure.journey.budgets.queries import grant_decisions_for
from dure.journey.budgets.values import GrantDecision
from dure.journey.programmes.terms import Terms

Row = tuple[str, ...]


@dataclass(frozen=True)
class Contract:
    """All values of one agreement as text; money in won with its separators."""

    title: str
    number: str
    programme: str
    project: str
    city: str
    site: str
    type_name: str
    parties: tuple[Row, ...]
    signing: tuple[str, ...]
    months: int
    costs: tuple[Row, ...]
    cost_total: str
    shares: tuple[Row, ...]
    vat: str
    vat_included: bool
    decisions: tuple[Row, ...]
    kpis: tuple[Row, ...]
    functions: str
    schedule: str
    goals: str
    advance_pct: str
    interim_pct: str
    final_pct: str
    cash_first: bool
    change_days: int
    change_before_end_days: int
    asset_years: int
    settlement_days: int
    return_days: int


def contract_of(agreement: Agreement) -> Contract:
    """The contract as it would be printed now; raises ``ValueError`` while no plan version is agreed."""
    version = agreement.current
    if version is None:
        raise ValueError(f"{agreement} has no agreed plan")
    with translation.override("ko"):
        return _contract(agreement, version, Plan.model_validate(version.plan), terms_for(agreement.application))


def _contract(agreement: Agreement, version: AgreedPlan, plan: Plan, terms: Terms) -> Contract:
    rules, payment = terms.delivery.agreement, terms.delivery.payment
    return Contract(
        title="사업협약서",
        number=agreement.number,
        programme=agreement.programme.name_ko,
        project=plan.title,
        city=agreement.city.name,
        site=" ".join(part for part in (agreement.site.name, agreement.site.address) if part),
        type_name=terms.type(agreement.type_code).name.ko,
        parties=_parties(agreement),
        signing=tuple(str(CAPACITIES[each.party]) for each in sorted(rules.signing, key=lambda each: each.order)),
        months=rules.months,
        costs=tuple(_cost(each.item, each.what, each.amount_won, terms) for each in version.costs.all()),
        cost_total=number(version.cost_won),
        shares=tuple(_shares(version)),
        vat=number(version.vat_won),
        vat_included=terms.costs.vat_included,
        decisions=tuple(_decision(each) for each in grant_decisions_for(agreement.application_id)),
        kpis=tuple(_kpi(row) for row in plan.kpis),
        functions=plan.modules,
        schedule=plan.schedule,
        goals=plan.goals,
        advance_pct=pct(payment.advance_pct, 0),
        interim_pct=pct(payment.interim_pct, 0) if payment.interim_pct else "",
        final_pct=pct(payment.final_pct, 0),
        cash_first=payment.firm_cash_first,
        change_days=rules.changes.within_days_of_cause,
        change_before_end_days=rules.changes.before_end_days,
        asset_years=terms.delivery.build.asset_years,
        settlement_days=payment.settlement_days,
        return_days=payment.return_days,
    )


def _parties(agreement: Agreement) -> tuple[Row, ...]:
    rows = (("운영기관", agreement.programme.operator), ("도입기업", agreement.firm), ("공급기업", agreement.supplier))
    return tuple(
        (capacity, each.name, _business_number(parties.number_of(each.pk)), each.representative or "-")
        for capacity, each in rows
    )


def _business_number(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}" if digits else "-"


def _cost(item: str, what: str, amount_won: int, terms: Terms) -> Row:
    return item_name(item, terms), what, number(amount_won)


_SHARES: tuple[tuple[str, Callable[[AgreedPlan], int]], ...] = (
    ("도비", lambda version: version.province_won),
    ("시군비", lambda version: version.city_won),
    ("협력기업 부담", lambda version: version.partner_won),
    ("도입기업 현금", lambda version: version.firm_cash_won),
    ("도입기업 현물", lambda version: version.firm_in_kind_won),
)


def _shares(version: AgreedPlan) -> list[Row]:
    found = [(name, share(version)) for name, share in _SHARES]
    return [(name, number(won), pct(100 * won / version.cost_won)) for name, won in found if won]


def _decision(each: GrantDecision) -> Row:
    letters = ", ".join(f"{letter.number} ({day(letter.on)})".strip() for letter in each.letters)
    return each.funder_name, str(dict(LegalNature.choices)[each.nature]), letters, number(each.share_won)


def _kpi(row: KpiRow) -> Row:
    return (
        indicator_name(row.key),
        row.unit,
        _figure(row.before),
        _figure(row.target),
        f"{row.weight_pct}%",
        row.how_measured,
    )


def _figure(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}"
