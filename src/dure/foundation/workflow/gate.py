"""The one gate through which a status changes: lock, check, write, record, announce."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, Allowed, Refused, Verdict
from dure.foundation.ledger.act import current_act
from dure.foundation.workflow.events import announce
from dure.foundation.workflow.models import Move
from dure.foundation.workflow.table import table_of


@dataclass(frozen=True)
class Moved:
    """News of a change of state, sent when its transaction has committed."""

    model: str
    row_id: int
    transition: str
    source: str
    target: str
    at: datetime


def may_move(row: Model, name: str, *, by: Actor, at: datetime, reason: str | None = None) -> Verdict:
    """Whether this transition is open to this actor now; ``reason`` None asks before one was given."""
    table = table_of(row._meta.label_lower)
    step = table.transition(name)
    status = row.status  # type: ignore[attr-defined]
    if status not in step.sources:
        words = {"now": table.states(status).label, "what": step.label}
        return Refused(_("“%(what)s” is not possible now: the state is “%(now)s”.") % words)
    if not (by.is_system and step.system) and not by.has(*step.who):
        return Refused(_("“%(what)s” is not among the things your role may do.") % {"what": step.label})
    if step.needs_reason and reason is not None and not reason.strip():
        return Refused(_("“%(what)s” needs a reason. Write it in a sentence.") % {"what": step.label})
    return step.guard(row, by, at) if step.guard is not None else Allowed()


def move(row: Model, name: str, *, by: Actor, at: datetime, reason: str = "") -> Move:
    """Change a row's status by a transition of its table, inside an act; the row becomes evidence of that act.

    Raises ``ActionRefused`` with the sentence to show when it is not open.
    """
    this = current_act()
    locked = type(row)._base_manager.select_for_update().get(pk=row.pk)
    verdict = may_move(locked, name, by=by, at=at, reason=reason)
    if isinstance(verdict, Refused):
        raise ActionRefused(str(verdict.reason))
    step = table_of(row._meta.label_lower).transition(name)
    source: str = locked.status  # type: ignore[attr-defined]
    row.status = step.target  # type: ignore[attr-defined]
    row.save(update_fields=["status"])
    this.evidence(row)
    announce(Moved(row._meta.label_lower, row.pk, name, source, step.target, at))
    return Move.objects.create(
        model=row._meta.label_lower,
        row_id=str(row.pk),
        transition=name,
        source=source,
        target=step.target,
        at=at,
        by_id=by.person_id,
        reason=reason,
    )
