"""Reads over moves and deadlines."""

from datetime import datetime

from django.db.models import Model, Q, QuerySet

from dure.foundation.access.actor import Actor
from dure.foundation.workflow.models import Deadline, Move


def history(row: Model) -> list[Move]:
    """Every change of state of a row, oldest first."""
    moves = Move.objects.filter(model=row._meta.label_lower, row_id=str(row.pk))
    return list(moves.select_related("by").order_by("at", "id"))


def moves_of(model_label: str, row_ids: list[int]) -> list[Move]:
    """Every change of state of several rows of a model, oldest first."""
    moves = Move.objects.filter(model=model_label.lower(), row_id__in=[str(pk) for pk in row_ids])
    return list(moves.select_related("by").order_by("at", "id"))


def last_moved_at(model_label: str, row_ids: list[int]) -> dict[int, datetime]:
    """When each row last changed its state."""
    rows = Move.objects.filter(model=model_label.lower(), row_id__in=[str(pk) for pk in row_ids]).order_by("at", "id")
    return {int(row_id): at for row_id, at in rows.values_list("row_id", "at")}


def open_deadlines() -> QuerySet[Deadline]:
    """What is still owed, the most pressing first."""
    return Deadline.objects.filter(met_at__isnull=True, lifted_at__isnull=True).order_by("due_at", "id")


def deadlines_of(actor: Actor) -> QuerySet[Deadline]:
    """What the actor, or an organisation of the actor's, still owes."""
    mine = Q(organisation_id__in=actor.organisations()) | Q(person_id=actor.person_id, person_id__isnull=False)
    return open_deadlines().filter(mine)


def overdue(*, programme_ids: list[int], at: datetime) -> QuerySet[Deadline]:
    """What is late in these programmes, the latest first."""
    return open_deadlines().filter(programme_id__in=programme_ids, due_at__lt=at)


def deadlines_on(model_label: str, row_ids: list[int]) -> dict[int, list[Deadline]]:
    """The open deadlines on several rows of a model."""
    found: dict[int, list[Deadline]] = {}
    rows = open_deadlines().filter(model=model_label.lower(), row_id__in=[str(pk) for pk in row_ids])
    for deadline in rows:
        found.setdefault(int(deadline.row_id), []).append(deadline)
    return found
