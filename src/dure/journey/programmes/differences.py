"""What changed between two versions of a notice, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dure.foundation.interface.formats import moment, number, won
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import Terms
from dure.journey.programmes.wording import part_label, section_of, value_label

Path = tuple[str, ...]
_MARKS = ("party", "kind")
_NAMED_BY_LIST = ("milestones", "deliverables")


@dataclass(frozen=True)
class Difference:
    """One value: where it stands, what it was and what it is. An empty text is "not there"."""

    section: str
    label: str
    before: str
    after: str


def differences(before: Terms, after: Terms, cities: Mapping[str, str]) -> list[Difference]:
    """Every value that differs, in the order of the notice; rows are told apart by their codes, not by place."""
    old, new = dict(_flat(before)), dict(_flat(after))
    names = {**_names(before), **_names(after), **cities}
    paths = [*new, *(path for path in old if path not in new)]
    found = [
        Difference(
            section=section_of(path[0]),
            label=" · ".join(names.get(step) or part_label(step) for step in _within(path)),
            before=old.get(path, ""),
            after=new.get(path, ""),
        )
        for path in paths
        if old.get(path, "") != new.get(path, "")
    ]
    order = list(dict.fromkeys(section_of(name) for name in Terms.model_fields))
    return sorted(found, key=lambda each: order.index(each.section))


def _within(path: Path) -> Path:
    """The way to a value; what comes after the selection has rooms of its own, which say enough."""
    return path[1:] if path[0] == "delivery" else path


def _flat(part: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Each single value of a part with the way to it."""
    if isinstance(part, Label):
        yield (*path, "ko"), part.ko
        yield (*path, "en"), part.en
    elif isinstance(part, BaseModel):
        for name, value in part:
            yield from _flat(value, (*path, name))
    elif isinstance(part, tuple) and part and isinstance(part[0], BaseModel):
        for place, row in enumerate(part, start=1):
            yield from _row(row, path, place)
    else:
        yield path, _text(path[-1], part)


def _row(row: BaseModel, path: Path, place: int) -> Iterator[tuple[Path, str]]:
    """A row of a list, under its code (or city, or place)."""
    values = dict(row)
    keys = _keys(values, path[-1]) or [str(place)]
    for name, value in values.items():
        if name not in {"code", "city", "type", *_MARKS}:
            yield from _flat(value, (*path, *keys, name))


def _keys(values: Mapping[str, Any], of: str) -> list[str]:
    """By what a row is told apart from the others of its list."""
    marked = [f"{mark}.{values[mark]}" for mark in _MARKS if mark in values]
    if marked or "code" not in values:
        return marked or [str(values[name]) for name in ("type", "city") if name in values]
    # A milestone and a deliverable may bear the same code.
    return [f"{of}.{values['code']}" if of in _NAMED_BY_LIST else str(values["code"])]


def _text(name: str, value: Any) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, int) and name.endswith("_won"):
        return won(value)
    if isinstance(value, (int, Decimal)):
        return number(value) if isinstance(value, int) else f"{value.normalize():f}"
    if isinstance(value, tuple):
        return " / ".join(_text(name, each) for each in value)
    return value_label(str(value), name)


def _names(terms: Terms) -> dict[str, str]:
    """What a code is called, so that a difference reads as words."""
    steps = terms.scoring.steps
    named = {row.code: row.name.ko for row in terms.types}
    named |= {row.code: row.name.ko for row in terms.costs.items}
    named |= {row.code: row.name.ko for row in terms.papers}
    named |= {step.code: step.name.ko for step in steps}
    named |= {row.code: row.name.ko for step in steps for row in step.criteria}
    build = terms.delivery.build
    named |= {f"milestones.{row.code}": row.name.ko for row in build.milestones}
    named |= {f"deliverables.{row.code}": row.name.ko for row in build.deliverables}
    named |= {row.code: row.name.ko for row in (*terms.scoring.bonuses, *terms.scoring.penalties)}
    return {**named, **{rule.code: rule.sentence.ko for rule in terms.eligibility}}
