"""Settlements one by one and as lists."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.foundation.documents.queries import of
from dure.foundation.documents.registry import DocumentKind
from dure.journey.money.access import (
    DECIDE_SETTLEMENT,
    HAND_IN_SETTLEMENT,
    KEEP_SETTLEMENT,
    LIST_SETTLEMENTS,
    REVIEW_SETTLEMENT,
    VIEW_SETTLEMENT,
)
from dure.journey.money.models import ClaimLine, SettledShare, Settlement
from dure.journey.money.reckoning import value_of
from dure.journey.money.settled import settled_value, spent_rows
from dure.journey.money.settlement_papers import CHECKLIST

RELATED = ("agreement__programme__operator", "agreement__application", "agreement__firm", "agreement__city",
           "accountant", "reviewed_by", "decided_by")  # fmt: skip


ASKED = (VIEW_SETTLEMENT, KEEP_SETTLEMENT, DECIDE_SETTLEMENT, HAND_IN_SETTLEMENT, REVIEW_SETTLEMENT)


@dataclass(frozen=True)
class SpentLine:
    """A spending as it stands in the settlement."""

    line: ClaimLine
    spent_won: int
    accepted_won: int
    reason: str

    @property
    def disallowed_won(self) -> int:
        """Spent and not accepted."""
        return self.spent_won - self.accepted_won


@dataclass(frozen=True)
class CheckItem:
    """A paper of the checklist: attached, explained, or missing."""

    kind: DocumentKind
    attached: bool
    absent: str

    @property
    def is_met(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.attached or bool(self.absent)


def settlement(settlement_id: int) -> Settlement | None:
    """A settlement with what its page names beside it."""
    return Settlement.objects.select_related(*RELATED).filter(pk=settlement_id).first()


def settlement_for(settlement_id: int, actor: Actor) -> tuple[Settlement, frozenset[str]] | None:
    """The same, with the names of the permissions that this actor holds on it; one query."""
    rows = Settlement.objects.select_related(*RELATED, "agreement__late_charge__decided_by")
    for n, permission in enumerate(ASKED):
        rows = permission.marked(actor, rows, f"holds_{n}")
    row = rows.filter(pk=settlement_id).first()
    if row is None:
        return None
    return row, frozenset(one.name for n, one in enumerate(ASKED) if getattr(row, f"holds_{n}"))


def settlements_of(programme_id: int, actor: Actor) -> QuerySet[Settlement]:
    """The programme's settlements within the actor's sight."""
    rows = Settlement.objects.select_related(*RELATED).filter(agreement__programme_id=programme_id)
    return LIST_SETTLEMENTS.rows(actor, rows)


def own_settlements(actor: Actor) -> QuerySet[Settlement]:
    """The settlements of the actor's firms, and those given to the actor to review, the next due first."""
    rows = Settlement.objects.select_related(*RELATED)
    return VIEW_SETTLEMENT.rows(actor, rows).order_by("due_on", "pk")


def spending_of(row: Settlement) -> list[SpentLine]:
    """Each accepted spending of the claims with what the settlement says of it."""
    found = []
    for line in spent_rows(row.agreement_id):
        accepted, reason = settled_value(line)
        found.append(SpentLine(line, value_of(line), accepted, reason))
    return found


def checklist_of(row: Settlement, there: Collection[str] | None = None) -> list[CheckItem]:
    """The papers of the checklist; one query unless the kinds that are there are known."""
    there = set(of(row).values_list("kind", flat=True)) if there is None else there
    return [CheckItem(kind, kind.code in there, row.absent.get(kind.code, "")) for kind in CHECKLIST]


def shares_of(row: Settlement) -> QuerySet[SettledShare]:
    """What each budget line bears, once decided."""
    return row.shares.select_related("line__funder").order_by("pk")
