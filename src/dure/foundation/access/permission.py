"""One definition of who may see or do what, used both to filter lists and to ask about one object.

A permission maps roles to scopes. A scope takes the actor and gives the rows within reach as a ``Q``
over the permission's model; roles that are absent reach nothing. What cannot be put as rows of the
database (time limits, states) belongs to the workflow's guards, not here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value
from django.utils.functional import Promise

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import Allowed, Refused, Verdict, demand

M = TypeVar("M", bound=Model)
Scope = Callable[[Actor], Q]


def everything(actor: Actor) -> Q:
    """The scope of one who reaches every row."""
    return Q()


@dataclass(frozen=True)
class Permission:
    """``name`` is ``<app>.<verb>_<noun>``; ``refusal`` is the sentence shown to those left out."""

    name: str
    scopes: Mapping[Role, Scope]
    refusal: str | Promise

    def reach(self, actor: Actor) -> Q | None:
        """The rows within reach, or None when the actor reaches nothing. The product itself reaches all."""
        if actor.is_system:
            return Q()
        scopes = [self.scopes[role](actor) for role in sorted(actor.roles) if role in self.scopes]
        if not scopes:
            return None
        # An unrestricted scope swallows the others: Q() | Q(x) would mean Q(x).
        if any(not scope for scope in scopes):
            return Q()
        union = scopes[0]
        for scope in scopes[1:]:
            union |= scope
        return union

    def rows(self, actor: Actor, queryset: QuerySet[M]) -> QuerySet[M]:
        """Those of ``queryset`` within the actor's reach, each once."""
        reach = self.reach(actor)
        if reach is None:
            return queryset.none()
        if not reach:
            return queryset
        # A sub-select keeps joins of a scope from repeating rows of the list.
        return queryset.filter(pk__in=queryset.model._default_manager.filter(reach).values("pk"))

    def marked(self, actor: Actor, queryset: QuerySet[M], name: str) -> QuerySet[M]:
        """``queryset`` with ``name`` on each row saying whether it is within reach: the answer of ``ask`` without
        a query of its own."""
        reach = self.reach(actor)
        if not reach:
            return queryset.annotate(**{name: Value(reach is not None)})
        within = queryset.model._default_manager.filter(reach, pk=OuterRef("pk"))
        return queryset.annotate(**{name: Exists(within)})

    def ask(self, actor: Actor, row: Model) -> Verdict:
        """Whether the actor reaches this one row, by the definition that filters lists."""
        reach = self.reach(actor)
        if reach is not None and (not reach or type(row)._default_manager.filter(pk=row.pk).filter(reach).exists()):
            return Allowed()
        return Refused(str(self.refusal))

    def ask_role(self, actor: Actor) -> Verdict:
        """Whether any role of the actor is named here at all: the question for a page without one row."""
        return Refused(str(self.refusal)) if self.reach(actor) is None else Allowed()

    def demand(self, actor: Actor, row: Model) -> None:
        """Raise ``AccessRefused`` with the reason unless the actor reaches the row."""
        demand(self.ask(actor, row))

    def demand_role(self, actor: Actor) -> None:
        """Raise ``AccessRefused`` unless some role of the actor is named here."""
        demand(self.ask_role(actor))
