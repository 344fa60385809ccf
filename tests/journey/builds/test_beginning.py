from datetime import date

import pytest
from tests.journey.agreements import scene as agreements
from tests.journey.builds import scene as s
from tests.world import ledger_holds, moment

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.events import announce
from dure.foundation.workflow.gate import Moved, move
from dure.foundation.workflow.models import Deadline
from dure.foundation.workflow.queries import open_deadlines
from dure.journey.agreements.events import AgreementChanged, AgreementEnded, AgreementStarted
from dure.journey.agreements.models import AgreedPlan, Agreement, Change
from dure.journey.builds import actions
from dure.journey.builds.events import hear_changed, hear_ended, hear_moved
from dure.journey.builds.models import Build

pytestmark = pytest.mark.django_db


def _owed(kind: str) -> list[Deadline]:
    return list(open_deadlines().filter(kind=kind))


def test_a_build_is_laid_out_by_the_notice() -> None:
    scene = s.begun()

    assert [(row.code, row.due_on) for row in scene.build.milestones.all()] == [
        ("kickoff", date(2024, 6, 26)),
        ("requirements", date(2024, 8, 2)),
        ("design", date(2024, 9, 7)),
        ("installation", date(2024, 12, 2)),
        ("trial", date(2025, 1, 7)),
        ("handover", date(2025, 2, 1)),
    ]
    assert [row.code for row in scene.build.deliverables.all()] == [
        "requirements",
        "design",
        "test_results",
        "manual",
        "training",
        "source_rights",
    ]
    assert [row.kind for row in scene.build.inspections.all()] == ["design", "mid_check", "final_check"]
    assert scene.build.design_due_on == date(2024, 9, 14)
    assert [row.organisation_id for row in _owed("builds.milestone")] == [scene.here.supplier.organisation.pk] * 6
    assert len(_owed("builds.inspection")) == 3
    assert ledger_holds()


def test_beginning_twice_is_one_build() -> None:
    scene = s.begun()

    assert actions.begin_build(agreement=scene.agreement, by=SYSTEM, at=s.IN_TIME) == scene.build
    assert Build.objects.count() == 1


def test_a_build_does_not_begin_before_the_start_is_accepted() -> None:
    agreement = agreements.in_force_agreement()

    with pytest.raises(ActionRefused, match="착수계"):
        actions.begin_build(agreement=agreement, by=SYSTEM, at=s.BEGUN)
    assert not Build.objects.exists()


def test_the_accepted_start_begins_the_build(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    with django_capture_on_commit_callbacks(execute=True):
        agreement = agreements.started_agreement()
        announce(AgreementStarted(agreement.pk, s.BEGUN))

    assert Build.objects.get().agreement == agreement


def _extend(scene: s.Scene, ends_on: date) -> None:
    """An approved change that moved the end of the project."""
    agreement, at = scene.agreement, moment(9, 20)
    with act("agreements.approve_change", chain=agreement.programme.chain, by=SYSTEM, at=at, subject=agreement) as this:
        change = Change.objects.create(
            agreement=agreement, number=1, kind="period_long", route="approval", cause_on=at.date(), reason="부품 지연",
            created_at=at, status="approved",
        )  # fmt: skip
        first = agreement.plans.get(number=1)
        plan = AgreedPlan.objects.get(pk=first.pk)
        plan.pk, plan.number, plan.change, plan.ends_on, plan.made_at = None, 2, change, ends_on, at
        plan.save(force_insert=True)
        agreement.current, agreement.ends_on = plan, ends_on
        agreement.save(update_fields=["current", "ends_on"])
        this.evidence(change, plan)


def test_an_agreed_extension_moves_what_lies_ahead_and_keeps_the_first_plan() -> None:
    scene = s.begun()
    actions.reach_milestone(milestone=scene.milestone("kickoff"), on=date(2024, 6, 25), by=scene.vendor, at=s.IN_TIME)
    _extend(scene, date(2025, 4, 14))

    hear_changed(AgreementChanged(scene.agreement.pk, 2, "period_long", moment(9, 20)))
    hear_changed(AgreementChanged(scene.agreement.pk, 2, "period_long", moment(9, 21)))

    rows = {row.code: row for row in scene.build.milestones.all()}
    assert (rows["kickoff"].first_due_on, rows["kickoff"].due_on) == (date(2024, 6, 26), date(2024, 6, 26))
    assert (rows["handover"].first_due_on, rows["handover"].due_on) == (date(2025, 2, 1), date(2025, 3, 30))
    assert scene.check("final_check").first_due_on < scene.check("final_check").due_on
    assert ledger_holds()


def test_a_change_of_something_else_moves_nothing() -> None:
    scene = s.begun()
    before = list(scene.build.milestones.values_list("due_on", flat=True))

    actions.replan_build(agreement=scene.agreement, by=SYSTEM, at=s.IN_TIME)

    assert list(scene.build.milestones.values_list("due_on", flat=True)) == before


def test_an_ended_agreement_stops_its_build_and_nothing_is_owed() -> None:
    scene = s.begun()
    with act("agreements.end", chain=scene.agreement.programme.chain, by=SYSTEM, at=s.IN_TIME, subject=scene.agreement):
        move(scene.agreement, "terminate", by=SYSTEM, at=s.IN_TIME, reason="폐업")
    hear_ended(AgreementEnded(scene.agreement.pk, "terminated", "firm", s.IN_TIME))

    assert scene.fresh().stopped_at == s.IN_TIME
    assert _owed("builds.milestone") + _owed("builds.inspection") == []
    with pytest.raises(ActionRefused):
        actions.reach_milestone(
            milestone=scene.milestone("kickoff"), on=date(2024, 7, 1), by=scene.vendor, at=s.IN_TIME
        )
    assert ledger_holds()


def test_a_completion_taken_back_opens_the_build_again() -> None:
    scene = s.begun()
    s.completed(scene)
    agreement = Agreement.objects.get(pk=scene.agreement.pk)
    with act("agreements.back", chain=agreement.programme.chain, by=SYSTEM, at=s.LATE, subject=agreement):
        move(agreement, "resume", by=SYSTEM, at=s.LATE, reason="기능 누락")
    hear_moved(Moved("agreements.agreement", agreement.pk, "resume", "completed", "started", s.LATE))

    assert scene.fresh().completed_on is None
    assert ledger_holds()
