"""Things by the names people write: the one in the form's list, any language's name, or the code."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from dure.engine.floor.plant import Names, Plant, in_language
from dure.floor.entry.sheet.layout import Cell


@dataclass(frozen=True)
class Naming:
    """`shown`: code to the name in the form's list; `known`: folded spelling to code, ambiguous ones left out."""

    shown: dict[str, str]
    known: dict[str, str]

    def code(self, text: str) -> str | None:
        return self.known.get(folded(text))


def naming_of(plant: Plant, cell: Cell, language: str = "ko") -> Naming:
    """The names that cells of a kind may hold."""
    things: dict[Cell, Mapping[str, Names]] = {
        Cell.MACHINE: {each.id: each.name for each in plant.machines.values()},
        Cell.ITEM: {each.id: each.name for each in plant.items.values()},
        Cell.DEFECT: {each.id: each.name for each in plant.defects.values()},
        Cell.REASON: {each.id: each.name for each in plant.reasons.values()},
        Cell.CHECK: {each.id: each.name for each in (*plant.checks.values(), *plant.ccps.values())},
    }
    return _naming(things[cell], language)


def folded(text: str) -> str:
    """A spelling without what people vary: case, blanks, width."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _naming(things: Mapping[str, Names], language: str) -> Naming:
    plain = {code: in_language(names, language, code) for code, names in things.items()}
    taken = [folded(name) for name in plain.values()]
    shown = {code: name if taken.count(folded(name)) == 1 else f"{name} ({code})" for code, name in plain.items()}
    meanings: dict[str, set[str]] = {}
    for code, names in things.items():
        for spelling in {folded(each) for each in (*names.values(), shown[code])}:
            meanings.setdefault(spelling, set()).add(code)
    known = {spelling: next(iter(codes)) for spelling, codes in meanings.items() if len(codes) == 1}
    # A code is never ambiguous, whatever things are called.
    return Naming(shown, known | {folded(code): code for code in things})
