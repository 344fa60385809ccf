from datetime import date, timedelta

import pytest
from tests.journey.builds import scene as s
from tests.world import ledger_holds, moment

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.workflow.queries import open_deadlines
from dure.journey.builds import actions, queries
from dure.journey.builds.models import Build, Delay, Finding, Ticket

pytestmark = pytest.mark.django_db

OPEN_REASON = "시험"


@pytest.fixture
def scene() -> s.Scene:
    return s.begun()


def test_a_milestone_is_reached_once_what_is_due_at_it_has_come(scene: s.Scene) -> None:
    row = scene.milestone("requirements")
    with pytest.raises(ActionRefused, match="요구사항정의서"):
        actions.reach_milestone(milestone=row, on=date(2024, 7, 30), by=scene.vendor, at=moment(7, 30))

    due = scene.deliverable("requirements")
    s.attach(due)
    actions.hand_in_deliverable(deliverable=due, by=scene.vendor, at=moment(7, 29))
    actions.reach_milestone(milestone=row, on=date(2024, 7, 30), by=scene.vendor, at=moment(7, 30))

    row.refresh_from_db()
    assert (row.status, row.reached_on) == ("reached", date(2024, 7, 30))
    assert not open_deadlines().filter(kind="builds.milestone", row_id=str(row.pk)).exists()
    actions.confirm_milestone(milestone=row, by=scene.operator, at=moment(7, 31))
    assert ledger_holds()


@pytest.mark.parametrize("on", [date(2024, 7, 1), date(2024, 6, 1)])
def test_a_day_ahead_or_before_the_project_is_refused(scene: s.Scene, on: date) -> None:
    with pytest.raises(ActionRefused):
        actions.reach_milestone(milestone=scene.milestone("kickoff"), on=on, by=scene.vendor, at=moment(6, 28))


def test_a_slip_is_nobodys_until_every_day_has_its_cause(scene: s.Scene) -> None:
    row, at = scene.milestone("kickoff"), moment(7, 6)
    actions.reach_milestone(milestone=row, on=date(2024, 7, 6), by=scene.vendor, at=at)
    with pytest.raises(ActionRefused, match="10일"):
        actions.confirm_milestone(milestone=row, by=scene.operator, at=at)

    actions.record_delay(milestone=row, days=7, caused_by="firm", reason="현장 사정", by=scene.operator, at=at)
    with pytest.raises(ActionRefused):
        actions.record_delay(milestone=row, days=4, caused_by="supplier", reason="인력", by=scene.operator, at=at)
    actions.record_delay(milestone=row, days=3, caused_by="supplier", reason="인력", by=scene.operator, at=at)
    actions.confirm_milestone(milestone=row, by=scene.operator, at=at)

    assert list(Delay.objects.values_list("caused_by", "days")) == [("firm", 7), ("supplier", 3)]
    assert ledger_holds()


def test_a_delay_without_a_slip_or_a_reason_is_refused(scene: s.Scene) -> None:
    row = scene.milestone("design")
    for days, reason in ((1, "일찍"), (0, "없음")):
        with pytest.raises(ActionRefused):
            actions.record_delay(
                milestone=row, days=days, caused_by="firm", reason=reason, by=scene.operator, at=moment(7, 1)
            )
    with pytest.raises(ActionRefused):
        actions.record_delay(milestone=row, days=1, caused_by="firm", reason=" ", by=scene.operator, at=s.LATE)


def test_a_milestone_given_back_lies_ahead_and_is_owed_again(scene: s.Scene) -> None:
    row = scene.milestone("kickoff")
    actions.reach_milestone(milestone=row, on=date(2024, 6, 25), by=scene.vendor, at=moment(6, 25))
    actions.give_milestone_back(milestone=row, by=scene.operator, at=moment(6, 25), reason=OPEN_REASON)

    assert (row.status, row.reached_on) == ("ahead", None)
    assert open_deadlines().filter(kind="builds.milestone", row_id=str(row.pk)).exists()


