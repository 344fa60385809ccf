"""What the bank and other systems say, beside what we say."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone

from dure.engine.money.payment_rows import Row
from dure.engine.money.reconcile import Matching, MatchRules, match
from dure.foundation.access.actor import Actor
from dure.journey.money.access import VIEW_IMPORT
from dure.journey.money.models import ImportedList, ImportedRow, Payment
from dure.journey.money.states import DepositState, PaymentState, RowState

# Between the order and the day another system pays lies a batch, a signature and a weekend. A wider window only makes
# more rows ambiguous, which a person decides; it never guesses.
RULES = MatchRules(window_days=10)
# A payment that came back is no longer awaited in a list; what is ordered may be paid by another system before us.
AWAITED = (PaymentState.ORDERED, PaymentState.SENT, PaymentState.PAID)


def our_rows(programme_id: int, system: str) -> QuerySet[Payment]:
    """Our payments that no row of this system tells of yet."""
    told = ImportedRow.objects.filter(imported__programme_id=programme_id, system=system, payment__isnull=False)
    rows = Payment.objects.filter(claim__agreement__programme_id=programme_id, status__in=AWAITED)
    return rows.exclude(pk__in=told.values("payment_id")).select_related("claim__agreement__firm", "payee")


def their_rows(programme_id: int, system: str) -> QuerySet[ImportedRow]:
    """Rows of this system that tell of payments out and wait to be matched."""
    rows = ImportedRow.objects.filter(
        imported__programme_id=programme_id, system=system, status=RowState.OPEN, amount_won__gt=0
    )
    return rows.select_related("imported")


def payment_row(payment: Payment) -> Row:
    """A payment of ours as the engine compares it: on the day it was paid, sent or ordered."""
    on = payment.paid_on or timezone.localdate(payment.ordered_at)
    return Row(
        str(payment.pk), on, payment.amount_won, payment.reference, payment.account_number, payment.account_holder
    )


def imported_row(row: ImportedRow) -> Row:
    """A row of theirs as the engine compares it, out or in."""
    return Row(str(row.pk), row.on, abs(row.amount_won), row.reference, row.account_number, row.name)


@dataclass(frozen=True)
class OpenRow:
    """A row that nothing was found for surely, with the payments it may tell of."""

    row: ImportedRow
    candidates: tuple[Payment, ...]


@dataclass(frozen=True)
class Reconciliation:
    """Where one system and we do not agree. ``missing_there`` are payments that the system does not tell of."""

    system: str
    rows: tuple[OpenRow, ...]
    different: tuple[tuple[ImportedRow, Payment], ...]
    missing_there: tuple[Payment, ...]
    matching: Matching = field(repr=False)

    @property
    def agrees(self) -> bool:
        """Whether nothing is left to a person."""
        return not (self.rows or self.different or self.missing_there)


def reconciliation(programme_id: int, system: str) -> Reconciliation:
    """How a system stands beside our payments; two queries."""
    payments = {str(each.pk): each for each in our_rows(programme_id, system)}
    rows = {str(each.pk): each for each in their_rows(programme_id, system)}
    found = match(
        [payment_row(each) for each in payments.values()], [imported_row(each) for each in rows.values()], RULES
    )
    candidates: dict[str, tuple[Payment, ...]] = {
        theirs: tuple(payments[one] for one in group.ours) for group in found.ambiguous for theirs in group.theirs
    }
    candidates |= {pair.theirs: (payments[pair.ours],) for pair in found.pairs}
    apart = {pair.theirs for pair in found.different_amounts}
    listed = [rows[one] for one in rows if one not in apart]
    return Reconciliation(
        system=system,
        rows=tuple(OpenRow(row, candidates.get(str(row.pk), ())) for row in listed),
        different=tuple((rows[pair.theirs], payments[pair.ours]) for pair in found.different_amounts),
        missing_there=tuple(payments[one] for one in found.missing_there),
        matching=found,
    )


def to_record(imported: ImportedList) -> QuerySet[ImportedRow]:
    """The matched rows of a list whose payment, deposit or collection nobody recorded yet."""
    waiting = (PaymentState.ORDERED, PaymentState.SENT)
    return imported.rows.filter(status=RowState.MATCHED).filter(
        Q(payment__status__in=waiting)
        | Q(deposit__status=DepositState.REPORTED)
        | Q(recovery__isnull=False, collection__isnull=True)
    )


def visible_lists(actor: Actor) -> QuerySet[ImportedList]:
    """Every imported list within the actor's sight."""
    return VIEW_IMPORT.rows(actor, ImportedList.objects.select_related("programme", "imported_by"))
