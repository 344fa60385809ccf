"""Money due back, one by one and as a list, with how far each was collected."""

from datetime import date

from django.db.models import BigIntegerField, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from dure.engine.money.recovery import Collection, Paid, Part, collection
from dure.foundation.access.actor import Actor
from dure.journey.money.access import LIST_RECOVERIES, VIEW_RECOVERY
from dure.journey.money.models import Recovery
from dure.journey.money.states import RecoveryState

RELATED = ("agreement__programme__operator", "agreement__firm", "agreement__city", "debtor", "line__funder")


def recovery(recovery_id: int) -> Recovery | None:
    """A debt with what its page names beside it."""
    return Recovery.objects.select_related(*RELATED, "settlement", "ending").filter(pk=recovery_id).first()


def recoveries_of(programme_id: int, actor: Actor) -> QuerySet[Recovery]:
    """The programme's debts within the actor's sight, with what is left of each."""
    rows = Recovery.objects.filter(agreement__programme_id=programme_id).select_related(*RELATED)
    return with_left(LIST_RECOVERIES.rows(actor, rows))


def with_left(rows: QuerySet[Recovery]) -> QuerySet[Recovery]:
    """``left_won`` on each: nothing of what was written off."""
    return rows.annotate(left_won=F("amount_won") - F("collected_won"))


def debts_of(agreement_id: int, actor: Actor) -> QuerySet[Recovery]:
    """One project's debts that the actor may see."""
    rows = Recovery.objects.filter(agreement_id=agreement_id).select_related(*RELATED)
    return with_left(VIEW_RECOVERY.rows(actor, rows)).order_by("pk")


def collection_of(row: Recovery, on: date) -> Collection:
    """The standing of a debt on a day: state, what is left, overdue since how many days; two queries."""
    parts = [Part(one.due_on, one.amount_won) for one in row.instalments.all()]
    paid = [Paid(one.on, one.amount_won) for one in row.collections.all()]
    came = sum(one.won for one in paid)
    written_off = row.amount_won - came if row.status == RecoveryState.WRITTEN_OFF else 0
    return collection(parts, paid, on, written_off_won=written_off)


def due_by_kind(programme_id: int) -> dict[str, tuple[int, int]]:
    """What is due and what came in, by kind: the four are never added up; one query."""
    rows = Recovery.objects.filter(agreement__programme_id=programme_id).order_by()
    zero = {"output_field": BigIntegerField()}
    summed = rows.values("kind").annotate(
        due=Coalesce(Sum("amount_won"), 0, **zero), came=Coalesce(Sum("collected_won"), 0, **zero)
    )
    return {row["kind"]: (row["due"], row["came"]) for row in summed}
