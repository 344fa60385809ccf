"""Two people write one plan: what each changed since the same revision is brought together. Pure; nothing is lost."""

from dataclasses import dataclass

from dure.journey.applications.plan import Plan

FIELDS = tuple(Plan.model_fields)


@dataclass(frozen=True)
class Conflict:
    """A field that both changed in different ways: the stored value, and the one that could not be stored."""

    field: str
    stored: object
    offered: object


@dataclass(frozen=True)
class Merged:
    """The plan to store, and the fields in which the stored value was left standing."""

    plan: Plan
    conflicts: tuple[Conflict, ...]


def merge(base: Plan, stored: Plan, offered: Plan) -> Merged:
    """Bring ``offered`` (written on ``base``) together with ``stored`` (which others have moved on from ``base``).

    A field that only one side changed takes that side; one that both changed alike is settled.
    """
    changed, conflicts = {}, []
    for field in FIELDS:
        was, now, mine = getattr(base, field), getattr(stored, field), getattr(offered, field)
        if mine in (was, now):
            continue
        if now == was:
            changed[field] = mine
        else:
            conflicts.append(Conflict(field, now, mine))
    return Merged(stored.model_copy(update=changed), tuple(conflicts))
