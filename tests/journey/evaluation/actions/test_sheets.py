from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.journey.evaluation.scene import (
    AT,
    Scene,
    fill,
    grades,
    ledger_holds,
    opened,
    owner_of,
    scene,
    scoring,
    sheets,
)

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.models import Entry
from dure.foundation.workflow.models import Deadline
from dure.journey.evaluation import actions
from dure.journey.evaluation.models import ItemScore, ScoreSheet
from dure.journey.evaluation.states import SheetState

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return scene(firms=1, assessors=6)


@pytest.fixture
def sheet(here: Scene) -> ScoreSheet:
    return sheets(scoring(here))[0]


def save(sheet: ScoreSheet, **changes: object) -> actions.SavedSheet:
    given = {
        "points": grades(sheet.assignment.phase),
        "reasons": {},
        "comment": "",
        "revision": sheet.revision,
        "by": owner_of(sheet),
        "at": AT,
        **changes,
    }
    return actions.save_sheet(sheet=sheet, **given)  # type: ignore[arg-type]


def test_saved_sheet_gives_its_running_total_and_open_items(sheet: ScoreSheet) -> None:
    saved = save(sheet, points={"commitment": Decimal(9), "schedule": Decimal("4.5")})

    assert (saved.total, saved.revision, len(saved.open_items)) == (Decimal("13.5"), 1, 9)


def test_autosaves_write_no_ledger_entry(sheet: ScoreSheet) -> None:
    before = Entry.objects.count()

    save(sheet)

    assert Entry.objects.count() == before


@pytest.mark.parametrize("points", ["11", "-1", "8.5"])
def test_points_that_are_no_grade_are_refused_and_nothing_is_written(sheet: ScoreSheet, points: str) -> None:
    with pytest.raises(ActionRefused):
        save(sheet, points={"commitment": Decimal(points)})

    assert ItemScore.objects.count() == 0


@pytest.mark.parametrize("points", ["11", "-1"])
def test_database_refuses_points_out_of_range(sheet: ScoreSheet, points: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemScore.objects.create(sheet=sheet, criterion="commitment", points=Decimal(points), maximum=Decimal(10))


def test_save_on_a_revision_that_was_overtaken_is_refused(sheet: ScoreSheet) -> None:
    save(sheet, revision=0, page="here")

    with pytest.raises(actions.StaleSheet):
        save(sheet, revision=0, page="elsewhere")


def test_save_of_the_same_page_goes_on_when_its_last_answer_was_lost(sheet: ScoreSheet) -> None:
    save(sheet, revision=0, page="here")

    saved = save(sheet, revision=0, page="here")

    assert saved.revision == 2


def test_other_assessor_may_not_score_the_sheet(here: Scene, sheet: ScoreSheet) -> None:
    other = next(each for each in sheets(sheet.assignment.phase) if each.pk != sheet.pk)

    with pytest.raises(AccessRefused):
        save(sheet, by=owner_of(other))


def test_operator_may_not_score(here: Scene, sheet: ScoreSheet) -> None:
    with pytest.raises(AccessRefused):
        save(sheet, by=here.operator)


def test_assessor_in_conflict_loses_the_sheet(here: Scene, sheet: ScoreSheet) -> None:
    actions.declare_conflict(
        assessor=sheet.assignment.assessor,
        application=here.applications[0],
        kind="self_withdrawal",
        reason="배우자가 근무합니다.",
        by=owner_of(sheet),
        at=AT,
    )

    with pytest.raises(AccessRefused):
        save(sheet)


def test_sheet_without_a_pledge_is_refused() -> None:
    here = scene(firms=1, assessors=6, pledged=False)
    sheet = sheets(scoring(here))[0]

    with pytest.raises(ActionRefused, match=r"서약|pledge"):
        save(sheet)


def test_sheet_before_scoring_has_begun_is_refused(here: Scene) -> None:
    phase = opened(here)
    actions.allot(phase=phase, method="draw", seed="1", by=here.operator, at=AT)

    with pytest.raises(ActionRefused):
        save(sheets(phase)[0])


def test_incomplete_sheet_cannot_be_signed(sheet: ScoreSheet) -> None:
    save(sheet, points={"commitment": Decimal(9)})

    with pytest.raises(ActionRefused):
        actions.sign_sheet(sheet=sheet, by=owner_of(sheet), at=AT)


def test_low_grade_without_a_reason_cannot_be_signed(sheet: ScoreSheet) -> None:
    given = grades(sheet.assignment.phase) | {"commitment": Decimal(6)}
    save(sheet, points=given)
    with pytest.raises(ActionRefused, match=r"추진의지|commitment"):
        actions.sign_sheet(sheet=sheet, by=owner_of(sheet), at=AT)

    save(sheet, points=given, reasons={"commitment": "대표자가 발표하지 않음"})
    actions.sign_sheet(sheet=sheet, by=owner_of(sheet), at=AT)

    assert sheet.status == SheetState.SIGNED


def test_signing_meets_the_deadline(sheet: ScoreSheet) -> None:
    fill(sheet)

    owed = Deadline.objects.get(model="evaluation.assignment", row_id=str(sheet.assignment_id))
    assert owed.met_at == AT


def test_signed_sheet_is_locked(sheet: ScoreSheet) -> None:
    fill(sheet)

    with pytest.raises(ActionRefused):
        save(sheet)


def test_signing_twice_is_refused(sheet: ScoreSheet) -> None:
    fill(sheet)

    with pytest.raises(ActionRefused):
        actions.sign_sheet(sheet=sheet, by=owner_of(sheet), at=AT)


def test_reopened_sheet_can_be_corrected_and_the_ledger_still_holds(here: Scene, sheet: ScoreSheet) -> None:
    fill(sheet)
    actions.reopen_sheet(sheet=sheet, by=here.operator, at=AT, reason="항목 착오 기재")
    save(sheet, points={"commitment": Decimal(8)})
    actions.sign_sheet(sheet=sheet, by=owner_of(sheet), at=AT)

    assert (sheet.items.get(criterion="commitment").points, ledger_holds()) == (Decimal(8), True)


def test_reopening_without_a_reason_is_refused(here: Scene, sheet: ScoreSheet) -> None:
    fill(sheet)

    with pytest.raises(ActionRefused):
        actions.reopen_sheet(sheet=sheet, by=here.operator, at=AT, reason=" ")


def test_assessor_may_not_reopen_the_own_sheet(sheet: ScoreSheet) -> None:
    fill(sheet)

    with pytest.raises(AccessRefused):
        actions.reopen_sheet(sheet=sheet, by=owner_of(sheet), at=AT, reason="고치고 싶음")


def test_edited_points_of_a_signed_sheet_break_the_ledger(sheet: ScoreSheet) -> None:
    fill(sheet)

    ItemScore.objects.filter(sheet=sheet, criterion="commitment").update(points=Decimal(0))

    assert not ledger_holds()
