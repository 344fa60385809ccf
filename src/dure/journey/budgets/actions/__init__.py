"""What may be done with budget lines: the doors of this room."""

from dure.journey.budgets.actions.booking import book
from dure.journey.budgets.actions.carrying import carry_over
from dure.journey.budgets.actions.carrying_back import undo_carry_over
from dure.journey.budgets.actions.importing import import_movements, try_movements
from dure.journey.budgets.actions.lines import make_line
from dure.journey.budgets.actions.promises import change_promise, promise, promise_shares
from dure.journey.budgets.actions.settling import (
    close_line,
    record_interest,
    reopen_line,
    return_balance,
    settle_line,
)
from dure.journey.budgets.actions.spending import spend, take_back_spending

__all__ = [
    "book",
    "carry_over",
    "change_promise",
    "close_line",
    "import_movements",
    "make_line",
    "promise",
    "promise_shares",
    "record_interest",
    "reopen_line",
    "return_balance",
    "settle_line",
    "spend",
    "take_back_spending",
    "try_movements",
    "undo_carry_over",
]
