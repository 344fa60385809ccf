"""How states look: one tone each, the same on every page."""

from dure.foundation.interface.lists import State
from dure.foundation.interface.parts import Tone
from dure.journey.prospects.models import Interest, Readiness, Visit
from dure.journey.prospects.states import InterestState, VisitState

INTEREST_TONES = {
    InterestState.RECEIVED: Tone.NEUTRAL,
    InterestState.VISIT_PLANNED: Tone.INFO,
    InterestState.VISITED: Tone.DONE,
    InterestState.APPLIED: Tone.DONE,
    InterestState.DUPLICATE: Tone.DRAFT,
    InterestState.WITHDRAWN: Tone.DRAFT,
}
VISIT_TONES = {VisitState.PLANNED: Tone.INFO, VisitState.HELD: Tone.DONE, VisitState.CANCELLED: Tone.DRAFT}
READINESS_TONES = {Readiness.READY: Tone.DONE, Readiness.NEEDS_HELP: Tone.WARN, Readiness.NOT_YET: Tone.BLOCKED}


def interest_state(row: Interest) -> State:
    """An interest form's state."""
    return State(row.get_status_display(), INTEREST_TONES[InterestState(row.status)])


def visit_state(row: Visit) -> State:
    """A visit's state."""
    return State(row.get_status_display(), VISIT_TONES[VisitState(row.status)])


def readiness_state(value: str) -> State | None:
    """A firm's readiness; None before it was visited."""
    return State(Readiness(value).label, READINESS_TONES[Readiness(value)]) if value else None
