"""Where a line stands between 편성 and 정산, and the one movement that comes next."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.engine.money.budget import BudgetLine
from dure.journey.budgets.models import MovementKind


@dataclass(frozen=True)
class LineStep:
    """One step: its name, what has come of it so far and what may still come, in won."""

    kind: MovementKind
    label: str | Promise
    button: str | Promise
    so_far: Callable[[BudgetLine], int]
    at_most: Callable[[BudgetLine], int]

    def left_won(self, line: BudgetLine) -> int:
        """What may still be booked of it."""
        return max(0, self.at_most(line) - self.so_far(line))


STEPS = (
    LineStep(
        MovementKind.BUDGET,
        _("Budgeted"),
        _("Book the budget"),
        lambda line: line.may_be_granted_won,
        lambda line: line.may_be_granted_won,
    ),
    LineStep(
        MovementKind.REQUEST,
        _("Grant requested"),
        _("Book the grant request"),
        lambda line: line.requested_won,
        lambda line: line.may_be_granted_won - line.carry_budget_won,
    ),
    LineStep(
        MovementKind.DECIDE,
        _("Grant decided"),
        _("Book the grant decision"),
        lambda line: line.decided_won,
        lambda line: line.requested_won,
    ),
    LineStep(
        MovementKind.GRANT,
        pgettext_lazy("budget", "Granted"),
        _("Book the grant"),
        lambda line: line.granted_won,
        lambda line: min(line.decided_won, line.may_be_granted_won - line.carry_budget_won),
    ),
    LineStep(
        MovementKind.SPEND,
        _("Spent"),
        _("Book spending"),
        lambda line: line.spent_won,
        lambda line: line.spent_won + line.balance_won,
    ),
    LineStep(
        MovementKind.SETTLE,
        _("Accepted in settlement"),
        _("Book the settlement"),
        lambda line: line.settled_won,
        lambda line: line.spent_won,
    ),
    LineStep(
        MovementKind.RETURN,
        _("Returned to the funder"),
        _("Book the return"),
        lambda line: line.returned_won,
        lambda line: line.returned_won + line.balance_won,
    ),
)
# Projects are paid through their claims: staff book spending by hand only to take over older records.
BY_HAND = (MovementKind.BUDGET, MovementKind.REQUEST, MovementKind.DECIDE, MovementKind.GRANT)


def next_step(line: BudgetLine) -> LineStep | None:
    """The first of the steps up to the grant that is not complete, or nothing."""
    for step in STEPS:
        if step.kind in BY_HAND and (step.left_won(line) or not line.current_won):
            return step
    return None
