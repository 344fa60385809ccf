"""Money that came in beside what is awaited: the firms' own cash, money due back, and what is recorded of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money.incoming import Awaited, match_incoming
from dure.engine.money.payment_rows import plain_reference
from dure.journey.money.models import Collection, Deposit, ImportedRow, Payment, Recovery
from dure.journey.money.queries.imports import RULES, imported_row
from dure.journey.money.states import DepositState, RecoveryState, RowState

OWING = (RecoveryState.OPEN, RecoveryState.PARTLY)
WINDOW = timedelta(days=RULES.window_days)
Kind = Deposit | Recovery | Collection


def came_in(programme_id: int, system: str) -> QuerySet[ImportedRow]:
    """Rows of this system that tell of money that came in and wait to be matched."""
    rows = ImportedRow.objects.filter(
        imported__programme_id=programme_id, system=system, status=RowState.OPEN, amount_won__lt=0
    )
    return rows.select_related("imported")


def awaited_by_id(programme_id: int, system: str) -> dict[str, Kind]:
    """What no row of this system tells of yet, by "kind:id": the firms' cash, open debts, recorded collections."""
    told = ImportedRow.objects.filter(imported__programme_id=programme_id, system=system)
    deposits = Deposit.objects.filter(agreement__programme_id=programme_id).exclude(status=DepositState.REFUSED)
    deposits = deposits.exclude(pk__in=told.filter(deposit__isnull=False).values("deposit_id"))
    waiting = told.filter(status=RowState.MATCHED, recovery__isnull=False, collection__isnull=True)
    debts = Recovery.objects.filter(agreement__programme_id=programme_id, status__in=OWING)
    debts = debts.exclude(pk__in=waiting.values("recovery_id")).prefetch_related("instalments")
    collected = Collection.objects.filter(recovery__agreement__programme_id=programme_id)
    collected = collected.exclude(pk__in=told.filter(collection__isnull=False).values("collection_id"))
    return {
        **{f"deposit:{row.pk}": row for row in deposits.select_related("agreement__firm")},
        **{f"recovery:{row.pk}": row for row in debts.select_related("debtor", "agreement")},
        **{f"collection:{row.pk}": row for row in collected.select_related("recovery__debtor", "recovery__agreement")},
    }


def awaited_of(row: Kind) -> Awaited:
    """As the engine compares it."""
    if isinstance(row, Deposit):
        return Awaited(
            f"deposit:{row.pk}", frozenset({row.amount_won}), row.paid_on - WINDOW, row.paid_on + WINDOW,
            row.agreement.firm.name, row.reference,
        )  # fmt: skip
    if isinstance(row, Recovery):
        opened = timezone.localdate(row.opened_at)
        return Awaited(f"recovery:{row.pk}", _owed(row), opened, date.max, row.debtor.name, row.letter_no)
    return Awaited(
        f"collection:{row.pk}", frozenset({row.amount_won}), row.on - WINDOW, row.on + WINDOW,
        row.recovery.debtor.name, row.reference,
    )  # fmt: skip


def _owed(row: Recovery) -> frozenset[int]:
    """All that is left, or what is left up to each agreed part."""
    reached = accumulate(part.amount_won for part in row.instalments.all())
    return frozenset(won - row.collected_won for won in (*reached, row.amount_won) if won > row.collected_won)


@dataclass(frozen=True)
class OpenIncoming:
    """Money that came in and is not explained, with what it may be (id and words); ``returned`` is the payment whose
    reference it bears, which may have come back."""

    row: ImportedRow
    candidates: tuple[tuple[str, str], ...]
    returned: Payment | None = None


def _words(row: Kind) -> str:
    if isinstance(row, Deposit):
        return _("%(firm)s · the firm's cash") % {"firm": row.agreement.firm.name}
    debt = row if isinstance(row, Recovery) else row.recovery
    return f"{debt.debtor.name} · {debt.get_kind_display()}"


def unexplained(programme_id: int, system: str) -> tuple[OpenIncoming, ...]:
    """The open rows of money that came in; at most seven queries."""
    rows = list(came_in(programme_id, system))
    if not rows:
        return ()
    expected = awaited_by_id(programme_id, system)
    found = match_incoming([awaited_of(one) for one in expected.values()], [imported_row(row) for row in rows])
    may_be = {pair.theirs: (pair.ours,) for pair in found.pairs} | dict(found.candidates)
    own = Payment.objects.filter(claim__agreement__programme_id=programme_id).select_related("claim__agreement__firm")
    named = {plain_reference(one.reference): one for one in own.filter(reference__in=[row.reference for row in rows])}
    return tuple(
        OpenIncoming(
            row, tuple((one, _words(expected[one])) for one in may_be.get(str(row.pk), ())),
            named.get(plain_reference(row.reference)),
        )
        for row in rows
    )  # fmt: skip