def test_a_dropped_milestone_is_owed_no_more(scene: s.Scene) -> None:
    row = scene.milestone("trial")
    actions.drop_milestone(milestone=row, by=scene.operator, at=moment(7, 1), reason="해당 없음")

    assert not open_deadlines().filter(kind="builds.milestone", row_id=str(row.pk)).exists()


def test_only_staff_confirm_a_milestone(scene: s.Scene) -> None:
    row = scene.milestone("kickoff")
    actions.reach_milestone(milestone=row, on=date(2024, 6, 25), by=scene.vendor, at=moment(6, 25))
    for by in (scene.vendor, scene.owner):
        with pytest.raises(AccessRefused):
            actions.confirm_milestone(milestone=row, by=by, at=moment(6, 25))


def test_a_deliverable_without_its_file_is_not_handed_in(scene: s.Scene) -> None:
    with pytest.raises(ActionRefused, match="파일"):
        actions.hand_in_deliverable(deliverable=scene.deliverable("design"), by=scene.vendor, at=moment(8, 1))


def test_a_deliverable_is_accepted_by_the_firm_or_given_back(scene: s.Scene) -> None:
    row = scene.deliverable("design")
    s.attach(row)
    actions.hand_in_deliverable(deliverable=row, by=scene.vendor, at=moment(8, 1))
    with pytest.raises(AccessRefused):
        actions.accept_deliverable(deliverable=row, by=scene.vendor, at=moment(8, 2))
    actions.return_deliverable(deliverable=row, by=scene.owner, at=moment(8, 2), reason="화면 누락")
    assert (row.status, row.handed_in_at) == ("due", None)
    actions.hand_in_deliverable(deliverable=row, by=scene.vendor, at=moment(8, 3))
    actions.accept_deliverable(deliverable=row, by=scene.owner, at=moment(8, 4))

    assert (row.status, row.accepted_at) == ("accepted", moment(8, 4))
    assert ledger_holds()


def test_progress_is_reported_once_and_falls_only_with_a_word_on_it(scene: s.Scene) -> None:
    first = actions.Progress(date(2024, 7, 30), 30, "요구사항 정의 완료")
    one = actions.report_progress(build=scene.build, progress=first, by=scene.vendor, at=moment(7, 30))
    two = actions.report_progress(build=scene.build, progress=first, by=scene.vendor, at=moment(7, 30))
    assert one == two
    with pytest.raises(ActionRefused, match="30"):
        actions.report_progress(
            build=scene.build,
            progress=actions.Progress(date(2024, 8, 9), 20, "재설계"),
            by=scene.vendor,
            at=moment(8, 9),
        )
    with pytest.raises(ActionRefused):
        actions.report_progress(
            build=scene.build, progress=actions.Progress(date(2024, 7, 1), 40, "설계"), by=scene.vendor, at=moment(8, 9)
        )
    again = actions.Progress(date(2024, 8, 9), 20, "재설계", trouble="설비 교체")
    actions.report_progress(build=scene.build, progress=again, by=scene.vendor, at=moment(8, 9))
    actions.note_report(report=one, by=scene.operator, at=moment(8, 10))

    assert [(row.number, row.status) for row in queries.reports(scene.build)] == [(2, "handed_in"), (1, "noted")]
    assert scene.fresh().progress_pct == 20
    assert ledger_holds()


def test_the_firm_does_not_report_progress(scene: s.Scene) -> None:
    with pytest.raises(AccessRefused):
        actions.report_progress(
            build=scene.build, progress=actions.Progress(date(2024, 7, 1), 5, "착수"), by=scene.owner, at=moment(7, 1)
        )


def _checked(scene: s.Scene, at=moment(10, 20)) -> Finding:  # type: ignore[no-untyped-def]
    written = actions.WriteUp(
        "to_mend",
        at.date(),
        "대체로 양호",
        (actions.FindingText("바코드 인쇄 누락"), actions.FindingText("교육 장소", "firm")),
    )
    row = actions.write_inspection(inspection=scene.check("mid_check"), written=written, by=scene.operator, at=at)
    return Finding.objects.select_related("inspection__build__agreement__programme").get(inspection=row, number=1)


