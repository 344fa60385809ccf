"""Two plans side by side, field by field, in words that can be read. Pure."""

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.foundation.interface.formats import counted, number, won
from dure.journey.applications.indicators import indicator_name
from dure.journey.applications.labels import FIELD_LABELS, HELPER_LABELS, yes_no
from dure.journey.applications.plan import CostLine, KpiRow, Plan
from dure.journey.applications.units import unit_name
from dure.journey.programmes.terms import Terms


@dataclass(frozen=True)
class Piece:
    """A stretch of text: ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """A field that differs, its two texts and the second cut into pieces against the first."""

    field: str
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


def compare(before: Plan, after: Plan, terms: Terms) -> tuple[Change, ...]:
    """The fields that differ, in the order of the plan."""
    old, new = readable(before, terms), readable(after, terms)
    return tuple(
        Change(field, str(FIELD_LABELS[field]), old[field], new[field], tuple(_pieces(old[field], new[field])))
        for field in old
        if old[field] != new[field]
    )


def readable(plan: Plan, terms: Terms) -> dict[str, str]:
    """Every field of a plan as text for a reader, by its name; facts each on its own."""
    words: dict[str, str] = {}
    for field in Plan.model_fields:
        if field == "facts":
            words |= {
                f"facts.{name}": fact_text(getattr(plan.facts, name), name) for name in type(plan.facts).model_fields
            }
        else:
            words[field] = field_text(plan, field, terms)
    return words


def field_text(plan: Plan, field: str, terms: Terms) -> str:
    """One field as text."""
    writer = _WRITERS.get(field)
    return writer(plan, terms) if writer is not None else str(getattr(plan, field))


def fact_text(value: int | bool | None, name: str) -> str:
    """A declared fact as text; empty where it was not answered."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    return won(value) if name.endswith("_won") else counted(value, "person")


def value_text(value: Decimal | None) -> str:
    """A KPI value without idle zeros."""
    if value is None:
        return "–"
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def _costs(plan: Plan, terms: Terms) -> str:
    return "\n".join(_cost_line(line, terms) for line in plan.costs)


def _cost_line(line: CostLine, terms: Terms) -> str:
    language = get_language() or "ko"
    name = next((i.name.in_language(language) for i in terms.costs.items if i.code == line.item), line.item)
    return f"{name} · {line.what} · {number(line.quantity)} × {won(line.unit_won)} = {won(line.amount_won)}"


def _kpis(plan: Plan, terms: Terms) -> str:
    return "\n".join(_kpi_line(row) for row in plan.kpis)


def _kpi_line(row: KpiRow) -> str:
    change = f"{value_text(row.before)} → {value_text(row.target)} {unit_name(row.unit)}"
    return f"{indicator_name(row.key)} · {change} · {row.weight_pct}% · {row.how_measured}"


def _helper(plan: Plan, terms: Terms) -> str:
    paid = _("paid") if plan.helper.paid else ""
    return " · ".join(part for part in (str(HELPER_LABELS[plan.helper.kind]), plan.helper.name, paid) if part)


def _in_kind(plan: Plan, terms: Terms) -> str:
    return won(plan.in_kind_won) if plan.in_kind_won else ""


def _bonuses(plan: Plan, terms: Terms) -> str:
    language = get_language() or "ko"
    names = {bonus.code: bonus.name.in_language(language) for bonus in terms.scoring.bonuses}
    return "\n".join(names.get(code, code) for code in plan.bonuses)


_WRITERS: dict[str, Callable[[Plan, Terms], str]] = {
    "costs": _costs,
    "kpis": _kpis,
    "helper": _helper,
    "bonuses": _bonuses,
    "in_kind_won": _in_kind,
}


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _words(before), _words(after)
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield Piece("gone", "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece("new", "".join(new[j1:j2]))


def _words(text: str) -> list[str]:
    return [part for word in text.split(" ") for part in (*_lines(word), " ")][:-1]


def _lines(word: str) -> Iterator[str]:
    first, *rest = word.split("\n")
    yield first
    for line in rest:
        yield "\n"
        yield line
