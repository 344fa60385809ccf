"""What a scenario, a publication and an appeal may become."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.workflow.table import Table, Transition, register_table

DECIDERS = frozenset({Role.APPROVER, Role.COMMITTEE})


class ScenarioState(TextChoices):
    WORKING = "working", _("Being worked on")
    PROPOSED = "proposed", _("Before the committee")
    APPROVED = "approved", _("Approved")
    SET_ASIDE = "set_aside", _("Set aside")


class PublicationState(TextChoices):
    DRAFT = "draft", _("Being approved")
    PUBLISHED = "published", _("Published")


class AppealState(TextChoices):
    FILED = "filed", _("Filed")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


SCENARIO_TABLE = register_table(
    Table(
        model="selection.Scenario",
        title="Scenario",
        states=ScenarioState,
        initial=ScenarioState.WORKING,
        transitions=(
            Transition(
                "propose",
                (ScenarioState.WORKING,),
                ScenarioState.PROPOSED,
                STAFF,
                _("Put before the committee"),
            ),
            Transition(
                "take_back",
                (ScenarioState.PROPOSED,),
                ScenarioState.WORKING,
                STAFF,
                _("Take back"),
                needs_reason=True,
            ),
            Transition("approve", (ScenarioState.PROPOSED,), ScenarioState.APPROVED, DECIDERS, _("Approve")),
            Transition(
                "set_aside",
                (ScenarioState.WORKING, ScenarioState.PROPOSED),
                ScenarioState.SET_ASIDE,
                STAFF,
                _("Set aside"),
            ),
            Transition("resume", (ScenarioState.SET_ASIDE,), ScenarioState.WORKING, STAFF, _("Take up again")),
        ),
    )
)

PUBLICATION_TABLE = register_table(
    Table(
        model="selection.Publication",
        title="Publication of the selection",
        states=PublicationState,
        initial=PublicationState.DRAFT,
        transitions=(
            Transition(
                "publish",
                (PublicationState.DRAFT,),
                PublicationState.PUBLISHED,
                frozenset({Role.APPROVER}),
                _("Publish"),
            ),
        ),
    )
)

APPEAL_TABLE = register_table(
    Table(
        model="selection.Appeal",
        title="Appeal",
        states=AppealState,
        initial=AppealState.FILED,
        transitions=(
            Transition("uphold", (AppealState.FILED,), AppealState.UPHELD, DECIDERS, _("Uphold"), needs_reason=True),
            Transition(
                "dismiss",
                (AppealState.FILED,),
                AppealState.DISMISSED,
                DECIDERS,
                _("Dismiss"),
                needs_reason=True,
            ),
            Transition(
                "withdraw",
                (AppealState.FILED,),
                AppealState.WITHDRAWN,
                frozenset({Role.FIRM}),
                _("Withdraw the appeal"),
            ),
        ),
    )
)
