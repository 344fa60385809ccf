"""A control chart as a workbook: every sample with its limits, what stands out, the values, and what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from dure.floor.quality.charting.drawn import Drawn
from dure.floor.quality.charting.words import rule_words

# The workbook's own date of making would differ every time.
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
WIDTH: Final = 18

Value = str | float | None


def chart_workbook(found: Drawn, facts: Sequence[tuple[str, str]], when: Sequence[str]) -> bytes:
    """`facts`: what was asked, in words; `when`: the moment of each sample. The last sheet is a file for the command
    line's control chart, which gives the same figures."""
    target = BytesIO()
    book = Workbook(target, OPTIONS)
    book.set_properties({"created": MADE.replace(tzinfo=None)})
    _write(book, _("Samples"), _points_head(), _points(found, when))
    _write(book, _("What was asked"), (_("What"), _("Value")), facts)
    _write(book, _("Values"), *_values(found))
    book.close()
    return target.getvalue()


def _write(book: Workbook, title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    sheet, head = book.add_worksheet(title[:31]), book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F5F6"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, WIDTH)
    for place, text in enumerate(heads):
        sheet.write_string(0, place, text, head)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, place, value)
            elif value is not None:
                sheet.write_number(line, place, value)


def _points_head() -> tuple[str, ...]:
    return (
        _("No."), _("When"), _("Lot"), _("Value"), _("Sample size"), _("Centre"), _("Lower limit"), _("Upper limit"),
        _("Spread"), _("Spread: lower limit"), _("Spread: upper limit"), _("What stands out"),
    )  # fmt: skip


def _points(found: Drawn, when: Sequence[str]) -> list[list[Value]]:
    if found.answer is None:
        return []
    rules: dict[str, list[str]] = {}
    for signal in found.answer.signals:
        rules.setdefault(signal.sample, []).append(rule_words(signal.rule))
    rows: list[list[Value]] = []
    for at, bunch, point in zip(when, found.series.bunches, found.answer.points, strict=True):
        spread = point.dispersion
        own = (None, None, None) if spread is None else (spread.value, spread.lcl, spread.ucl)
        said = "; ".join(rules.get(point.sample, []))
        rows.append([float(point.sample), at, ", ".join(bunch.lots), point.value, float(point.size), point.center,
                     point.lcl, point.ucl, *own, said])  # fmt: skip
    return rows


def _values(found: Drawn) -> tuple[tuple[str, ...], list[list[Value]]]:
    """As ``dure floor spc`` reads them; its column names are not translated."""
    bunches = list(enumerate(found.series.bunches, start=1))
    if not found.series.measured:
        return ("sample", "count", "size"), [[str(n), b.bad, b.size] for n, b in bunches]
    return ("sample", "value"), [[str(n), value] for n, b in bunches for value in b.values]
