"""The CCP record as the form the law wants (중요관리점 점검표), on the page and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from dure.engine.floor.events import Event
from dure.engine.floor.plant import Ccp
from dure.floor.plant.models import Site
from dure.floor.plant.names import Called
from dure.floor.plant.tables import Cell, Table
from dure.floor.quality.models import DayReview, Deviation, ReviewPart
from dure.floor.quality.queries import newest_review
from dure.floor.quality.records import Change, DayRecords, Record
from dure.floor.quality.words import frequency_of, limit_of, method_of, value_of
from dure.foundation.documents.pdf import render_pdf
from dure.foundation.interface.formats import clock, day, moment

TEMPLATE = Path(__file__).parent / "typst" / "ccp_record.typ"
NOTHING = "–"


@dataclass(frozen=True)
class RecordSheet:
    """One point on one day with everything that belongs on its sheet. `head`: the chain as it stood when drawn."""

    ccp: Ccp
    name: str
    found: DayRecords
    deviations: dict[tuple[str, int], Deviation]
    reviews: list[DayReview]
    called: Called
    head: str

    def review(self, part: ReviewPart) -> DayReview | None:
        return newest_review(self.reviews, part)

    def changed_after(self, review: DayReview) -> bool:
        """Whether a record was changed, added or taken back since."""
        return review.digest != self.found.digest

    @property
    def same_person(self) -> bool:
        """Whether who approved also checked or wrote: allowed in a small firm, and said openly."""
        approved, checked = self.review(ReviewPart.APPROVED), self.review(ReviewPart.CHECKED)
        if approved is None:
            return False
        others = {*self.found.writers, *([checked.reviewed_by] if checked is not None else [])}
        return approved.reviewed_by in others


def rows_of(sheet: RecordSheet, code: str) -> Table:
    """The day's records as a table on the page."""
    headers = (*_headers(), _("Deviation"))
    rows = [(*_cells(sheet, record), _deviation(sheet, record, code)) for record in sheet.found.records]
    return Table(sheet.name, headers, rows)


def changes_of(sheet: RecordSheet) -> Table:
    """Every correction of the day's records: what stood before, what after, who, when and why."""
    return Table(_("Corrections"), _change_headers(), [_change(sheet, each) for each in sheet.found.changes])


def record_pdf(sheet: RecordSheet, site: Site, at: datetime) -> bytes:
    """The sheet on A4: what was told, how, and by whom; what was typed is never drawn as measured by itself."""
    found = sheet.found
    data = {
        "language": (get_language() or "ko").split("-")[0],
        "title": _("Critical control point (CCP) record"),
        "name": f"{sheet.name} ({sheet.ccp.id})",
        "printed": _("Printed %(at)s") % {"at": moment(at)},
        "sign": _signed(sheet),
        "facts": _facts(sheet, site),
        "headers": list(_headers()),
        "rows": [
            {"typed": record.typed, "holds": record.holds, "cells": [_text(cell) for cell in _cells(sheet, record)]}
            for record in found.records
        ],
        "empty": "" if found.records else _("No record speaks of this day."),
        "changed_headers": list(_change_headers()),
        "changed": [_change(sheet, each) for each in found.changes],
        "remarks": _remarks(sheet),
        "handled_headers": [
            _("Deviation from the limit"), _("Corrective action and result"), _("Who acted"), _("Approved by"),
        ],
        "handled": [_handled(sheet, row) for row in sheet.deviations.values()],
        "none_handled": _("None"),
        "small": [
            _("Head of the record chain when printed: %(head)s") % {"head": sheet.head},
            _("Digest of the records (another one once any of them is changed): %(digest)s")
            % {"digest": found.digest},
            _("Keys of the records: %(keys)s") % {"keys": _keys(found)},
        ],
    }  # fmt: skip
    return render_pdf(TEMPLATE.read_text("utf-8"), data)


def _headers() -> tuple[str, ...]:
    return (
        pgettext("CCP record", "Time"),
        _("Machine"),
        _("Product"),
        _("Lot"),
        _("Measured"),
        pgettext("CCP record", "Judgement"),
        _("How recorded"),
        _("Written by"),
    )


def _cells(sheet: RecordSheet, record: Record) -> tuple[Cell | str, ...]:
    event = record.event
    return (
        clock(event.at),
        sheet.called.machine(event.machine) if event.machine else NOTHING,
        sheet.called.item(event.item) if event.item else NOTHING,
        event.lot or NOTHING,
        Cell(value_of(sheet.ccp, event.value), note=_corrected(sheet, record)),
        Cell(_("in order") if record.holds else _("outside the limit"), tone="done" if record.holds else "late"),
        Cell("", typed=True) if record.typed else _("automatic"),
        event.actor or NOTHING,
    )


