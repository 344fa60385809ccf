"""Plans and applications for the tests of this stage."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.world import IN_INTAKE, Firm, World

from dure.foundation.access.actor import Actor
from dure.journey.applications import actions
from dure.journey.applications.models import Application, Draft
from dure.journey.applications.plan import CostLine, Facts, KpiRow, Plan

CLEAN_FACTS = Facts(
    sales_won=2_000_000_000,
    headcount=14,
    supported_before=False,
    uses_ict=False,
    running_other_project=False,
    tax_arrears=False,
    closed_or_suspended=False,
    in_insolvency=False,
    excluded_industry=False,
)


def complete_plan(**changes: Any) -> Plan:
    """A plan of JS1 in which nothing required is missing."""
    plan = Plan(
        title="절임 공정 생산실적 집계",
        present_state="작업일보를 종이에 씁니다.",
        problems="수율을 알 수 없습니다.",
        goals="공정별 수율을 날마다 봅니다.",
        modules="생산실적, 품질검사",
        schedule="7월 설계, 9월 설치, 11월 완료",
        costs=(
            CostLine(item="software_development", what="생산실적 모듈", quantity=1, unit_won=20_000_000),
            CostLine(item="hardware", what="터치 패널", quantity=3, unit_won=2_500_900),
        ),
        kpis=(
            KpiRow(key="yield", unit="%", before=Decimal("71.5"), target=Decimal(75), weight_pct=60),
            KpiRow(key="process_defect_rate", unit="%", before=Decimal("3.2"), target=Decimal(2), weight_pct=40),
        ),
        facts=CLEAN_FACTS,
    )
    return plan.model_copy(update=changes)


def start(
    world: World, firm: Firm, *, by: Actor | None = None, type_code: str = "JS1", at: datetime = IN_INTAKE
) -> Application:
    """An application just begun."""
    return actions.start_application(
        programme=world.programme,
        firm_id=firm.organisation.pk,
        site_id=firm.site.pk,
        type_code=type_code,
        by=by or firm.owner.actor,
        at=at,
    )


def write(row: Application, plan: Plan, *, by: Actor, at: datetime = IN_INTAKE) -> actions.SavedDraft:
    """Save a plan on the present revision."""
    revision = Draft.objects.get(application=row).revision
    return actions.save_draft(application=row, plan=plan, revision=revision, by=by, at=at)


def submitted(world: World, firm: Firm, *, plan: Plan | None = None, type_code: str = "JS1") -> Application:
    """An application handed in."""
    row = start(world, firm, type_code=type_code)
    write(row, plan or complete_plan(), by=firm.owner.actor)
    actions.submit_application(application=row, by=firm.owner.actor, at=IN_INTAKE)
    return row
