"""Lots on paper: sticker sheets and the record of a mock recall."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.floor.plant.tables import Cell, Table
from dure.foundation.documents.pdf import render_pdf
from dure.foundation.interface.qr import qr_svg

FOLDER = Path(__file__).parent / "typst"


def labels_pdf(plant: str, labels: Sequence[dict[str, str]]) -> bytes:
    """A4 sheets of 24 stickers, 70 by 37 mm each."""
    data = {
        "title": _("Labels of lots"),
        "plant": plant,
        "labels": [{**each, "code": qr_svg(each["lot"])} for each in labels],
    }
    return render_pdf((FOLDER / "labels.typ").read_text("utf-8"), data)


def recall_pdf(
    plant: str, facts: Sequence[tuple[str, str]], tables: Sequence[tuple[str, Table]], printed: str
) -> bytes:
    """What was recalled for exercise, how long it took, and every lot that was reached."""
    data = {
        "language": (get_language() or "ko").split("-")[0],
        "title": _("Record of a mock recall"),
        "plant": plant,
        "facts": [[_("Plant"), plant], *([label, value] for label, value in facts)],
        "tables": [
            {
                "heading": heading,
                "headers": [str(head) for head in table.headers],
                "rows": [_plain(row) for row in table.rows],
                "figures": sorted(table.figures),
            }
            for heading, table in tables
        ],
        "printed": _("Printed %(at)s") % {"at": printed},
        "sign": [_("Held by"), _("Checked by")],
    }
    return render_pdf((FOLDER / "recall.typ").read_text("utf-8"), data)


def _plain(row: Sequence[Cell | object]) -> list[str]:
    return [str(cell.text) if isinstance(cell, Cell) else str(cell) for cell in row]
