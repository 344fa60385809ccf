"""Score sheets: saved as one types, signed, and what staff may do with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.deadlines import lift_deadline, meet_deadline, set_deadline
from dure.foundation.workflow.gate import move
from dure.journey.evaluation.access import RUN_SHEET, SCORE
from dure.journey.evaluation.actions.assignments import SCORE_DUE
from dure.journey.evaluation.models import ItemScore, ScoreSheet
from dure.journey.evaluation.states import PhaseState, SheetState
from dure.journey.evaluation.steps import criterion_of, step_of
from dure.journey.programmes.terms import Criterion, Step


class StaleSheet(ActionRefused):
    """The sheet was saved elsewhere in between; both states are shown and nothing is lost."""


@dataclass(frozen=True)
class SavedSheet:
    """What saving gave: the new revision, the running total of points and the items still open."""

    revision: int
    total: Decimal
    open_items: tuple[str, ...]
    problems: Mapping[str, str] = field(default_factory=dict)


def save_sheet(
    *,
    sheet: ScoreSheet,
    points: Mapping[str, Decimal],
    reasons: Mapping[str, str],
    comment: str,
    revision: int,
    by: Actor,
    at: datetime,
    page: str = "",
) -> SavedSheet:
    """Save what is on a sheet so far. ``points`` by item, each one of its grades; ``revision`` is the one read.

    ``page`` is a token of the open page: a page may save again on top of its own last save, whatever became of
    the answer to it on a weak line.
    Raises ``StaleSheet`` when someone saved in between, ``ActionRefused`` for points that are no grade.
    """
    SCORE.demand(by, sheet)
    step = step_of(sheet.assignment.phase)
    _demand_grades(step, points)
    _demand_scorable(sheet)
    with _saving(sheet, by, at) as this:
        locked = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
        _demand_open(locked)
        if locked.revision != revision and not (page and locked.saved_from == page):
            raise StaleSheet(_("This sheet was saved in another window or on another device in the meantime."))
        locked.revision, locked.saved_from = locked.revision + 1, page
        locked.comment, locked.saved_at = comment.strip(), at
        locked.save(update_fields=["revision", "saved_from", "comment", "saved_at"])
        items = _write_items(locked, step, points, reasons)
        if this is not None:
            this.evidence(locked, *items)
    sheet.revision, sheet.comment, sheet.saved_at = locked.revision, locked.comment, at
    return summary_of(sheet, step)


def sign_sheet(*, sheet: ScoreSheet, by: Actor, at: datetime, revision: int | None = None) -> ScoreSheet:
    """Sign a complete sheet: it is locked from then on. ``revision``, when given, must be the one that was read."""
    SCORE.demand(by, sheet)
    step = step_of(sheet.assignment.phase)
    _demand_scorable(sheet)
    # The sheet's own columns: what it belongs to does not change, and is not read again.
    sheet.refresh_from_db(fields=["status", "revision", "comment", "on_record", "saved_from", "saved_at", "signed_at"])
    if revision is not None and sheet.revision != revision:
        raise StaleSheet(_("This sheet was saved in another window or on another device in the meantime."))
    _demand_open(sheet)
    _demand_complete(sheet, step)
    with _act("sign_sheet", sheet, by, at) as this:
        # First the moment: the database refuses a signed sheet without one. A refusal below takes it back.
        sheet.signed_at, sheet.on_record = at, True
        sheet.save(update_fields=["signed_at", "on_record"])
        move(sheet, "sign", by=by, at=at)
        this.evidence(*sheet.items.all())
        meet_deadline(sheet.assignment, SCORE_DUE, at=at)
    return sheet


def reopen_sheet(*, sheet: ScoreSheet, by: Actor, at: datetime, reason: str) -> ScoreSheet:
    """Give a signed sheet back to its assessor, with a reason; it is owed again."""
    RUN_SHEET.demand(by, sheet)
    _demand_phase_open(sheet)
    with _act("reopen_sheet", sheet, by, at, reason):
        move(sheet, "reopen", by=by, at=at, reason=reason)
        _owe_again(sheet, at)
    return sheet


def write_off_sheet(*, sheet: ScoreSheet, by: Actor, at: datetime, reason: str) -> ScoreSheet:
    """Go on without a sheet that will not come (illness, absence), with the reason; its points never count."""
    RUN_SHEET.demand(by, sheet)
    _demand_phase_open(sheet)
    with _act("write_off_sheet", sheet, by, at, reason) as this:
        move(sheet, "write_off", by=by, at=at, reason=reason)
        sheet.on_record = True
        sheet.save(update_fields=["on_record"])
        this.evidence(*sheet.items.all())
        lift_deadline(sheet.assignment, SCORE_DUE, at=at)
    return sheet


def reinstate_sheet(*, sheet: ScoreSheet, by: Actor, at: datetime, reason: str) -> ScoreSheet:
    """Ask again for a sheet that was written off."""
    RUN_SHEET.demand(by, sheet)
    _demand_phase_open(sheet)
    with _act("reinstate_sheet", sheet, by, at, reason):
        move(sheet, "reinstate", by=by, at=at, reason=reason)
        _owe_again(sheet, at)
    return sheet


def summary_of(sheet: ScoreSheet, step: Step) -> SavedSheet:
    """The running total, what is still to score, and which reasons lack."""
    given = {item.criterion: item for item in sheet.items.all()}
    problems = {
        each.code: _("Write the reason: it is required below %(points)s points.") % {"points": plain(each.reason_below)}
        for each in step.criteria
        if each.code in given and _reason_lacks(each, given[each.code])
    }
    return SavedSheet(
        revision=sheet.revision,
        total=sum((item.points for item in given.values()), Decimal(0)),
        open_items=tuple(each.code for each in step.criteria if each.code not in given),
        problems=problems,
    )


def plain(points: Decimal | None) -> str:
    """Points without trailing zeros: 8, 7.5."""
    return "" if points is None else format(points.normalize(), "f")


def _reason_lacks(criterion: Criterion, item: ItemScore) -> bool:
    below = criterion.reason_below
    return below is not None and item.points < below and not item.reason.strip()


def _demand_complete(sheet: ScoreSheet, step: Step) -> None:
    state = summary_of(sheet, step)
    language = get_language() or "ko"
    names = {each.code: each.name.in_language(language) for each in step.criteria}
    if state.open_items:
        lacking = ", ".join(names[code] for code in state.open_items)
        raise ActionRefused(_("Not every item has a grade yet: %(names)s.") % {"names": lacking})
    if state.problems:
        lacking = ", ".join(names[code] for code in state.problems)
        raise ActionRefused(_("A low grade needs a written reason: %(names)s.") % {"names": lacking})


def _demand_grades(step: Step, points: Mapping[str, Decimal]) -> None:
    language = get_language() or "ko"
    for code, value in points.items():
        criterion = criterion_of(step, code)
        if criterion is None:
            raise ActionRefused(_("The score sheet has no item “%(code)s”. Open the sheet again.") % {"code": code})
        if value not in criterion.grades:
            words = _("“%(name)s” takes one of %(grades)s points, not %(points)s.")
            grades = ", ".join(plain(each) for each in criterion.grades)
            raise ActionRefused(
                words % {"name": criterion.name.in_language(language), "grades": grades, "points": value}
            )


def _write_items(
    sheet: ScoreSheet, step: Step, points: Mapping[str, Decimal], reasons: Mapping[str, str]
) -> list[ItemScore]:
    known = {item.criterion: item for item in sheet.items.all()}
    rows = []
    for criterion in step.criteria:
        if criterion.code not in points and criterion.code not in known:
            continue
        row = known.get(criterion.code) or ItemScore(sheet=sheet, criterion=criterion.code)
        row.points = points.get(criterion.code, row.points)
        row.maximum = criterion.maximum
        row.reason = reasons.get(criterion.code, row.reason).strip()
        rows.append(row)
    new = [row for row in rows if row.pk is None]
    ItemScore.objects.bulk_create(new)
    ItemScore.objects.bulk_update([row for row in rows if row not in new], ["points", "maximum", "reason"])
    return rows


def _demand_scorable(sheet: ScoreSheet) -> None:
    phase = sheet.assignment.phase
    if sheet.assignment.assessor.pledged_at is None:
        raise ActionRefused(_("Sign the pledge of secrecy and integrity first. It stands at the top of your page."))
    if phase.status == PhaseState.ASSIGNING:
        raise ActionRefused(_("Scoring has not begun yet. The operator opens it once the assessors are assigned."))
    if phase.status == PhaseState.CLOSED:
        raise ActionRefused(_("This step is closed, so sheets cannot change. Ask the operator if something is wrong."))


def _demand_open(sheet: ScoreSheet) -> None:
    if sheet.status == SheetState.SIGNED:
        raise ActionRefused(_("This sheet is signed and locked. Staff may reopen it with a reason."))
    if sheet.status == SheetState.WRITTEN_OFF:
        raise ActionRefused(_("Staff have written this sheet off, so it cannot be scored any more."))


def _demand_phase_open(sheet: ScoreSheet) -> None:
    if sheet.assignment.phase.status == PhaseState.CLOSED:
        raise ActionRefused(_("This step is closed. Reopen it first."))


def _owe_again(sheet: ScoreSheet, at: datetime) -> None:
    assignment = sheet.assignment
    set_deadline(
        assignment,
        SCORE_DUE,
        due_at=max(assignment.due_at, at),
        at=at,
        programme_id=assignment.phase.programme_id,
        person_id=assignment.assessor.person_id,
    )


@contextmanager
def _saving(sheet: ScoreSheet, by: Actor, at: datetime) -> Iterator[Act | None]:
    """A plain transaction while the sheet is no evidence; an act once it has been signed before."""
    if not sheet.on_record:
        with transaction.atomic():
            yield None
        return
    with _act("correct_sheet", sheet, by, at) as this:
        yield this


@contextmanager
def _act(verb: str, sheet: ScoreSheet, by: Actor, at: datetime, reason: str = "") -> Iterator[Act]:
    """An act about the sheet, never about the application: a firm reads that trail and must not know assessors."""
    chain = sheet.assignment.phase.programme.chain
    with act(f"evaluation.{verb}", chain=chain, by=by, at=at, subject=sheet, reason=reason) as this:
        yield this
