"""What changed from one version of a plant to another, thing by thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dure.floor.plant.editor.rows import RowForm
from dure.floor.plant.limits import limits_text

Document = dict[str, Any]
LISTS = ("machines", "items", "reasons", "defects", "stages", "checks", "ccps")


@dataclass(frozen=True)
class Difference:
    """``part`` and ``field`` are the document's words, ``thing`` the thing's name; an absent value is empty text."""

    part: str
    thing: str
    field: str
    before: str
    after: str


def differences(before: Document, after: Document) -> list[Difference]:
    """In the order of the document; a thing that came or went is one difference."""
    found = list(_of_the_whole(before, after))
    for part in LISTS:
        found += _of_things(part, _by_id(before, part), _by_id(after, part))
    return found


def _of_the_whole(before: Document, after: Document) -> Iterator[Difference]:
    for key in dict.fromkeys([*before, *after]):
        if key not in LISTS and before.get(key) != after.get(key):
            yield Difference(key, "", "", spoken(before.get(key)), spoken(after.get(key)))


def _of_things(part: str, before: dict[str, Document], after: dict[str, Document]) -> Iterator[Difference]:
    for code in dict.fromkeys([*before, *after]):
        one, other = before.get(code), after.get(code)
        if one is None or other is None:
            yield Difference(part, _name(one or other or {}), "", "" if one is None else _name(one), _name(other or {}))
            continue
        for field in dict.fromkeys([*one, *other]):
            if one.get(field) != other.get(field):
                was, now = (_said(field, entry.get(field)) for entry in (one, other))
                yield Difference(part, _name(other), field, was, now)


def _by_id(document: Document, part: str) -> dict[str, Document]:
    return {entry["id"]: entry for entry in document.get(part, [])}


def _name(entry: Document) -> str:
    return str(RowForm.shown(entry)["name_ko"]) if entry else ""


def _said(field: str, value: Any) -> str:
    return limits_text(value) if field == "sources" and value else spoken(value)


def spoken(value: Any) -> str:
    """A value of the document in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, list):
        return ", ".join(spoken(each) for each in value)
    if isinstance(value, dict):
        return " · ".join(f"{key} {spoken(each)}" for key, each in value.items())
    return str(value)
