"""Which terms the evaluation of a programme goes by, and what follows from them for a step."""

from dure.journey.evaluation.models import Phase
from dure.journey.programmes.queries import notice_in_force, terms_of
from dure.journey.programmes.terms import Criterion, Step, Terms

# Sheets that must remain where the highest and the lowest are dropped.
LEAST_WHERE_DROPPED = 3


def notice_id_of(programme_id: int) -> int:
    """The version of the notice the evaluation goes by.

    It is the one its first step was opened under: an amendment afterwards must not change sheets under way.
    """
    first = Phase.objects.filter(programme_id=programme_id).order_by("id").first()
    return notice_in_force(programme_id).pk if first is None else first.notice_id


def terms_for(programme_id: int) -> Terms:
    """The terms the evaluation goes by; raises ``NoticeVersion.DoesNotExist`` before the first publication."""
    return terms_of(notice_id_of(programme_id))


def step_of(phase: Phase) -> Step:
    """What the notice says about this step."""
    return terms_of(phase.notice_id).step(phase.step)


def criterion_of(step: Step, code: str) -> Criterion | None:
    """An item of a step's sheet by its code."""
    return next((each for each in step.criteria if each.code == code), None)


def quorum(step: Step) -> int:
    """How many signed sheets a firm needs: what the notice says, else more than half the panel.

    Three at least where the extremes are dropped.
    """
    least = step.fewest_assessors or step.assessors // 2 + 1
    return max(least, min(LEAST_WHERE_DROPPED, step.assessors)) if step.drop == "highest_lowest" else least
