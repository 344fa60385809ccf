"""Movements from an Excel file: each tried on its line, looked at, then booked all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.budgets.access import KEEP_LINES, OPEN_LINES
from dure.journey.budgets.actions.booking import book
from dure.journey.budgets.actions.lines import locked
from dure.journey.budgets.models import BudgetLine, Movement
from dure.journey.budgets.sheet.read import SheetRow
from dure.journey.programmes.models import Programme


@dataclass(frozen=True)
class Tried:
    """What would come of a row: booked anew, nothing as it stands already, or the reason why its line refuses it."""

    row: SheetRow
    is_new: bool
    refused: str = ""


@dataclass(frozen=True)
class Imported:
    """How many rows were booked, and how many stood already and stayed as they were."""

    new: int
    unchanged: int


def try_movements(*, programme: Programme, rows: Sequence[SheetRow], by: Actor, at: datetime) -> list[Tried]:
    """Book every row as it would be booked, in the order of the sheet, and take all of it back again.

    A row that its line refuses is left out, so that the rows after it show what they would meet.
    """
    OPEN_LINES.demand(by, programme)
    found = []
    with transaction.atomic():
        lines = _lines(programme, rows)
        for row in rows:
            try:
                found.append(Tried(row, _booked(row, lines, by=by, at=at)))
            except ActionRefused as refused:
                found.append(Tried(row, is_new=False, refused=str(refused.reason)))
        transaction.set_rollback(True)
    return found


def import_movements(
    *, programme: Programme, rows: Sequence[SheetRow], by: Actor, at: datetime, name: str = ""
) -> Imported:
    """Book the rows, all or none; what stands already from a sheet before stays as it is.

    Refused with the row's number where a line has changed since the rows were tried.
    """
    OPEN_LINES.demand(by, programme)
    with act("budgets.import", chain=programme.chain, by=by, at=at, subject=programme) as this:
        lines, new = _lines(programme, rows), 0
        for row in rows:
            try:
                new += _booked(row, lines, by=by, at=at)
            except ActionRefused as refused:
                words = {"row": row.number, "why": refused.reason}
                raise ActionRefused(_("Row %(row)d: %(why)s Nothing was booked.") % words) from refused
        result = Imported(new, len(rows) - new)
        this.detail = {"file": name[:200], "new": result.new, "unchanged": result.unchanged}
    return result


def _lines(programme: Programme, rows: Iterable[SheetRow]) -> dict[int, BudgetLine]:
    """The lines of the rows, locked together; a line of another programme is none of them."""
    found = locked({row.line_id for row in rows})
    return {pk: line for pk, line in found.items() if line.programme_id == programme.pk}


def _booked(row: SheetRow, lines: dict[int, BudgetLine], *, by: Actor, at: datetime) -> bool:
    """Whether the row was booked now; False where it stood already."""
    line = lines.get(row.line_id)
    if line is None:
        raise ActionRefused(_("The line of this row is no longer there."))
    KEEP_LINES.demand(by, line)
    stood = Movement.objects.filter(line=line, kind=row.kind, source_key=row.source_key).exists()
    book(
        line=line, kind=row.kind, amount_won=row.amount_won, on=row.on, letter_no=row.letter_no, reason=row.reason,
        source_key=row.source_key, by=by, at=at,
    )  # fmt: skip
    return not stood
