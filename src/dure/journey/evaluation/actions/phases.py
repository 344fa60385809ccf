"""Opening a step, letting the panels score, opening the scores to them, and closing it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import counted, moment
from dure.foundation.ledger.act import Act, act
from dure.foundation.messages.actions import send
from dure.foundation.workflow.gate import move
from dure.journey.applications.queries import applications_of
from dure.journey.evaluation.access import RUN_PHASE, RUN_PROGRAMME
from dure.journey.evaluation.actions.assignments import owe
from dure.journey.evaluation.gaps import missing_sheets, short_of_quorum, without_panel
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Assignment, Phase
from dure.journey.evaluation.panels import ensure_panels
from dure.journey.evaluation.states import AssignmentState, PhaseState, SheetState
from dure.journey.evaluation.steps import notice_id_of, terms_for
from dure.journey.evaluation.words import step_label

if TYPE_CHECKING:
    from dure.journey.programmes.models import Programme

# How many names a sentence carries before it says "and n more".
NAMED = 5


def open_phase(*, programme: Programme, step: str, due_at: datetime, by: Actor, at: datetime) -> Phase:
    """Open a step of the notice for assigning assessors; every firm found eligible gets its turn in it."""
    RUN_PROGRAMME.demand(by, programme)
    if step not in {each.code for each in terms_for(programme.pk).scoring.steps}:
        raise ActionRefused(_("The notice has no such evaluation step."))
    if Phase.objects.filter(programme=programme, step=step).exists():
        raise ActionRefused(_("This step is open already."))
    _demand_later(due_at, at)
    with act("evaluation.open_phase", chain=programme.chain, by=by, at=at) as this:
        row = Phase.objects.create(programme=programme, step=step, notice_id=notice_id_of(programme.pk), due_at=due_at)
        this.about(row)
        ensure_panels(row, _scored_ids(programme.pk))
    return row


def begin_scoring(*, phase: Phase, by: Actor, at: datetime) -> Phase:
    """Let the panels score: from now on every sheet is owed. Firms without assessors are named and refuse it."""
    RUN_PHASE.demand(by, phase)
    _demand_later(phase.due_at, at)
    empty = without_panel(phase)
    if empty:
        raise ActionRefused(_("These firms have no assessors yet: %(names)s.") % {"names": named(empty)})
    with _phase_act("begin_scoring", phase, by, at):
        move(phase, "begin", by=by, at=at)
        rows = Assignment.objects.filter(
            phase=phase, status=AssignmentState.ASSIGNED, sheet__status=SheetState.OPEN
        ).select_related("assessor__person", "phase")
        owe(rows, at=at)
        for held in _by_assessor(rows).values():
            _tell(phase, held, by, at)
    return phase


def _by_assessor(rows: Iterable[Assignment]) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = {}
    for row in rows:
        found.setdefault(row.assessor_id, []).append(row)
    return found


def _tell(phase: Phase, held: list[Assignment], by: Actor, at: datetime) -> None:
    """An assessor hears that scoring has begun, how many firms there are, and by when."""
    person = held[0].assessor.person
    with translation.override(person.language):
        words = {"step": step_label(phase.step), "firms": counted(len(held), "firm"), "due": moment(phase.due_at)}
        send(
            to=person,
            subject=_("%(step)s: scoring has begun") % words,
            body=_("You assess %(firms)s. Please sign every score sheet by %(due)s.") % words,
            kind="evaluation",
            by=by,
            at=at,
            link=reverse("evaluation:queue"),
            dedupe_key=f"evaluation.begun:{phase.pk}:{timezone.localdate(at):%Y%m%d}",
        )


def change_due(*, phase: Phase, due_at: datetime, by: Actor, at: datetime, reason: str) -> Phase:
    """Give a step another deadline, with the reason; it holds for every sheet that is still open."""
    RUN_PHASE.demand(by, phase)
    _demand_later(due_at, at)
    if not reason.strip():
        raise ActionRefused(_("Say why the deadline is changed."))
    with _phase_act("change_due", phase, by, at, reason) as this:
        phase.due_at = due_at
        phase.save(update_fields=["due_at"])
        rows = list(
            Assignment.objects.filter(
                phase=phase, status=AssignmentState.ASSIGNED, sheet__status=SheetState.OPEN
            ).select_related("assessor", "phase")
        )
        for row in rows:
            row.due_at = due_at
        Assignment.objects.bulk_update(rows, ["due_at"])
        this.evidence(*rows)
        if phase.status == PhaseState.SCORING:
            owe(rows, at=at)
    return phase


def open_to_panel(*, phase: Phase, by: Actor, at: datetime) -> Phase:
    """Open the scores of each firm to its panel for discussion; refused while sheets are missing."""
    RUN_PHASE.demand(by, phase)
    _demand_complete(phase)
    with _phase_act("open_to_panel", phase, by, at):
        move(phase, "open_to_panel", by=by, at=at)
    return phase


def close_phase(*, phase: Phase, by: Actor, at: datetime) -> Phase:
    """Close a step: no sheet changes any more. Refused while sheets are missing or a firm has too few, naming them."""
    RUN_PHASE.demand(by, phase)
    _demand_complete(phase)
    with _phase_act("close_phase", phase, by, at):
        move(phase, "close", by=by, at=at)
    return phase


def reopen_phase(*, phase: Phase, by: Actor, at: datetime, reason: str) -> Phase:
    """Let the panels score again, with the reason. Signed sheets stay signed until each is reopened."""
    RUN_PHASE.demand(by, phase)
    with _phase_act("reopen_phase", phase, by, at, reason):
        move(phase, "reopen", by=by, at=at, reason=reason)
    return phase


def named(names: list[str]) -> str:
    """The first few names, and how many more."""
    shown = ", ".join(names[:NAMED])
    if len(names) <= NAMED:
        return shown
    return _("%(names)s and %(n)d more") % {"names": shown, "n": len(names) - NAMED}


def _demand_complete(phase: Phase) -> None:
    missing = missing_sheets(phase)
    if missing:
        words = _("Score sheets not signed yet (%(n)d): %(names)s. Wait for them, or write a sheet off with a reason.")
        raise ActionRefused(words % {"n": len(missing), "names": named(missing)})
    short = short_of_quorum(phase)
    if short:
        words = _("Too few signed sheets (the quorum is not met): %(names)s. Assign someone, or reopen a sheet.")
        raise ActionRefused(words % {"names": named(short)})


def _demand_later(due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        raise ActionRefused(_("The deadline must lie ahead. Choose a later day."))


def _scored_ids(programme_id: int) -> list[int]:
    return [row.id for row in applications_of(programme_id) if row.status in SCORED]


def _phase_act(verb: str, phase: Phase, by: Actor, at: datetime, reason: str = "") -> AbstractContextManager[Act]:
    return act(f"evaluation.{verb}", chain=phase.programme.chain, by=by, at=at, subject=phase, reason=reason)
