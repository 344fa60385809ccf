"""What an application may become, from its draft to the decision and the ways out.

Withdrawal while applying (신청철회), giving up once selected (선정포기) and ending after the agreement (협약해지)
are three different things; the last belongs to the agreement.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.workflow.table import Table, Transition, register_table

FIRM = frozenset({Role.FIRM})
DECIDERS = frozenset({Role.APPROVER, Role.COMMITTEE})


class ApplicationState(TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    SUPPLEMENT_ASKED = "supplement_asked", _("Supplement requested")
    ELIGIBLE = "eligible", _("Eligible")
    INELIGIBLE = "ineligible", _("Not eligible")
    EVALUATED = "evaluated", _("Evaluated")
    BELOW_MINIMUM = "below_minimum", pgettext_lazy("state of an application", "Below the minimum score")
    SELECTED = "selected", pgettext_lazy("state of an application", "Selected")
    RESERVE = "reserve", _("Reserve")
    NOT_SELECTED = "not_selected", _("Not selected")
    WITHDRAWN = "withdrawn", _("Application withdrawn")
    GAVE_UP = "gave_up", _("Gave up its place")


# States in which a firm may apply again in the same programme (for instance when intake is reopened).
ENDED_STATES = (ApplicationState.WITHDRAWN.value, ApplicationState.GAVE_UP.value)
_S = ApplicationState
_CHECKED = (_S.SUBMITTED, _S.SUPPLEMENT_ASKED)
_BEFORE_DECISION = (_S.DRAFT, _S.SUBMITTED, _S.SUPPLEMENT_ASKED, _S.ELIGIBLE, _S.EVALUATED)
_SCORED = (_S.ELIGIBLE, _S.EVALUATED, _S.BELOW_MINIMUM)


class SupplementState(TextChoices):
    ASKED = "asked", _("Waiting for the firm")
    ANSWERED = "answered", _("Answered")
    LAPSED = "lapsed", _("Days ran out")
    DROPPED = "dropped", _("No longer needed")


APPLICATION_TABLE = register_table(
    Table(
        model="applications.Application",
        title="Application",
        states=ApplicationState,
        initial=ApplicationState.DRAFT,
        transitions=(
            Transition("submit", (_S.DRAFT,), _S.SUBMITTED, STAFF | FIRM, _("Submit")),
            Transition("take_back", (_S.SUBMITTED,), _S.DRAFT, STAFF | FIRM, _("Take the plan back")),
            Transition(
                "ask_supplement",
                (_S.SUBMITTED,),
                _S.SUPPLEMENT_ASKED,
                STAFF,
                _("Request a supplement"),
                needs_reason=True,
            ),
            Transition("supplement", (_S.SUPPLEMENT_ASKED,), _S.SUBMITTED, STAFF | FIRM, _("Hand in the supplement")),
            Transition(
                "lapse_supplement", (_S.SUPPLEMENT_ASKED,), _S.SUBMITTED, STAFF, _("Close the overdue supplement")
            ),
            Transition("accept", _CHECKED, _S.ELIGIBLE, STAFF, _("Accept as eligible")),
            Transition("reject", _CHECKED, _S.INELIGIBLE, STAFF, _("Reject as not eligible"), needs_reason=True),
            Transition(
                "reconsider",
                (_S.INELIGIBLE, _S.ELIGIBLE),
                _S.SUBMITTED,
                STAFF,
                _("Check eligibility again"),
                needs_reason=True,
            ),
            Transition("score", _SCORED, _S.EVALUATED, STAFF, _("Close the evaluation")),
            Transition("fail_minimum", _SCORED, _S.BELOW_MINIMUM, STAFF, _("Close below the minimum score")),
            Transition(
                "select",
                (_S.EVALUATED, _S.RESERVE, _S.NOT_SELECTED, _S.BELOW_MINIMUM),
                _S.SELECTED,
                DECIDERS,
                _("Select"),
            ),
            Transition("reserve", (_S.EVALUATED, _S.NOT_SELECTED), _S.RESERVE, DECIDERS, _("Put on the reserve")),
            Transition("decline", (_S.EVALUATED, _S.BELOW_MINIMUM), _S.NOT_SELECTED, DECIDERS, _("Do not select")),
            Transition(
                "undo_decision",
                (_S.SELECTED, _S.RESERVE, _S.NOT_SELECTED),
                _S.EVALUATED,
                DECIDERS,
                _("Take the decision back"),
                needs_reason=True,
            ),
            Transition(
                "withdraw",
                _BEFORE_DECISION,
                _S.WITHDRAWN,
                STAFF | FIRM,
                _("Withdraw the application"),
                needs_reason=True,
            ),
            Transition(
                "give_up",
                (_S.SELECTED,),
                _S.GAVE_UP,
                STAFF | FIRM,
                _("Give up before the agreement"),
                needs_reason=True,
            ),
        ),
    )
)

SUPPLEMENT_TABLE = register_table(
    Table(
        model="applications.Supplement",
        title="Request to supplement",
        states=SupplementState,
        initial=SupplementState.ASKED,
        transitions=(
            Transition("answer", (SupplementState.ASKED,), SupplementState.ANSWERED, STAFF | FIRM, _("Answer")),
            Transition("lapse", (SupplementState.ASKED,), SupplementState.LAPSED, STAFF, _("Close as overdue")),
            Transition("drop", (SupplementState.ASKED,), SupplementState.DROPPED, STAFF, _("Drop"), needs_reason=True),
        ),
    )
)
