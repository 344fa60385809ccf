from datetime import date

import pytest
from tests.journey.builds import scene as s
from tests.world import moment

from dure.foundation.access.actor import SYSTEM
from dure.journey.builds import actions, queries
from dure.journey.builds.risk import Level

pytestmark = pytest.mark.django_db


def _late(scene: s.Scene, at=moment(7, 6)) -> list[tuple[str, str, int, str, bool]]:  # type: ignore[no-untyped-def]
    found = queries.late(scene.agreement.programme_id, at)
    return [(each.kind, each.what, each.days, each.by, each.recorded) for each in found]


def test_nothing_is_late_before_its_day_has_passed() -> None:
    scene = s.begun()

    assert _late(scene, moment(6, 26, 23)) == []


def test_an_overdue_milestone_is_owed_by_the_supplier_until_its_cause_is_recorded() -> None:
    scene = s.begun()
    assert _late(scene) == [("milestone", "착수보고회", 10, "supplier", False)]

    actions.record_delay(
        milestone=scene.milestone("kickoff"),
        days=6,
        caused_by="firm",
        reason="휴무",
        by=scene.operator,
        at=moment(7, 6),
    )
    assert _late(scene) == [("milestone", "착수보고회", 10, "firm", True)]


def test_deliverables_findings_checks_and_fault_reports_are_late_too() -> None:
    scene = s.begun()
    written = actions.WriteUp("poor", date(2024, 7, 5), "", (actions.FindingText("안전", "firm", date(2024, 7, 10)),))
    actions.write_inspection(inspection=scene.check("mid_check"), written=written, by=scene.operator, at=moment(7, 5))
    actions.open_ticket(build=scene.build, title="멈춤", by=scene.owner, at=moment(9, 10))

    assert _late(scene, moment(9, 20)) == [
        ("milestone", "착수보고회", 86, "supplier", False),
        ("finding", "안전", 72, "firm", True),
        ("deliverable", "요구사항정의서", 49, "supplier", False),
        ("milestone", "요구사항 확정", 49, "supplier", False),
        ("deliverable", "화면·DB 설계서", 13, "supplier", False),
        ("milestone", "설계 완료", 13, "supplier", False),
        ("ticket", "멈춤", 9, "supplier", True),
        ("inspection", "기술설계", 8, "operator", True),
    ]


def test_a_completed_build_is_late_with_nothing_but_fault_reports() -> None:
    scene = s.begun()
    s.completed(scene)
    actions.open_ticket(build=scene.fresh(), title="멈춤", by=scene.owner, at=moment(12, 24))

    assert [each[:3] for each in _late(scene, moment(12, 27))] == [("ticket", "멈춤", 2)]


def test_risk_speaks_of_the_plan_alone_while_too_few_are_finished() -> None:
    scene = s.begun()
    on_time = queries.risk(scene.agreement.pk, moment(6, 25))
    late = queries.risk(scene.agreement.pk, moment(9, 20))

    assert on_time is not None
    assert late is not None
    assert (on_time.level, late.level) == (Level.ON_TRACK, Level.LATE)
    assert late.reasons[0].name == "착수보고회"
    s.completed(scene)
    assert queries.risk(scene.agreement.pk, s.LATE) is None


def test_the_stage_sums_in_state_type_and_city() -> None:
    scene = s.begun()
    found = queries.standing(scene.agreement.programme_id)

    assert (found.total, found.by_state, found.by_type, found.by_city) == (
        1,
        {"building": 1},
        {"JS1": 1},
        {"52720": 1},
    )
    assert [row.state for row in queries.firm_standings(scene.agreement.programme_id, SYSTEM)] == ["building"]
    assert [row.count for row in queries.tallies(scene.agreement.programme_id, SYSTEM)] == [1]
    s.completed(scene)
    lines = queries.story(scene.here.firm.organisation.pk, scene.owner)
    assert [line.title for line in lines] == ["구축 시작", "도입기업 검수", "완료점검: 합격", "구축 완료"]


def test_each_is_told_of_what_is_theirs() -> None:
    scene, at = s.begun(), moment(7, 6)
    assert [row.what for row in queries.waiting(scene.vendor, at)] == ["“착수보고회” 단계 도달"]
    assert queries.waiting(scene.owner, at) == []
    due = scene.deliverable("requirements")
    s.attach(due)
    actions.hand_in_deliverable(deliverable=due, by=scene.vendor, at=at)
    assert [row.waits for row in queries.waiting(scene.owner, at)] == ["두레솔루션"]
    actions.reach_milestone(milestone=scene.milestone("kickoff"), on=date(2024, 7, 6), by=scene.vendor, at=at)
    assert len(queries.waiting(scene.operator, at)) == 1
