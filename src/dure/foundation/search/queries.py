"""Finding things one may see."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast

from dure.foundation.access.actor import Actor
from dure.foundation.access.registry import registered
from dure.foundation.interface import hangul
from dure.foundation.search.models import Entry
from dure.foundation.search.registry import kinds


@dataclass(frozen=True)
class Found:
    """The best hits, and how many there are of each kind (all kinds, whichever was asked for)."""

    hits: tuple[Entry, ...]
    by_kind: tuple[tuple[str, str, int], ...]

    @property
    def total(self) -> int:
        """How many things match in all."""
        return sum(count for _kind, _label, count in self.by_kind)


def find(actor: Actor, q: str, limit: int = 30, *, kind: str = "", programme_id: int | None = None) -> Found:
    """Things whose words match ``q`` and which the actor may see, the closest titles first. Two queries.

    Words may be written in full, in part, or by their first consonants (ㅈㅇㅅㅍ).
    """
    rows = _matching(actor, q)
    if programme_id is not None:
        rows = rows.filter(Q(programme_id=programme_id) | Q(programme_id__isnull=True))
    counts = dict(rows.order_by().values_list("kind").annotate(Count("id"))) if q.strip() else {}
    wanted = rows.filter(kind=kind) if kind else rows
    return Found(hits=tuple(_closest_first(wanted, q)[:limit]) if counts else (), by_kind=_labelled(counts))


def titles_of(model: str, row_id: str) -> Subquery:
    """The title under which the row named by these two text columns of another query can be found."""
    return Subquery(_named(model, row_id).values("title")[:1])


def addresses_of(model: str, row_id: str) -> Subquery:
    """Likewise the address of its page."""
    return Subquery(_named(model, row_id).values("url")[:1])


def _named(model: str, row_id: str) -> QuerySet[Entry]:
    rows = Entry.objects.annotate(row_text=Cast("row_id", CharField()))
    return rows.filter(model=OuterRef(model), row_text=OuterRef(row_id))


def _matching(actor: Actor, q: str) -> QuerySet[Entry]:
    """Marks alone ("-") are no question: they would match everything."""
    if not hangul.normalise(q):
        return Entry.objects.none()
    return Entry.objects.filter(hangul.matches(q, field="key")).filter(_within_reach(actor))


def _within_reach(actor: Actor) -> Q:
    """The entries of all models whose rows the actor may see, by the definition that filters their lists."""
    reach = Q(pk__in=[])
    for model, permission in registered().items():
        label = model._meta.label_lower
        scope = permission.reach(actor)
        if scope is None or not isinstance(model._meta.pk, IntegerField):
            continue
        visible = Q(model=label)
        if scope:
            visible &= Q(row_id__in=permission.rows(actor, model._default_manager.all()).values("pk"))
        reach |= visible
    return reach


def _closest_first(rows: QuerySet[Entry], q: str) -> QuerySet[Entry]:
    words = q.strip()
    closeness = Case(
        When(title__iexact=words, then=Value(0)),
        When(title__istartswith=words, then=Value(1)),
        When(title__icontains=words, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return rows.annotate(closeness=closeness).order_by("closeness", "title", "id")


def _labelled(counts: dict[str, int]) -> tuple[tuple[str, str, int], ...]:
    named = kinds()
    order = [*named, *sorted(set(counts) - set(named))]
    return tuple((kind, str(named.get(kind, kind)), counts[kind]) for kind in order if kind in counts)
