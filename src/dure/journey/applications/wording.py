"""An application's state in plain words for the firm: what it means, what is next, who has the ball."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.parts import Text, Tone
from dure.foundation.workflow.values import Dot
from dure.journey.applications.states import ApplicationState as S

TONES: dict[str, Tone] = {
    S.DRAFT: Tone.DRAFT,
    S.SUBMITTED: Tone.INFO,
    S.SUPPLEMENT_ASKED: Tone.WARN,
    S.ELIGIBLE: Tone.INFO,
    S.INELIGIBLE: Tone.BLOCKED,
    S.EVALUATED: Tone.INFO,
    S.BELOW_MINIMUM: Tone.NEUTRAL,
    S.SELECTED: Tone.DONE,
    S.RESERVE: Tone.WARN,
    S.NOT_SELECTED: Tone.NEUTRAL,
    S.WITHDRAWN: Tone.NEUTRAL,
    S.GAVE_UP: Tone.NEUTRAL,
}
VERDICT_TONES = {
    "clear": Tone.DONE,
    "caution": Tone.WARN,
    "unknown": Tone.NEUTRAL,
    "stop": Tone.BLOCKED,
    "": Tone.DRAFT,
}
VERDICT_LABELS = {
    "clear": _("All rules met"),
    "caution": _("Cautions to look at"),
    "unknown": _("Facts not known"),
    "stop": _("A rule is not met"),
    "": _("Not checked yet"),
}
OUTCOME_TONES = {"pass": Tone.DONE, "stop": Tone.BLOCKED, "warning": Tone.WARN, "unknown": Tone.NEUTRAL}

# Results reach the firm when they are published; until then its pages say what stood before the decision.
FIRM = "firm"
OPERATOR = "operator"
NOBODY = ""


@dataclass(frozen=True)
class Plain:
    """What a state means: a sentence, the next step, who has the ball, and how it stands on the row of stages."""

    now: Text
    next: Text
    ball: str
    dot: Dot


PLAIN: dict[str, Plain] = {
    S.DRAFT: Plain(
        _("You are writing the plan. It is saved as you type and nobody decides on it yet."),
        _("Complete the plan and submit it before intake closes."), FIRM, Dot.NOW,
    ),
    S.SUBMITTED: Plain(
        _("Your application was received. The operator checks whether it meets the requirements."),
        _("Wait for the eligibility check. You are told if something has to be supplemented."), OPERATOR, Dot.NOW,
    ),
    S.SUPPLEMENT_ASKED: Plain(
        _("The operator asked you to supplement something."),
        _("Supplement it and hand it in before the day below."), FIRM, Dot.NOW,
    ),
    S.ELIGIBLE: Plain(
        _("Your application meets the requirements."),
        _("A site check and the presentation follow. You are told the days in time."), OPERATOR, Dot.DONE,
    ),
    S.INELIGIBLE: Plain(
        _("Your application does not meet the requirements of the notice."),
        _("The reason is below. If a fact is wrong, contact the operator."), NOBODY, Dot.ENDED,
    ),
    S.EVALUATED: Plain(
        _("The evaluation is closed."), _("The committee decides; the result is published."), OPERATOR, Dot.DONE
    ),
    S.BELOW_MINIMUM: Plain(
        _("The evaluation is closed."), _("The committee decides; the result is published."), OPERATOR, Dot.DONE
    ),
    S.SELECTED: Plain(
        _("You are selected."), _("The cost calculation and the agreement follow."), OPERATOR, Dot.DONE
    ),
    S.RESERVE: Plain(
        _("You are on the reserve."), _("If a place becomes free, you are called in the order of the reserve."),
        OPERATOR, Dot.DONE,
    ),
    S.NOT_SELECTED: Plain(
        _("You were not selected this time."),
        _("The letter says what was missing. Mentors will visit you to prepare the next application."),
        OPERATOR, Dot.DONE,
    ),
    S.WITHDRAWN: Plain(
        _("You withdrew this application."), _("You may apply again while intake is open."), NOBODY, Dot.ENDED
    ),
    S.GAVE_UP: Plain(
        _("You gave the place up."), _("The next firm on the reserve moves up."), NOBODY, Dot.ENDED
    ),
}  # fmt: skip


def is_late(due_at: datetime | None, at: datetime) -> bool:
    """Whether something was due before a moment."""
    return due_at is not None and due_at < at