def test_a_finding_goes_from_plan_over_result_to_its_check(scene: s.Scene) -> None:
    row = _checked(scene)
    assert row.due_on == date(2024, 11, 3)
    owed = open_deadlines().filter(kind="builds.finding").order_by("row_id")
    assert [each.organisation_id for each in owed] == [
        scene.here.supplier.organisation.pk,
        scene.here.firm.organisation.pk,
    ]
    with pytest.raises(ActionRefused):
        actions.confirm_finding(finding=row, by=scene.operator, at=moment(10, 21))
    actions.answer_finding(finding=row, plan="드라이버 교체", by=scene.vendor, at=moment(10, 22))
    actions.resolve_finding(finding=row, result="교체함", by=scene.vendor, at=moment(10, 25))
    actions.reopen_finding(finding=row, by=scene.operator, at=moment(10, 26), reason="재현됨")
    actions.resolve_finding(finding=row, result="프린터 교체", by=scene.vendor, at=moment(10, 28))
    with pytest.raises(AccessRefused):
        actions.confirm_finding(finding=row, by=scene.vendor, at=moment(10, 28))
    actions.confirm_finding(finding=row, by=scene.operator, at=moment(10, 29))

    assert [each.number for each in queries.open_findings(scene.build.pk)] == [2]
    assert ledger_holds()


@pytest.mark.parametrize("verdict", ["to_mend", "poor", "passed", "nonsense"])
def test_a_verdict_must_fit_the_check_and_say_what_to_mend(scene: s.Scene, verdict: str) -> None:
    with pytest.raises(ActionRefused):
        actions.write_inspection(
            inspection=scene.check("mid_check"),
            written=actions.WriteUp(verdict, date(2024, 10, 20)),
            by=scene.operator,
            at=moment(10, 20),
        )
    assert scene.check("mid_check").status == "planned"


def test_a_check_written_by_someone_else_meanwhile_is_not_overwritten(scene: s.Scene) -> None:
    row = scene.check("mid_check")
    actions.plan_inspection(
        build=scene.build, kind="mid_check", planned_at=moment(10, 22), by=scene.operator, at=moment(10, 1)
    )
    with pytest.raises(actions.StaleInspection):
        actions.write_inspection(
            inspection=row,
            written=actions.WriteUp("good", date(2024, 10, 20)),
            revision=row.revision,
            by=scene.operator,
            at=moment(10, 20),
        )


def test_planning_moves_the_planned_check_and_a_held_one_gets_a_successor(scene: s.Scene) -> None:
    first = scene.check("final_check")
    named = {"build": scene.build, "kind": "final_check", "by": scene.operator}
    assert actions.plan_inspection(**named, planned_at=moment(12, 1), at=moment(11, 1)).pk == first.pk
    failed = actions.WriteUp("failed", date(2024, 12, 1), "", (actions.FindingText("집계 오류"),))
    actions.write_inspection(inspection=first, written=failed, by=scene.operator, at=moment(12, 1))
    again = actions.plan_inspection(**named, planned_at=moment(12, 10), at=moment(12, 2))

    assert again.pk != first.pk


def test_an_unannounced_check_is_unknown_to_the_project_until_it_was_held(scene: s.Scene) -> None:
    row = actions.plan_inspection(
        build=scene.build, kind="surprise", planned_at=moment(9, 3), by=scene.operator, at=moment(9, 1)
    )

    def seen() -> list[bool]:
        parties = (scene.operator, scene.owner, scene.vendor)
        return [row.pk in [each.pk for each in queries.inspections(scene.build, by)] for by in parties]

    assert seen() == [True, False, False]
    actions.write_inspection(
        inspection=row, written=actions.WriteUp("good", date(2024, 9, 3)), by=scene.operator, at=moment(9, 3)
    )
    assert seen() == [True, True, True]


def test_a_cancelled_check_is_owed_no_more(scene: s.Scene) -> None:
    row = scene.check("design")
    actions.cancel_inspection(inspection=row, by=scene.operator, at=moment(7, 1), reason="서면으로 갈음")

    assert not open_deadlines().filter(kind="builds.inspection", row_id=str(row.pk)).exists()


