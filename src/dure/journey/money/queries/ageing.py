"""How long what is unsettled, claimed or due back has been open, and who is late with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.engine.money.ages import BUCKETS, Aged, Bucket, ageing
from dure.foundation.access.actor import Actor
from dure.foundation.workflow.queries import open_deadlines
from dure.journey.money.access import LIST_CLAIMS, LIST_RECOVERIES, LIST_SETTLEMENTS
from dure.journey.money.deadlines import DECIDE, MEND
from dure.journey.money.models import Claim, Recovery, RecoveryKind, Settlement
from dure.journey.money.states import RecoveryState, SettlementState

OWING = (RecoveryState.OPEN.value, RecoveryState.PARTLY.value)


class Who(StrEnum):
    """Whose turn it is."""

    FIRM = "firm"
    ACCOUNTANT = "accountant"
    OPERATOR = "operator"


WHO_LABELS: dict[Who, str | Promise] = {
    Who.FIRM: pgettext_lazy("party", "The firm"),
    Who.ACCOUNTANT: _("The outside accountant"),
    Who.OPERATOR: _("The operator"),
}


@dataclass(frozen=True)
class OpenItem:
    """Something that is not finished: since when it is due, how much hangs on it, and whose turn it is."""

    kind: str
    pk: int
    what: str
    agreement_number: str
    firm: str
    city_code: str
    who: Who
    name: str
    due_on: date
    won: int

    @property
    def id(self) -> str:
        """What tells it apart from every other."""
        return f"{self.kind}:{self.pk}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse(f"money:{self.kind}", args=[self.pk])

    def days_late(self, on: date) -> int:
        """Days since it was due; zero or below is in time."""
        return (on - self.due_on).days


@dataclass(frozen=True)
class AgedRow:
    """A bucket with its items and their sum."""

    bucket: Bucket
    items: tuple[OpenItem, ...]
    won: int


@dataclass(frozen=True)
class Ageing:
    """Every open item in exactly one bucket, and how many are late by who is late."""

    on: date
    rows: tuple[AgedRow, ...]
    late_by: tuple[tuple[Who, int, int], ...]

    @property
    def items(self) -> tuple[OpenItem, ...]:
        """All of them, the oldest first."""
        return tuple(sorted((item for row in self.rows for item in row.items), key=lambda item: item.due_on))


def unsettled(programme_id: int, actor: Actor | None = None) -> list[OpenItem]:
    """Settlements that are not closed and debts that are not collected; two queries."""
    settlements = Settlement.objects.filter(agreement__programme_id=programme_id).exclude(status=SettlementState.CLOSED)
    debts = Recovery.objects.filter(agreement__programme_id=programme_id, status__in=OWING)
    if actor is not None:
        settlements = LIST_SETTLEMENTS.rows(actor, settlements)
        debts = LIST_RECOVERIES.rows(actor, debts)
    return [*_settlements(settlements), *_debts(debts)]


def _settlements(rows: QuerySet[Settlement]) -> Iterable[OpenItem]:
    plan = "agreement__current__"
    support = F(f"{plan}cost_won") - F(f"{plan}firm_cash_won") - F(f"{plan}firm_in_kind_won")
    told = rows.order_by("due_on", "pk").values_list(
        "pk", "status", "due_on", "accountant_id", "accountant__name", "agreement__number", "agreement__firm__name",
        "agreement__city_id", support,
    )  # fmt: skip
    what, operator = str(_("Settlement")), str(WHO_LABELS[Who.OPERATOR])
    for pk, status, due_on, accountant_id, accountant, number, firm, city, won in told:
        who = _turn(status, accountant_id)
        name = {Who.FIRM: firm, Who.ACCOUNTANT: accountant, Who.OPERATOR: operator}[who]
        yield OpenItem("settlement", pk, what, number, firm, city, who, name, due_on, won or 0)


def _turn(status: str, accountant_id: int | None) -> Who:
    if status == SettlementState.OPEN:
        return Who.FIRM
    if status == SettlementState.HANDED_IN and accountant_id is not None:
        return Who.ACCOUNTANT
    return Who.OPERATOR


def _debts(rows: QuerySet[Recovery]) -> Iterable[OpenItem]:
    kinds = {kind.value: str(kind.label) for kind in RecoveryKind}
    told = rows.order_by("due_on", "pk").values_list(
        "pk", "kind", "due_on", "agreement__number", "debtor__name", "agreement__city_id",
        F("amount_won") - F("collected_won"),
    )  # fmt: skip
    for pk, kind, due_on, number, firm, city, left in told:
        yield OpenItem("recovery", pk, kinds[kind], number, firm, city, Who.FIRM, firm, due_on, left)


def _claims(programme_id: int, actor: Actor | None) -> Iterable[OpenItem]:
    """Claims that the operator is to decide, or the firm to mend, by a day."""
    owed = {
        int(row.row_id): row
        for row in open_deadlines().filter(programme_id=programme_id, model="money.claim", kind__in=(DECIDE, MEND))
    }
    rows = Claim.objects.filter(pk__in=list(owed)).select_related("agreement__firm").order_by("pk")
    operator = str(WHO_LABELS[Who.OPERATOR])
    for row in rows if actor is None else LIST_CLAIMS.rows(actor, rows):
        deadline, agreement = owed[row.pk], row.agreement
        firm, mends = agreement.firm.name, deadline.kind == MEND
        yield OpenItem(
            "claim", row.pk, str(_("Mend the claim") if mends else _("Decide the claim")), agreement.number, firm,
            agreement.city_id, Who.FIRM if mends else Who.OPERATOR, firm if mends else operator,
            timezone.localdate(deadline.due_at), row.public_won,
        )  # fmt: skip


def ageing_of(programme_id: int, at: datetime, actor: Actor | None = None) -> Ageing:
    """What is unsettled by how long it is overdue, and by who is late; two queries."""
    on = timezone.localtime(at).date()
    items = {item.id: item for item in unsettled(programme_id, actor)}
    groups = ageing((Aged(item.id, item.due_on, item.won) for item in items.values()), on, BUCKETS)
    rows = tuple(AgedRow(group.bucket, tuple(items[pk] for pk in group.ids), group.won) for group in groups)
    late_items = [item for item in items.values() if item.days_late(on) > 0]
    by_who = tuple(
        (who, sum(item.who is who for item in late_items), sum(item.won for item in late_items if item.who is who))
        for who in Who
    )
    return Ageing(on, rows, by_who)


def late(programme_id: int, at: datetime, actor: Actor | None = None) -> list[OpenItem]:
    """Exactly what is past its day, the longest first, with who is late; four queries."""
    on = timezone.localtime(at).date()
    items = [*unsettled(programme_id, actor), *_claims(programme_id, actor)]
    found = [item for item in items if item.days_late(on) > 0]
    return sorted(found, key=lambda item: (item.due_on, item.id))
