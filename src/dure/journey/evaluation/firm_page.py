"""The parts of a firm's page: its panels, and its official score."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.interface.parts import ScoreBar
from dure.journey.evaluation.access import RUN_PHASE, SEE_OFFICIAL, SEE_POINTS
from dure.journey.evaluation.lists import seat_state
from dure.journey.evaluation.models import Assignment, OfficialScore, Panel, Phase, ScoreSheet
from dure.journey.evaluation.queries.desk import seats_of
from dure.journey.evaluation.queries.official import OfficialScoreFacts, facts_of
from dure.journey.evaluation.states import PhaseState, SheetState
from dure.journey.evaluation.steps import terms_for
from dure.journey.evaluation.words import PHASE_TONES, SHEET_TONES, step_label
from dure.journey.programmes.terms import Terms


@dataclass(frozen=True)
class SeatLine:
    """An assessor of a firm with the state of the sheet; ``points`` None where they may not be seen yet."""

    assignment: Assignment
    label: str
    tone: str
    points: Decimal | None
    may_reopen: bool
    may_write_off: bool
    may_reinstate: bool
    may_take_off: bool

    @property
    def sheet_id(self) -> int:
        """The sheet's number."""
        return int(self.assignment.sheet.pk)  # type: ignore[attr-defined]

    @property
    def keys(self) -> dict[str, str]:
        """The names of the dialogs of this row."""
        return {verb: f"{verb}-{self.assignment.pk}" for verb in ("reopen", "off", "again", "take")}


@dataclass(frozen=True)
class PanelCard:
    """A firm's panel in one step."""

    phase: Phase
    name: str
    state: str
    tone: str
    panel: Panel | None
    seats: list[SeatLine]
    may_assign: bool


@dataclass(frozen=True)
class ScoreCard:
    """The official score with its place by item among the firms of the type."""

    facts: OfficialScoreFacts
    bars: list[tuple[str, list[ScoreBar]]]

    @property
    def median_words(self) -> str:
        """What the total is compared with."""
        return _("median of the type %(points)s") % {"points": self.facts.median}


def panel_cards(application: Any, phases: list[Phase], actor: Actor, at: datetime) -> list[PanelCard]:
    """One card for each step that was opened."""
    return [_card(application, phase, actor, at) for phase in phases]


def _card(application: Any, phase: Phase, actor: Actor, at: datetime) -> PanelCard:
    runs = bool(RUN_PHASE.ask(actor, phase))
    mine = ScoreSheet.objects.filter(assignment__phase=phase, assignment__application=application)
    points = dict(SEE_POINTS.rows(actor, mine).annotate(total=Sum("items__points")).values_list("id", "total"))
    state = PhaseState(phase.status)
    return PanelCard(
        phase=phase,
        name=step_label(phase.step),
        state=str(state.label),
        tone=PHASE_TONES[state],
        panel=Panel.objects.filter(phase=phase, application=application).first(),
        seats=[_seat(seat, phase, points, runs, at) for seat in seats_of(phase, application.pk)],
        may_assign=runs and state in (PhaseState.ASSIGNING, PhaseState.SCORING),
    )


def _seat(seat: Assignment, phase: Phase, points: dict[int, Decimal], runs: bool, at: datetime) -> SeatLine:
    sheet: ScoreSheet = seat.sheet  # type: ignore[attr-defined]
    status, may = SheetState(sheet.status), runs and phase.status != PhaseState.CLOSED
    begun = phase.status != PhaseState.ASSIGNING
    late = status == SheetState.OPEN and begun and seat.due_at < at
    return SeatLine(
        assignment=seat,
        label=seat_state(seat, at) if begun else _("assigned"),
        tone="late" if late else SHEET_TONES[status],
        points=points.get(sheet.pk),
        may_reopen=may and status == SheetState.SIGNED,
        may_write_off=may and begun and status == SheetState.OPEN,
        may_reinstate=may and status == SheetState.WRITTEN_OFF,
        may_take_off=may and status != SheetState.SIGNED,
    )


def score_card(application: Any, actor: Actor) -> ScoreCard | None:
    """The settled score, for those who may see it."""
    row = OfficialScore.objects.filter(application=application).first()
    if row is None or not SEE_OFFICIAL.ask(actor, row):
        return None
    facts = facts_of(row)
    return ScoreCard(facts, bars(facts, terms_for(application.programme_id)))


def bars(facts: OfficialScoreFacts, terms: Terms) -> list[tuple[str, list[ScoreBar]]]:
    """The items of each step as bars, each against the median of the type."""
    language = get_language() or "ko"
    found = []
    for step in facts.steps:
        names = {each.code: each.name.in_language(language) for each in terms.step(step.code).criteria}
        rows = [
            ScoreBar(
                names.get(each.code, each.code),
                float(each.mean),
                float(each.maximum),
                float(each.median),
                _("median of the type"),
                "· " + _("%(rank)d of %(n)d") % {"rank": each.rank, "n": each.peers},
            )
            for each in step.criteria
        ]
        found.append((terms.step(step.code).name.in_language(language), rows))
    return found
