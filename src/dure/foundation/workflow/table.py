"""Transition tables: what may become of a thing, by whom, and what it takes. They are data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import Verdict

Guard = Callable[[Any, Actor, datetime], Verdict]


@dataclass(frozen=True)
class Transition:
    """From any of ``sources`` to ``target``, by those who hold a role in ``who`` (or the product, if ``system``)."""

    name: str
    sources: tuple[str, ...]
    target: str
    who: frozenset[Role]
    label: str | Promise
    needs_reason: bool = False
    guard: Guard | None = None
    system: bool = True


@dataclass(frozen=True)
class Table:
    """All transitions of one model's ``status``. ``model`` is ``app_label.ModelName``."""

    model: str
    title: str
    states: type[TextChoices]
    initial: str
    transitions: tuple[Transition, ...] = field(default=())

    def __post_init__(self) -> None:
        names = [t.name for t in self.transitions]
        known = set(self.states.values)
        used = {
            self.initial,
            *(t.target for t in self.transitions),
            *(s for t in self.transitions for s in t.sources),
        }
        if len(names) != len(set(names)) or not used <= known:
            raise ValueError(f"{self.model}: a transition is named twice or an unknown state is used")

    def transition(self, name: str) -> Transition:
        """The transition of that name; raises ``KeyError``."""
        for each in self.transitions:
            if each.name == name:
                return each
        raise KeyError(f"{self.model} has no transition {name}")


_TABLES: dict[str, Table] = {}


def register_table(table: Table) -> Table:
    """Make a table known; each model has one."""
    key = table.model.lower()
    if key in _TABLES:
        raise ValueError(f"{table.model} already has a table")
    _TABLES[key] = table
    return table


def table_of(model_label: str) -> Table:
    """The table of a model by its lower-case label; raises ``KeyError``."""
    return _TABLES[model_label.lower()]


def tables() -> list[Table]:
    """Every table, by model, for the generated diagrams."""
    return [_TABLES[key] for key in sorted(_TABLES)]