def _change_headers() -> tuple[str, ...]:
    return (
        _("Record of"), pgettext("correction", "Before"), pgettext("correction", "After"), _("Corrected at"),
        _("Corrected by"), pgettext("correction", "Why"),
    )  # fmt: skip


def _change(sheet: RecordSheet, change: Change) -> list[str]:
    event = change.correction
    return [
        clock(change.before.at),
        _stood(sheet, change.before, change.after),
        _("taken back") if change.after is None else _stood(sheet, change.after, change.before),
        moment(event.at),
        event.actor or sheet.called.source(event.source_id),
        change.why or _("no reason told"),
    ]


def _stood(sheet: RecordSheet, event: Event, other: Event | None) -> str:
    """The value, and what else differs from how it stood besides."""
    called, parts = sheet.called, [value_of(sheet.ccp, event.value)]
    if other is not None:
        told = (
            (event.machine, other.machine, called.machine), (event.item, other.item, called.item),
            (event.lot, other.lot, str), (event.reason, other.reason, called.check),
        )  # fmt: skip
        parts += [name(own) if own else NOTHING for own, others, name in told if own != others]
    return " · ".join(parts)


def _deviation(sheet: RecordSheet, record: Record, code: str) -> Cell:
    row = sheet.deviations.get(record.event.key)
    if row is None:
        return Cell("")
    return Cell(row.get_status_display(), url=reverse("quality:deviation", args=[code, row.pk]))


def _facts(sheet: RecordSheet, site: Site) -> list[list[str]]:
    ccp = sheet.ccp
    return [
        [_("Plant"), site.name],
        [pgettext("CCP record", "Written on"), day(sheet.found.day)],
        [_("Hazard"), sheet.called.text(ccp.hazard) or NOTHING],
        [_("Critical limit"), limit_of(ccp)],
        [_("Frequency"), frequency_of(ccp)],
        [_("Method"), method_of(ccp, sheet.called)],
    ]


def _signed(sheet: RecordSheet) -> list[list[str]]:
    """The three boxes of the form: who wrote, who checked, who approved, and when."""
    boxes = [[_("Written by"), ", ".join(sheet.found.writers), ""]]
    for part, title in (
        (ReviewPart.CHECKED, pgettext("CCP record", "Checked by")),
        (ReviewPart.APPROVED, _("Approved by")),
    ):
        row = sheet.review(part)
        boxes.append([title, row.reviewed_by if row else "", moment(row.reviewed_at) if row else ""])
    return boxes


def _remarks(sheet: RecordSheet) -> list[str]:
    """What must not be overlooked on the sheet."""
    found, remarks = sheet.found, []
    if found.missed:
        words = {"times": ", ".join(clock(each) for each in found.missed)}
        remarks.append(_("No record in the period from: %(times)s") % words)
    if found.voided:
        remarks.append(_("Records taken back: %(n)d") % {"n": found.voided})
    if any(sheet.changed_after(row) for row in _standing_reviews(sheet)):
        remarks.append(_("Records changed after they were checked or approved."))
    if sheet.same_person:
        remarks.append(_("The approver also wrote or checked these records."))
    return remarks + [f"{row.reviewed_by}: {row.note}" for row in _standing_reviews(sheet) if row.note]


def _standing_reviews(sheet: RecordSheet) -> list[DayReview]:
    return [row for part in ReviewPart if (row := sheet.review(part)) is not None]


def _handled(sheet: RecordSheet, row: Deviation) -> list[str]:
    lots = _("lots held: %(lots)s") % {"lots": ", ".join(row.lots)} if row.lots else ""
    found = [f"{clock(row.found_at)} {value_of(row, row.value)}", lots, row.cause]
    action = sheet.called.text(row.line_action)
    at_once = _("at once on the line: %(action)s") % {"action": action} if action else ""
    done = [
        at_once,
        row.correction,
        f"{row.get_status_display()}: {row.decision}" if row.decision else row.get_status_display(),
    ]
    decided = [row.decided_by, _("(the same person)") if row.decided_by and row.decided_by == row.corrected_by else ""]
    return ["\n".join(part for part in parts if part) for parts in (found, done, [row.corrected_by], decided)]


def _keys(found: DayRecords) -> str:
    return " · ".join(
        f"{clock(record.event.at)} {record.event.source_id}/{record.event.source_seq} "
        f"{record.event.digest().hex()[:16]}"
        for record in found.records
    )


def _corrected(sheet: RecordSheet, record: Record) -> str:
    if record.first_told is None:
        return ""
    return _("first told: %(value)s") % {"value": value_of(sheet.ccp, record.first_told)}


def _text(cell: Cell | str) -> str:
    if not isinstance(cell, Cell):
        return cell
    text = _("typed") if cell.typed else str(cell.text)
    return f"{text} ({cell.note})" if cell.note else text
