from datetime import timedelta

import pytest
from tests.journey.evaluation.scene import AT, DUE, LATE, Scene, add_assessor, fill, opened, scene, scoring, sheets

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.workflow.queries import open_deadlines
from dure.journey.evaluation import actions
from dure.journey.evaluation.queries import late_sheets
from dure.journey.evaluation.states import PhaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return scene(firms=1, assessors=6)


def test_step_is_opened_once(here: Scene) -> None:
    opened(here)

    with pytest.raises(ActionRefused):
        opened(here)


def test_deadline_in_the_past_is_refused(here: Scene) -> None:
    with pytest.raises(ActionRefused):
        actions.open_phase(
            programme=here.world.programme, step="presentation", due_at=AT - timedelta(days=1), by=here.operator, at=AT
        )


def test_scoring_is_not_begun_while_a_firm_has_no_assessors(here: Scene) -> None:
    phase = opened(here)

    with pytest.raises(ActionRefused, match="가나식품1"):
        actions.begin_scoring(phase=phase, by=here.operator, at=AT)


def test_every_sheet_is_owed_once_scoring_begins(here: Scene) -> None:
    scoring(here)

    assert open_deadlines().filter(kind="score", due_at=DUE).count() == 5


def test_step_with_missing_sheets_is_not_closed_and_names_them(here: Scene) -> None:
    phase = scoring(here)
    for sheet in sheets(phase)[1:]:
        fill(sheet)

    missing = sheets(phase)[0].assignment.assessor.person.name
    with pytest.raises(ActionRefused, match=rf"가나식품1 \({missing}\)"):
        actions.close_phase(phase=phase, by=here.operator, at=AT)


def test_sheet_written_off_with_a_reason_lets_the_step_close(here: Scene) -> None:
    phase = scoring(here)
    first, *others = sheets(phase)
    for sheet in others:
        fill(sheet)

    actions.write_off_sheet(sheet=first, by=here.operator, at=AT, reason="입원")
    actions.close_phase(phase=phase, by=here.operator, at=AT)

    assert phase.status == PhaseState.CLOSED


def test_firm_below_the_quorum_keeps_the_step_open(here: Scene) -> None:
    phase = scoring(here)
    *off, fourth, fifth = sheets(phase)
    for sheet in off:
        actions.write_off_sheet(sheet=sheet, by=here.operator, at=AT, reason="불참")
    fill(fourth)
    fill(fifth)

    with pytest.raises(ActionRefused, match="2/3"):
        actions.close_phase(phase=phase, by=here.operator, at=AT)


def test_sheet_of_a_closed_step_cannot_be_reopened(here: Scene) -> None:
    phase = scoring(here)
    for sheet in sheets(phase):
        fill(sheet)
    actions.close_phase(phase=phase, by=here.operator, at=AT)

    with pytest.raises(ActionRefused):
        actions.reopen_sheet(sheet=sheets(phase)[0], by=here.operator, at=AT, reason="착오")


def test_changed_deadline_holds_for_open_sheets(here: Scene) -> None:
    phase = scoring(here)

    actions.change_due(phase=phase, due_at=LATE, by=here.operator, at=AT, reason="연휴")

    assert open_deadlines().filter(kind="score", due_at=LATE).count() == 5


def test_late_sheets_are_reminded_once_a_day(here: Scene) -> None:
    phase = scoring(here)
    fill(sheets(phase)[0])

    assert len(late_sheets(phase, LATE)) == 4
    assert actions.remind_late(phase=phase, by=here.operator, at=LATE) == 4
    assert actions.remind_late(phase=phase, by=here.operator, at=LATE) == 0


def test_assessor_is_added_by_hand_while_scoring_and_owes_the_sheet(here: Scene) -> None:
    phase = scoring(here)
    extra = add_assessor(here.world, "추가위원")

    row = actions.assign_by_hand(
        phase=phase, application=here.applications[0], assessor=extra, by=here.operator, at=AT, reason="결원 보충"
    )

    assert open_deadlines().filter(row_id=str(row.pk), person_id=extra.person_id).count() == 1


def test_assignment_by_hand_never_overrules_a_conflict(here: Scene) -> None:
    phase = opened(here)
    actions.declare_conflict(
        assessor=here.pool[0],
        application=here.applications[0],
        kind="challenge",
        reason="친족",
        by=here.operator,
        at=AT,
    )

    with pytest.raises(ActionRefused):
        actions.assign_by_hand(
            phase=phase, application=here.applications[0], assessor=here.pool[0], by=here.operator, at=AT, reason="보충"
        )


def test_order_of_presentation_is_the_same_for_the_same_seed() -> None:
    here = scene(firms=3, assessors=6)
    phase = opened(here)
    timetable = actions.Timetable(starts_at=DUE, minutes=20, per_day=2)

    first = actions.order_presentations(phase=phase, seed="7", timetable=timetable, by=here.operator, at=AT)
    again = actions.order_presentations(phase=phase, seed="7", timetable=timetable, by=here.operator, at=AT)

    assert [row.pk for row in first] == [row.pk for row in again]
    # The third firm is heard on the next working day: 3 May 2024 is a Friday.
    assert [row.starts_at for row in again] == [DUE, DUE + timedelta(minutes=20), DUE + timedelta(days=3)]
