"""Where many firms stand, asked for piece by piece: counted by the database, or one page of them.

A stage hands over its rows with these names on each: ``of_firm``, ``by_name``, ``in_city``, ``of_type``, ``in_state``,
``is_late`` and ``urgency``, the last two best made by ``pressing``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from dure.foundation.workflow.values import Dot, StageStanding

# The order in which firms are told of where there is room for some only.
URGENCY = {Dot.LATE: 0, Dot.BLOCKED: 1, Dot.NOW: 2, Dot.DONE: 3, Dot.ENDED: 4, Dot.AHEAD: 5}


@dataclass(frozen=True)
class Part:
    """Which standings of a stage are wanted; empty is "all". ``firm_ids`` None: of every firm."""

    firm_ids: frozenset[int] | None = None
    city: str = ""
    type: str = ""
    state: str = ""
    start: int = 0
    size: int | None = None
    urgent_first: bool = False


EVERYTHING = Part()


@dataclass(frozen=True)
class Tally:
    """How many rows of a stage are alike in city, type and state, and how many of them are late."""

    city_code: str
    type_code: str
    state: str
    label: str
    count: int
    late: int


def pressing(dots: Mapping[Any, Dot]) -> Case:
    """The ``urgency`` of a row by its ``in_state``, a state of ``dots``, and ``is_late``."""
    by_state = [When(in_state=state, then=Value(URGENCY[dot])) for state, dot in dots.items()]
    late = When(is_late=True, then=Value(URGENCY[Dot.LATE]))
    return Case(late, *by_state, default=Value(URGENCY[Dot.AHEAD]), output_field=IntegerField())


def tallied(rows: QuerySet[Any], label: Callable[[str], object]) -> list[Tally]:
    """The rows of a stage in numbers; one query, whatever their number."""
    grouped = rows.order_by().values_list("in_city", "of_type", "in_state")
    counted = grouped.annotate(n=Count("pk"), n_late=Count("pk", filter=Q(is_late=True)))
    return [
        Tally(city or "", type_code, state, str(label(state)), n, late)
        for city, type_code, state, n, late in counted.order_by("in_city", "of_type", "in_state")
    ]


def in_numbers(stage: str, label: str, tallies: Iterable[Tally]) -> StageStanding:
    """The stage summed by state, by type and by city."""
    by_state, by_type, by_city = Counter[str](), Counter[str](), Counter[str]()
    for each in tallies:
        by_state[each.state] += each.count
        by_type[each.type_code] += each.count
        by_city[each.city_code] += each.count
    return StageStanding(
        stage=stage,
        label=label,
        total=by_state.total(),
        by_state=dict(sorted(by_state.items())),
        by_type=dict(sorted(by_type.items())),
        by_city=dict(sorted(by_city.items())),
    )


def taken(rows: QuerySet[Any], part: Part) -> QuerySet[Any]:
    """The rows of one part, by name or the most urgent first."""
    wanted = {"in_city": part.city, "in_state": part.state}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if part.type:
        # Whoever has not chosen a type yet is among the firms of each.
        rows = rows.filter(of_type__in=(part.type, ""))
    if part.firm_ids is not None:
        rows = rows.filter(of_firm__in=part.firm_ids)
    order = (F("urgency"), "by_name", "pk") if part.urgent_first else ("by_name", "pk")
    rows = rows.order_by(*order)
    return rows[part.start :] if part.size is None else rows[part.start : part.start + part.size]
