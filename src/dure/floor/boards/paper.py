"""The daily report on A4."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.floor.boards.outside import outside_words
from dure.floor.boards.queries.report import DailyReport
from dure.floor.plant.names import lasting
from dure.floor.plant.tables import Cell, Table
from dure.foundation.documents.pdf import render_pdf
from dure.foundation.interface.formats import day, moment

TEMPLATE = Path(__file__).parent / "typst" / "daily_report.typ"


def report_pdf(
    name: str, found: DailyReport, sections: Sequence[tuple[str, Table]], notes: Sequence[str], at: datetime
) -> bytes:
    """The report of one day. What people typed carries a star, what came by itself carries nothing."""
    unknown = found.unknown_s
    data = {
        "language": (get_language() or "ko").split("-")[0],
        "title": _("Daily report"),
        "plant": name,
        "day": day(found.day),
        "shifts": ", ".join(found.shifts),
        "printed": _("Printed %(at)s") % {"at": moment(at)},
        "sections": [{"heading": heading, **_plain(table)} for heading, table in sections],
        "unknown": _("Not known: %(time)s (no record)") % {"time": lasting(unknown)} if unknown >= 60 else "",
        "outside": outside_words(found.outside, found.units),
        "corrections": _("Records corrected: %(n)d") % {"n": found.corrections} if found.corrections else "",
        "notes_heading": _("Notes"),
        "notes": list(notes),
        "empty": "" if found.told else _("No record speaks of this day."),
        "legend": _("* entered by a person; all else came from machines by itself"),
        "labels": {"plant": _("Plant"), "day": _("Day"), "shifts": _("Shifts")},
        "sign": [_("Line leader"), _("Quality officer"), _("Owner")],
    }
    return render_pdf(TEMPLATE.read_text("utf-8"), data)


def _plain(table: Table) -> dict[str, object]:
    return {
        "headers": [str(head) for head in table.headers],
        "rows": [[_text(cell) for cell in row] for row in table.rows],
        "foot": [str(text) for text in table.foot],
        "figures": sorted(table.figures),
    }


def _text(cell: Cell | object) -> str:
    if not isinstance(cell, Cell):
        return str(cell)
    mark = " *" if cell.typed else ""
    note = f" ({cell.note})" if cell.note else ""
    return f"{cell.text}{mark}{note}"
