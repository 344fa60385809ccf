"""What money due back does to the books and to the budget lines, by its kind."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money import duties, events
from dure.engine.money.books import Account, Entry, Fund
from dure.engine.money.events import Party
from dure.foundation.ledger.act import Act
from dure.journey.budgets import actions as budgets
from dure.journey.money.actions.books import Booking, fund_of, post
from dure.journey.money.models import Collection, Recovery, RecoveryKind
from dure.journey.money.queries.books import project_balances

RECEIVABLE = {
    RecoveryKind.RETURN.value: Account.DISALLOWED_RECEIVABLE,
    RecoveryKind.DISALLOWED.value: Account.DISALLOWED_RECEIVABLE,
    RecoveryKind.RECOVERY.value: Account.RECOVERY_RECEIVABLE,
    RecoveryKind.SURCHARGE.value: Account.SURCHARGE_RECEIVABLE,
    RecoveryKind.ASSET.value: Account.RECOVERY_RECEIVABLE,
}
# Ordered on top of what the settlement came to; what comes in is passed on as it is.
ORDERED = (RecoveryKind.RECOVERY, RecoveryKind.ASSET)


def _party(row: Recovery) -> Party:
    return Party(str(row.agreement_id), str(row.debtor_id))


def _fund(row: Recovery) -> Fund:
    if row.line is None:
        raise ValueError(f"recovery {row.pk} has no budget line")
    return fund_of(row.line)


def _post(row: Recovery, source: str, entries: Iterable[Entry], on: date, this: Act) -> None:
    bookings = [Booking(f"{source}:{n}", entry, on) for n, entry in enumerate(entries, 1)]
    post(row.agreement.programme, bookings, this)


def book_ordered(row: Recovery, this: Act) -> None:
    """A recovery, a debt for an asset or a surcharge: the firm owes it, and it will be owed to the funder."""
    order = duties.recovery_ordered if row.kind in ORDERED else duties.surcharge_ordered
    entry = order(((_fund(row), row.amount_won),), _party(row))
    _post(row, f"money.recovery:{row.pk}:ordered", [entry], timezone.localdate(this.at), this)


def parts_of(row: Recovery, before_won: int, after_won: int) -> tuple[int, int]:
    """Of what came between two sums collected: the amount itself first, then its interest."""
    itself = row.amount_won - row.interest_won
    principal = min(after_won, itself) - min(before_won, itself)
    return principal, after_won - before_won - principal


def book_collected(row: Recovery, collected: Collection, before_won: int, this: Act) -> None:
    """Cash is in its fund again. A return lowers what was spent on the line; its interest is the funder's."""
    principal, interest = parts_of(row, before_won, row.collected_won)
    source = f"money.collection:{collected.pk}"
    _post(row, source, _collected(row, principal, interest), collected.on, this)
    if row.kind != RecoveryKind.RETURN or row.line is None:
        return
    if principal:
        budgets.take_back_spending(
            application=row.agreement.application, amounts={row.line.pk: principal}, on=collected.on,
            source_key=source, reason=_("Returned by the settlement"), by=this.by, at=this.at,
        )  # fmt: skip
    if interest:
        budgets.book(
            line=row.line, kind="interest", amount_won=interest, on=collected.on, source_key=source, by=this.by,
            at=this.at,
        )  # fmt: skip


def _collected(row: Recovery, principal: int, interest: int) -> Iterable[Entry]:
    fund, party = _fund(row), _party(row)
    if row.kind in ORDERED:
        yield duties.recovery_collected(((fund, principal + interest),), party)
        return
    if row.kind == RecoveryKind.SURCHARGE:
        yield duties.surcharge_collected(((fund, principal),), party)
        return
    advance = _advance(row, fund, principal)
    if advance:
        yield duties.advance_returned(((fund, advance),), party)
    if principal > advance:
        yield duties.disallowed_collected(((fund, principal - advance),), party)
    if interest:
        yield duties.interest_earned(fund, interest)


def _advance(row: Recovery, fund: Fund, won: int) -> int:
    """How much of a return is an advance that was never used."""
    if row.kind != RecoveryKind.RETURN:
        return 0
    return min(won, project_balances(row.agreement_id).get((Account.ADVANCES, fund), 0))


def book_passed_on(row: Recovery, before_won: int, on: date, letter_no: str, this: Act) -> None:
    """What was collected goes to the funder of its line."""
    principal, interest = parts_of(row, before_won, row.passed_on_won)
    source = f"money.recovery:{row.pk}:passed:{row.passed_on_won}"
    _post(row, source, _passed_on(row, principal, interest), on, this)
    if row.line is None or row.kind == RecoveryKind.SURCHARGE:
        return
    is_return = row.kind == RecoveryKind.RETURN
    budgets.return_balance(
        line=row.line, on=on, letter_no=letter_no, amount_won=principal if is_return else 0,
        interest_won=interest if is_return else 0, disallowed_won=0 if is_return else principal, source_key=source,
        by=this.by, at=this.at,
    )  # fmt: skip


def _passed_on(row: Recovery, principal: int, interest: int) -> Iterable[Entry]:
    fund, party = _fund(row), _party(row)
    if row.kind in (*ORDERED, RecoveryKind.SURCHARGE):
        yield duties.passed_on(RECEIVABLE[row.kind], ((fund, principal + interest),), party)
        return
    if principal:
        yield duties.balance_due_back(fund, principal)
    if interest:
        yield duties.interest_due_back(fund, interest)
    yield duties.returned(fund, principal + interest)


def book_written_off(row: Recovery, this: Act) -> None:
    """What is left is owed by nobody; interest that never came was never in the books."""
    left, _interest = parts_of(row, row.collected_won, row.amount_won)
    if not left:
        return
    fund, party, entries = _fund(row), _party(row), []
    advance = _advance(row, fund, left)
    if advance:
        entries += [events.advance_used(((fund, advance),), party), duties.disallowed(((fund, advance),), party)]
    entries.append(duties.written_off(RECEIVABLE[row.kind], ((fund, left),), party))
    _post(row, f"money.recovery:{row.pk}:written_off", entries, timezone.localdate(this.at), this)
