"""Applications as values for the stages that come after."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from dure.journey.applications.models import Application, PlanVersion
from dure.journey.applications.plan import EMPTY, Plan
from dure.journey.applications.states import ENDED_STATES
from dure.journey.applications.values import ApplicationFacts


def _with_plans(rows: QuerySet[Application]) -> QuerySet[Application]:
    newest = PlanVersion.objects.order_by("application_id", "-number")
    return rows.select_related("firm", "supplier").prefetch_related(Prefetch("versions", queryset=newest))


def applications_of(programme_id: int) -> list[ApplicationFacts]:
    """Every application of a programme that was handed in, by number; three queries."""
    rows = Application.objects.filter(programme_id=programme_id, submitted_at__isnull=False)
    return [_facts(row) for row in _with_plans(rows).order_by("number", "id")]


def facts(application_id: int) -> ApplicationFacts:
    """One application; raises ``Application.DoesNotExist``."""
    return _facts(_with_plans(Application.objects.all()).get(pk=application_id))


def _facts(row: Application) -> ApplicationFacts:
    newest = next(iter(row.versions.all()), None)
    plan = EMPTY if newest is None else Plan.model_validate(newest.plan)
    return ApplicationFacts(
        id=row.pk,
        number=row.number,
        programme_id=row.programme_id,
        firm_id=row.firm_id,
        firm_name=row.firm.name,
        type_code=row.type_code,
        city_code=row.city_id,
        sector_code=row.firm.sector_id or "",
        status=row.status,
        cost_won=row.cost_won,
        province_won=row.province_won,
        city_won=row.city_won,
        firm_won=row.firm_won,
        first_ict=row.first_ict,
        headcount=plan.facts.headcount,
        sales_won=plan.facts.sales_won,
        supplier_id=row.supplier_id,
        supplier_name=row.supplier.name if row.supplier is not None else plan.supplier_name,
        title=plan.title,
        bonuses=plan.bonuses,
        submitted_at=row.submitted_at,
    )


def demand(programme_id: int) -> Mapping[tuple[str, str], int]:
    """How many submitted, live applications there are by type and city: what places are compared with."""
    rows: Any = (
        Application.objects.filter(programme_id=programme_id, submitted_at__isnull=False)
        .exclude(status__in=(*ENDED_STATES, "ineligible"))
        .values_list("type_code", "city_id")
        .annotate(n=Count("id"))
        .order_by("type_code", "city_id")
    )
    return {(type_code, city): n for type_code, city, n in rows}
