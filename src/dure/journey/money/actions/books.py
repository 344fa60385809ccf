"""Booking into the programme's books. Nothing is booked twice, nothing unbalanced, nothing onto a wrong side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from dure.engine.money import events
from dure.engine.money.books import Account, Entry, Fund, may_post
from dure.engine.money.funders import Funder
from dure.engine.money.reasons import Reason
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import won
from dure.foundation.ledger.act import Act, act
from dure.journey.budgets import queries as budgets
from dure.journey.budgets.labels import FUNDER_LABELS
from dure.journey.budgets.models import BudgetLine, Movement, MovementKind
from dure.journey.budgets.reckoning import funder_of
from dure.journey.money.labels import ACCOUNT_LABELS
from dure.journey.money.models import BookEntry, Posting
from dure.journey.money.queries.books import standing_of
from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries import lock_programme

CARRIES = (MovementKind.CARRY_PLANNED, MovementKind.CARRY_ACCIDENTAL)


@dataclass(frozen=True)
class Booking:
    """An entry with the row and event it comes from: the same source is booked once."""

    source: str
    entry: Entry
    on: date


def fund_of(line: BudgetLine) -> Fund:
    """The fund that a budget line's money is."""
    funder = funder_of(line)
    place = str(line.funder_id) if funder is Funder.PARTNER else line.place_id or ""
    return Fund(funder, line.fiscal_year, place)


def firm_fund(programme: Programme, firm_id: int) -> Fund:
    """The firm's own money; it knows no fiscal year, so the programme's stands for all."""
    return Fund(Funder.FIRM, programme.year, str(firm_id))


def post(programme: Programme, bookings: Iterable[Booking], this: Act) -> list[BookEntry]:
    """Book entries in order, inside an act; those whose source is booked already are left out.

    Raises ``ActionRefused`` where an entry would pay what is not there or not owed. The programme is locked meanwhile.
    """
    lock_programme(programme.pk)
    return [row for booking in bookings if (row := _post(programme, booking, this)) is not None]


def _post(programme: Programme, booking: Booking, this: Act) -> BookEntry | None:
    if BookEntry.objects.filter(programme=programme, source=booking.source).exists():
        return None
    funds = {posting.fund for posting in booking.entry.postings}
    verdict = may_post(standing_of(programme.pk, funds), booking.entry)
    if not verdict:
        raise ActionRefused(_refused(verdict.reasons))
    row = BookEntry.objects.create(
        programme=programme, event=booking.entry.event, source=booking.source, on=booking.on, booked_at=this.at
    )
    postings = Posting.objects.bulk_create(
        Posting(
            programme=programme, entry=row, account=one.account.value, funder=one.fund.funder.value,
            fiscal_year=one.fund.fiscal_year, place_code=one.fund.place, won=one.won,
            agreement_id=int(one.project) if one.project else None, payee_id=int(one.party) if one.party else None,
        )
        for one in booking.entry.postings
    )  # fmt: skip
    this.evidence(row, *postings)
    return row


def _refused(reasons: Sequence[Reason]) -> str:
    words = []
    for reason in reasons:
        account, funder, year = reason.subject.split(":")
        words.append(
            _("%(account)s of %(funder)s %(year)s has %(has)s, and %(asked)s would leave it. Book the grant first.")
            % {
                "account": ACCOUNT_LABELS[Account(account)],
                "funder": FUNDER_LABELS[Funder(funder)],
                "year": year,
                "has": won(reason.limit_won or 0),
                "asked": won(reason.used_won or 0),
            }
        )
    return " ".join(words)


def bring_in_grants(*, programme: Programme, by: Actor, at: datetime) -> int:
    """Book what the budget lines were granted and carried over since the last time; how many entries were new."""
    with act("money.book_grants", chain=programme.chain, by=by, at=at, subject=programme) as this:
        return len(follow_lines(programme, budgets.lines_of(programme.pk), this))


def follow_lines(programme: Programme, lines: Iterable[BudgetLine], this: Act) -> list[BookEntry]:
    """The grants and carry-overs of these lines that the books do not have yet, oldest first."""
    bookings = []
    for line in lines:
        for movement in budgets.movements_of(line.pk).order_by("on", "pk"):
            entry = _entry_of(movement, fund_of(line))
            if entry is not None:
                bookings.append(Booking(f"budgets.movement:{movement.pk}", entry, movement.on))
    return post(programme, sorted(bookings, key=lambda one: one.on), this)


def _entry_of(movement: Movement, fund: Fund) -> Entry | None:
    if movement.kind == MovementKind.GRANT and movement.amount_won > 0:
        return events.grant_received(fund, movement.amount_won)
    if movement.kind == MovementKind.GRANT:
        back = ((fund, -movement.amount_won),)
        return Entry("grant_corrected", events.pair(Account.GRANTS_RECEIVED, Account.BANK, back))
    if movement.kind in CARRIES and movement.cash_won > 0:
        return events.carried_over(fund, movement.cash_won)
    return None
