"""What other apps must do when a person is erased, and what of theirs may stay behind when two records are
merged."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Model

from dure.foundation.parties.models import Person

Eraser = Callable[[Person, datetime], None]
_ERASERS: list[Eraser] = []
_MAY_STAY: set[type[Model]] = set()


def register_eraser(eraser: Eraser) -> None:
    """Have an app empty what it keeps of a person. Runs inside the act that erases."""
    _ERASERS.append(eraser)


def erasers() -> list[Eraser]:
    """Every eraser, in the order they were registered."""
    return list(_ERASERS)


def may_stay_behind(model: type[Model]) -> None:
    """Say that a row of ``model`` which both organisations have may stay with the merged one: it is history
    only."""
    _MAY_STAY.add(model)


def stays_behind(model: type[Model]) -> bool:
    """Whether such a row may stay."""
    return model in _MAY_STAY
