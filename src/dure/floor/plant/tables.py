"""A plain table of figures as the plant's pages draw it, with each figure's way to its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dure.engine.floor.events import is_typed
from dure.floor.plant.names import Called
from dure.foundation.interface.parts import Text


@dataclass(frozen=True)
class Cell:
    """`tone` draws it as a state; `typed` marks what a person entered; `code` is seen by who points at the text."""

    text: Text
    url: str = ""
    tone: str = ""
    note: Text = ""
    typed: bool = False
    code: str = ""


Row = Sequence[Cell | Text]


def source_cell(called: Called, source_id: str, number: int) -> Cell:
    """Which record of which source: its name in words, its own name to who points at it."""
    return Cell(called.source(source_id), note=f"#{number}", typed=is_typed(source_id), code=source_id)


@dataclass(frozen=True)
class Table:
    """The first cell of a row is its heading. `figures`: the columns (from 0) that hold figures."""

    caption: Text
    headers: Sequence[Text]
    rows: Sequence[Row]
    figures: frozenset[int] = frozenset()
    foot: Sequence[Text] = ()

    @property
    def heads(self) -> list[tuple[Text, bool]]:
        return [(head, place in self.figures) for place, head in enumerate(self.headers)]

    @property
    def lines(self) -> list[list[tuple[Cell, Text, bool]]]:
        """Each row's cells with the heading of their column."""
        return [self._line(row) for row in self.rows]

    @property
    def foot_cells(self) -> list[tuple[Text, Text, bool]]:
        return [(text, self.headers[place], place in self.figures) for place, text in enumerate(self.foot)]

    def _line(self, row: Row) -> list[tuple[Cell, Text, bool]]:
        cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
        return [(cell, self.headers[place], place in self.figures) for place, cell in enumerate(cells)]
