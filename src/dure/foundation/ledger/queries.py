"""The readable trail of an object."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Min, Model, Q, QuerySet

from dure.foundation.ledger.models import Entry, Evidence, Note
from dure.foundation.ledger.words import actions_like, describe


@dataclass(frozen=True)
class TrailLine:
    """One act in words. ``label`` is in the reader's language; ``digest`` identifies the entry in its chain."""

    at: datetime
    label: str
    action: str
    actor_name: str
    reason: str
    detail: dict[str, Any]
    position: int
    digest: str


def trail(*rows: Model) -> list[TrailLine]:
    """The acts that were about any of the rows or changed them, oldest first.

    Ask first whether the reader may see the rows: this only reads.
    """
    if not rows:
        return []
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(evidence__model=row._meta.label_lower, evidence__row_id=str(row.pk))
    return _lines(Entry.objects.filter(wanted).distinct())


def entries() -> QuerySet[Entry]:
    """Every act of every chain with its note. Who reads them all must be asked for first."""
    return Entry.objects.select_related("chain", "note")


def entries_with(text: str) -> Q:
    """The acts whose label, actor or reason holds these words."""
    by_words = Q(note__actor_name__icontains=text) | Q(note__reason__icontains=text)
    return by_words | Q(action__in=actions_like(text))


def actions_done() -> list[str]:
    """Each action that was done at least once."""
    return list(Entry.objects.order_by("action").values_list("action", flat=True).distinct())


def days_of_acts() -> tuple[datetime, datetime] | None:
    """The moments of the first and of the latest act; None in an empty ledger."""
    found = Entry.objects.aggregate(first=Min("at"), last=Max("at"))
    return None if found["first"] is None else (found["first"], found["last"])


def was_done(action: str, *, chain: str) -> bool:
    """Whether an act of this name stands in a chain."""
    return Entry.objects.filter(chain__key=chain, action=action).exists()


def last_act_at() -> datetime | None:
    """The moment of the latest act of all; None in an empty ledger."""
    return Entry.objects.order_by("-at").values_list("at", flat=True).first()


def notes_of(actor_ref: str, subject_model: str, subject_id: str) -> list[Note]:
    """The words, not yet buried, beside the entries that an actor made or that are about a subject."""
    theirs = Q(entry__actor=actor_ref) | Q(entry__subject_model=subject_model, entry__subject_id=subject_id)
    return list(Note.objects.filter(theirs, buried_at__isnull=True).order_by("pk"))


def is_vouched_for(row: Model) -> bool:
    """Whether an earlier act vouched for this row, so that another that changes it must do so again."""
    return Evidence.objects.filter(model=row._meta.label_lower, row_id=str(row.pk)).exists()


def _lines(entries: Iterable[Entry]) -> list[TrailLine]:
    queryset = entries.select_related("note").order_by("at", "id")  # type: ignore[attr-defined]
    return [
        TrailLine(
            at=entry.at,
            label=describe(entry.action),
            action=entry.action,
            actor_name=entry.note.actor_name,
            reason=entry.note.reason,
            detail=entry.note.detail,
            position=entry.position,
            digest=entry.digest,
        )
        for entry in queryset
    ]
