"""What is owed by when: set, met, extended, lifted, and who caused a delay. Called inside the acts of the stages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from dure.foundation.ledger.act import current_act
from dure.foundation.workflow.models import Deadline


def set_deadline(
    row: Model,
    kind: str,
    *,
    due_at: datetime,
    at: datetime,
    programme_id: int | None = None,
    organisation_id: int | None = None,
    person_id: int | None = None,
) -> Deadline:
    """Say that something about ``row`` is owed by an organisation or a person; replaces an open one of that kind."""
    found = open_deadline(row, kind)
    deadline = found or Deadline(model=row._meta.label_lower, row_id=str(row.pk), kind=kind, set_at=at)
    deadline.due_at, deadline.programme_id = due_at, programme_id
    deadline.organisation_id, deadline.person_id = organisation_id, person_id
    deadline.save()
    current_act().evidence(deadline)
    return deadline


@dataclass(frozen=True)
class Owed:
    """Something about a row that an organisation or a person owes."""

    row: Model
    organisation_id: int | None = None
    person_id: int | None = None


def set_deadlines(
    owed: Iterable[Owed], kind: str, *, due_at: datetime, at: datetime, programme_id: int | None = None
) -> None:
    """As ``set_deadline``, for many rows of which none owes anything of that kind yet; one statement."""
    rows = Deadline.objects.bulk_create(
        Deadline(
            model=each.row._meta.label_lower, row_id=str(each.row.pk), kind=kind, set_at=at, due_at=due_at,
            programme_id=programme_id, organisation_id=each.organisation_id, person_id=each.person_id,
        )
        for each in owed
    )  # fmt: skip
    if rows:
        current_act().evidence(*rows)


def open_deadline(row: Model, kind: str) -> Deadline | None:
    """The open deadline of a kind on a row."""
    return Deadline.objects.filter(
        model=row._meta.label_lower,
        row_id=str(row.pk),
        kind=kind,
        met_at__isnull=True,
        lifted_at__isnull=True,
    ).first()


def meet_deadline(row: Model, kind: str, *, at: datetime) -> None:
    """Say that what was owed has come; nothing happens where nothing was owed."""
    deadline = open_deadline(row, kind)
    if deadline is not None:
        deadline.met_at = at
        deadline.save(update_fields=["met_at"])
        current_act().evidence(deadline)


def lift_deadline(row: Model, kind: str, *, at: datetime) -> None:
    """Say that it is no longer owed, for instance because the application was withdrawn."""
    deadline = open_deadline(row, kind)
    if deadline is not None:
        deadline.lifted_at = at
        deadline.save(update_fields=["lifted_at"])
        current_act().evidence(deadline)


def name_delay(deadline: Deadline, *, cause: str, note: str) -> None:
    """Write down who caused a delay and how."""
    deadline.delay_cause, deadline.delay_note = cause, note
    deadline.save(update_fields=["delay_cause", "delay_note"])
    current_act().evidence(deadline)
