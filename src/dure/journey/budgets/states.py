"""The life of a budget line: what may be booked on it is decided by its amounts, whether it is open by its state."""

from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import Allowed, Refused, Verdict
from dure.foundation.interface.formats import won
from dure.foundation.workflow.table import Table, Transition, register_table

DECIDES = frozenset({Role.APPROVER})


class LineState(TextChoices):
    OPEN = "open", pgettext_lazy("budget", "Open")
    SETTLED = "settled", _("Settled")
    CLOSED = "closed", _("Closed")


def open_amounts(line: Any) -> tuple[int, int, int] | None:
    """Balance, spending neither accepted nor returned, and interest of a line, in won; None where each is nothing."""
    cash = line.granted_won + line.carried_in_cash_won
    found = (
        cash - line.spent_won - line.returned_won - line.carry_cash_won,
        line.spent_won - line.settled_won - line.disallowed_returned_won,
        line.interest_won - line.interest_returned_won,
    )
    return found if any(found) else None


def nothing_open(line: Any, by: Actor, at: datetime) -> Verdict:
    """Every won granted is used, returned or carried on, and every use is accepted or returned."""
    found = open_amounts(line)
    if found is None:
        return Allowed()
    balance, unsettled, interest = found
    words = {"balance": won(balance), "unsettled": won(unsettled), "interest": won(interest)}
    return Refused(
        _now(
            "The line cannot be settled yet: balance %(balance)s, spending not yet accepted or returned %(unsettled)s, "
            "interest not returned %(interest)s. Each must be nothing."
        )
        % words
    )


LINE_TABLE = register_table(
    Table(
        model="budgets.BudgetLine",
        title="Budget line",
        states=LineState,
        initial=LineState.OPEN,
        transitions=(
            Transition(
                "settle", (LineState.OPEN,), LineState.SETTLED, DECIDES, _("Settle the line"), guard=nothing_open
            ),
            Transition("close", (LineState.SETTLED,), LineState.CLOSED, DECIDES, _("Close the line")),
            Transition("reopen", (LineState.SETTLED,), LineState.OPEN, DECIDES, _("Open again"), needs_reason=True),
        ),
    )
)