def test_the_firm_accepts_once_everything_has_come(scene: s.Scene) -> None:
    with pytest.raises(ActionRefused, match="시험결과서"):
        actions.accept_build(build=scene.build, on=date(2024, 12, 20), by=scene.owner, at=s.IN_TIME)
    s.hand_everything_in(scene, accept=False)
    for by in (scene.vendor, scene.operator):
        with pytest.raises(AccessRefused):
            actions.accept_build(build=scene.build, on=date(2024, 12, 20), by=by, at=s.IN_TIME)
    build = actions.accept_build(build=scene.build, on=date(2024, 12, 20), by=scene.owner, at=s.IN_TIME)

    assert (build.accepted_on, build.warranty_until) == (date(2024, 12, 20), date(2025, 12, 20))
    with pytest.raises(ActionRefused):
        actions.accept_build(build=scene.build, on=date(2024, 12, 20), by=scene.owner, at=s.IN_TIME)
    assert ledger_holds()


def test_a_build_is_not_completed_and_says_all_that_is_missing(scene: s.Scene) -> None:
    _checked(scene)
    with pytest.raises(ActionRefused) as refusal:
        actions.complete_build(build=scene.build, on=date(2024, 12, 20), by=scene.operator, at=s.IN_TIME)

    said = str(refusal.value)
    assert [part in said for part in ("검수", "요구사항정의서", "지적사항 2건", "완료점검", "구축 후 수준")] == [
        True
    ] * 5


@pytest.mark.parametrize("missing", ["acceptance", "deliverable", "finding", "final", "level"])
def test_each_thing_missing_keeps_a_build_from_completion(scene: s.Scene, missing: str) -> None:
    s.hand_everything_in(scene)
    if missing != "acceptance":
        actions.accept_build(build=scene.fresh(), on=s.IN_TIME.date(), by=scene.owner, at=s.IN_TIME)
    if missing == "deliverable":
        actions.return_deliverable(
            deliverable=scene.deliverable("manual"), by=scene.owner, at=s.IN_TIME, reason="그림 누락"
        )
    if missing == "finding":
        _checked(scene)
    if missing != "final":
        s.pass_final_check(scene)
    if missing != "level":
        s.level_after(scene)

    with pytest.raises(ActionRefused):
        actions.complete_build(build=scene.fresh(), on=s.IN_TIME.date(), by=scene.operator, at=s.IN_TIME)
    assert len(queries.missing_for_completion(scene.fresh())) == 1


def test_completing_completes_the_agreement_and_lifts_what_is_owed(scene: s.Scene) -> None:
    s.completed(scene)

    scene.agreement.refresh_from_db()
    assert (scene.fresh().completed_on, scene.agreement.status) == (date(2024, 12, 20), "completed")
    assert queries.completed_on(scene.agreement.pk) == date(2024, 12, 20)
    assert not open_deadlines().filter(kind__in=["builds.milestone", "builds.inspection"]).exists()
    with pytest.raises(ActionRefused):
        actions.complete_build(build=scene.fresh(), on=date(2024, 12, 20), by=scene.operator, at=s.IN_TIME)
    assert ledger_holds()


def test_a_final_check_that_failed_later_counts_over_one_that_passed(scene: s.Scene) -> None:
    s.ready(scene)
    row = actions.plan_inspection(
        build=scene.fresh(), kind="final_check", planned_at=moment(12, 21), by=scene.operator, at=moment(12, 21)
    )
    failed = actions.WriteUp("failed", date(2024, 12, 21), "", (actions.FindingText("정지"),))
    actions.write_inspection(inspection=row, written=failed, by=scene.operator, at=moment(12, 21))

    assert len(queries.missing_for_completion(scene.fresh())) == 2


