"""What comes at the end of a line: interest, the balance that goes back, and the line's own settlement."""

from datetime import date, datetime

from dure.foundation.access.actor import Actor
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.budgets.access import DECIDE_LINES
from dure.journey.budgets.actions.booking import book
from dure.journey.budgets.models import BudgetLine, Movement, MovementKind


def record_interest(
    *, line: BudgetLine, amount_won: int, on: date, by: Actor, at: datetime, reason: str = "", source_key: str = ""
) -> Movement:
    """Interest that the granted money earned in the account; it belongs to the funder."""
    return book(
        line=line, kind=MovementKind.INTEREST, amount_won=amount_won, on=on, reason=reason, source_key=source_key,
        by=by, at=at,
    )  # fmt: skip


def return_balance(  # noqa: PLR0913  (an entry in a budget book has these facts)
    *,
    line: BudgetLine,
    on: date,
    letter_no: str,
    by: Actor,
    at: datetime,
    amount_won: int = 0,
    interest_won: int = 0,
    disallowed_won: int = 0,
    source_key: str = "",
) -> tuple[Movement, ...]:
    """Pay back to the funder, by one letter: the unspent balance, interest, and what was disallowed and collected."""
    parts = (
        (MovementKind.RETURN, amount_won),
        (MovementKind.RETURN_INTEREST, interest_won),
        (MovementKind.RETURN_DISALLOWED, disallowed_won),
    )
    with act("budgets.return_balance", chain=line.programme.chain, by=by, at=at, subject=line):
        return tuple(
            book(line=line, kind=kind, amount_won=won, on=on, letter_no=letter_no, source_key=source_key, by=by, at=at)
            for kind, won in parts
            if won
        )


def settle_line(*, line: BudgetLine, by: Actor, at: datetime, reason: str = "") -> BudgetLine:
    """Say that nothing is open on the line any more: all spending accepted or returned, all money used or returned."""
    return _move(line, "settle", by, at, reason)


def close_line(*, line: BudgetLine, by: Actor, at: datetime, reason: str = "") -> BudgetLine:
    """Close a settled line for good."""
    return _move(line, "close", by, at, reason)


def reopen_line(*, line: BudgetLine, by: Actor, at: datetime, reason: str) -> BudgetLine:
    """Open a settled line again, with the reason."""
    return _move(line, "reopen", by, at, reason)


def _move(line: BudgetLine, transition: str, by: Actor, at: datetime, reason: str) -> BudgetLine:
    DECIDE_LINES.demand(by, line)
    with act(f"budgets.{transition}_line", chain=line.programme.chain, by=by, at=at, subject=line, reason=reason):
        move(line, transition, by=by, at=at, reason=reason)
    return line
