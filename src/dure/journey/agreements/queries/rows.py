"""Agreements one by one and as lists."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.agreements.access import OWN_AGREEMENTS, VIEW_AGREEMENT
from dure.journey.agreements.models import AgreedCost, AgreedPlan, Agreement
from dure.journey.agreements.values import AgreedCostFacts, AgreementFacts

RELATED = ("programme__operator", "application", "firm", "supplier", "site", "city", "current")


def agreement(agreement_id: int) -> Agreement:
    """An agreement with what a page names beside it; raises ``Agreement.DoesNotExist``."""
    return Agreement.objects.select_related(*RELATED).get(pk=agreement_id)


def agreement_of(application_id: int) -> Agreement | None:
    """The agreement of an application; None while its cost is not accepted."""
    return Agreement.objects.select_related(*RELATED).filter(application_id=application_id).first()


def agreements_of(programme_id: int, actor: Actor) -> QuerySet[Agreement]:
    """The agreements of a programme within the actor's sight, by number."""
    rows = Agreement.objects.select_related(*RELATED).filter(programme_id=programme_id)
    return VIEW_AGREEMENT.rows(actor, rows).order_by("number")


def visible(actor: Actor) -> QuerySet[Agreement]:
    """Every agreement within the actor's sight."""
    return VIEW_AGREEMENT.rows(actor, Agreement.objects.select_related(*RELATED))


def mine(actor: Actor) -> QuerySet[Agreement]:
    """The agreements of the actor's own firms and suppliers, the latest first."""
    rows = OWN_AGREEMENTS.rows(actor, Agreement.objects.select_related(*RELATED))
    return rows.order_by("-created_at", "-id")


def facts(agreement_id: int) -> AgreementFacts:
    """One agreement as values; raises ``Agreement.DoesNotExist``."""
    return facts_of([agreement_id])[agreement_id]


def facts_of(agreement_ids: Iterable[int]) -> dict[int, AgreementFacts]:
    """Several agreements as values; one query."""
    rows = Agreement.objects.select_related("firm", "supplier", "current", "start").filter(pk__in=list(agreement_ids))
    return {row.pk: _facts(row) for row in rows}


def _facts(row: Agreement) -> AgreementFacts:
    plan = row.current or AgreedPlan(number=0, cost_won=0, province_won=0, city_won=0, firm_cash_won=0)
    return AgreementFacts(
        id=row.pk,
        number=row.number,
        application_id=row.application_id,
        programme_id=row.programme_id,
        status=row.status,
        firm_id=row.firm_id,
        firm_name=row.firm.name,
        supplier_id=row.supplier_id,
        supplier_name=row.supplier.name,
        site_id=row.site_id,
        city_code=row.city_id,
        type_code=row.type_code,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        cost_won=plan.cost_won,
        province_won=plan.province_won,
        city_won=plan.city_won,
        partner_won=plan.partner_won,
        firm_cash_won=plan.firm_cash_won,
        firm_in_kind_won=plan.firm_in_kind_won,
        vat_won=plan.vat_won,
        account=_account(row),
        plan_number=plan.number,
    )


def _account(row: Agreement) -> str:
    start = getattr(row, "start", None)
    return "" if start is None else f"{start.bank} {start.account_number}".strip()


def agreed_costs(agreement_id: int) -> tuple[AgreedCostFacts, ...]:
    """The accepted cost table in force, by number; empty while none is."""
    rows = AgreedCost.objects.filter(plan__in_force_for=agreement_id).order_by("number")
    return tuple(AgreedCostFacts(each.pk, each.number, each.item, each.what, each.amount_won) for each in rows)


def plan_versions(agreement_id: int) -> list[AgreedPlan]:
    """Every version of what was agreed, the first one first, with its costs."""
    rows = AgreedPlan.objects.filter(agreement_id=agreement_id).select_related("change")
    return list(rows.prefetch_related(Prefetch("costs", AgreedCost.objects.order_by("number"))).order_by("number"))
