"""An assessor's queue as a list."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.interface import hangul
from dure.foundation.interface.formats import days_left, deadline
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State
from dure.foundation.interface.parts import Tone
from dure.journey.evaluation.models import StepCode
from dure.journey.evaluation.states import PhaseState, SheetState
from dure.journey.evaluation.words import step_label


def queue_list(at: datetime) -> ListPage:
    """The sheets of one assessor, the most pressing first."""
    return ListPage(
        key="queue",
        title=gettext_lazy("My evaluations"),
        lead=gettext_lazy("The firms you assess. Firms with which you have a conflict of interest never appear here."),
        columns=(
            Column(
                "firm",
                gettext_lazy("Firm"),
                Kind.LINK,
                value="assignment.application.firm.name",
                sort="assignment__application__firm__name",
                card=1,
                note=lambda row: row.assignment.application.number,
            ),
            Column(
                "step",
                gettext_lazy("Step"),
                value=lambda row: step_label(row.assignment.phase.step),
                sort="assignment__phase__step",
                card=3,
            ),
            Column("type", gettext_lazy("Type"), value="assignment.application.type_code"),
            Column("city", gettext_lazy("City or county"), value="assignment.application.city.name", card=5),
            Column("points", gettext_lazy("My points"), Kind.NUMBER, sort="points"),
            Column(
                "due", gettext_lazy("Due"), Kind.MOMENT, value="assignment.due_at", sort="assignment__due_at", card=4
            ),
            Column(
                "state",
                gettext_lazy("State"),
                Kind.STATE,
                value=lambda row: sheet_state(row, at),
                sort="status",
                card=2,
            ),
        ),
        filters=(
            Filter("step", gettext_lazy("Step"), field="assignment__phase__step", choices=StepCode.choices),
            Filter("state", gettext_lazy("State"), field="status", choices=SheetState.choices),
        ),
        search=lambda rows, q: rows.filter(hangul.matches(q, field="assignment__application__search_key")),
        row_url=lambda row: reverse("evaluation:sheet", args=[row.pk]),
        default_sort="state",
        tiebreak="assignment__due_at",
        empty=Empty(
            gettext_lazy("No firm has been assigned to you yet"),
            gettext_lazy("You are told here and by e-mail as soon as scoring begins."),
        ),
    )


def sheet_state(row: Any, at: datetime) -> State:
    """The state of one's own sheet, with what is left of its time."""
    if row.status != SheetState.OPEN:
        tone = Tone.DONE if row.status == SheetState.SIGNED else Tone.DRAFT
        return State(str(SheetState(row.status).label), tone)
    if row.assignment.phase.status == PhaseState.CLOSED:
        return State(_("Closed without it"), Tone.DRAFT)
    due = row.assignment.due_at
    left = days_left(due, at)
    tone = Tone.LATE if due < at else Tone.WARN if left <= 1 else Tone.INFO if row.saved_at else Tone.NEUTRAL
    return State(deadline(due, at), tone)