def test_training_and_levels_are_recorded_with_the_certificates_validity(scene: s.Scene) -> None:
    one = actions.hold_training(build=scene.build, training=s.training(), by=scene.vendor, at=s.IN_TIME)
    assert actions.hold_training(build=scene.build, training=s.training(), by=scene.vendor, at=s.IN_TIME) == one
    for scale, level, moment_, number in (
        ("system", "none", "before", ""),
        ("company", "L1", "before", ""),
        ("system", "basic", "after", "2024-0001"),
        ("company", "L2", "after", ""),
    ):
        actions.confirm_level(
            build=scene.build,
            level=actions.Level(moment_, scale, level, date(2024, 12, 20), "추진단", number),
            by=scene.operator,
            at=s.IN_TIME,
        )

    assert queries.levels(scene.build) == [
        queries.LevelOf("system", "none", "basic", "2024-0001", date(2027, 12, 20)),
        queries.LevelOf("company", "L1", "L2"),
    ]
    assert ledger_holds()


def test_a_level_confirmed_in_the_future_is_refused_before_the_build_too(scene: s.Scene) -> None:
    for moment_, level in (("before", "none"), ("after", "basic")):
        ahead = actions.Level(moment_, "system", level, date(2999, 1, 1), "추진단")
        with pytest.raises(ActionRefused):
            actions.confirm_level(build=scene.build, level=ahead, by=scene.operator, at=s.IN_TIME)
    assert not scene.build.levels.exists()


def test_a_level_of_the_other_scale_is_refused(scene: s.Scene) -> None:
    wrong = actions.Level("after", "company", "basic", date(2024, 12, 20), "추진단")
    with pytest.raises(ActionRefused):
        actions.confirm_level(build=scene.build, level=wrong, by=scene.operator, at=s.IN_TIME)


def test_a_fault_is_reported_once_answered_solved_and_closed(scene: s.Scene) -> None:
    at = moment(12, 22)
    s.completed(scene)
    row = actions.open_ticket(build=scene.fresh(), title="바코드가 안 찍힘", by=scene.owner, at=at, stops_work=True)
    later = at + timedelta(minutes=2)
    assert actions.open_ticket(build=scene.fresh(), title="바코드가 안 찍힘", by=scene.owner, at=later).pk == row.pk
    assert row.answer_due_at == at + timedelta(hours=24)

    row = Ticket.objects.select_related("build__agreement__programme").get()
    reply = actions.Reply("내일 방문합니다")
    actions.respond_ticket(ticket=row, reply=reply, by=scene.vendor, at=moment(12, 22, 15))
    actions.solve_ticket(
        ticket=row, reply=actions.Reply("헤드 교체", date(2024, 12, 23)), by=scene.vendor, at=moment(12, 23)
    )
    actions.reopen_ticket(ticket=row, by=scene.owner, at=moment(12, 24), reason="또 안 됨")
    assert row.answered_at == moment(12, 22, 15)
    actions.solve_ticket(ticket=row, reply=actions.Reply("보드 교체"), by=scene.vendor, at=moment(12, 26))
    actions.close_ticket(ticket=row, satisfied=True, by=scene.owner, at=moment(12, 27))
    with pytest.raises(ActionRefused):
        actions.respond_ticket(ticket=row, reply=reply, by=scene.vendor, at=moment(12, 28))

    assert (row.status, row.satisfied, row.notes.count()) == ("closed", True, 3)
    assert not open_deadlines().filter(kind="builds.ticket").exists()
    assert ledger_holds()


def test_only_the_supplier_answers_and_only_the_firm_reports(scene: s.Scene) -> None:
    with pytest.raises(AccessRefused):
        actions.open_ticket(build=scene.build, title="고장", by=scene.vendor, at=moment(12, 22))
    actions.open_ticket(build=scene.build, title="고장", by=scene.owner, at=moment(12, 22))
    row = Ticket.objects.select_related("build__agreement__programme").get()
    with pytest.raises(AccessRefused):
        actions.respond_ticket(ticket=row, reply=actions.Reply("?"), by=scene.owner, at=moment(12, 22))


def test_use_is_asked_after_completion(scene: s.Scene) -> None:
    with pytest.raises(ActionRefused):
        actions.record_in_use(build=scene.build, in_use=True, on=date(2024, 12, 1), by=scene.owner, at=s.IN_TIME)
    s.completed(scene)
    actions.record_in_use(build=scene.build, in_use=True, on=date(2025, 3, 1), by=scene.owner, at=s.LATE)

    assert Build.objects.get().in_use is True
    assert ledger_holds()
