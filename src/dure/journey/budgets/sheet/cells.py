"""One cell of the sheet: what it says, or what is wrong with it and how to mend it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from dure.foundation.documents.sheets.cells import CellProblem, figure, plain, within
from dure.foundation.documents.sheets.columns import letters_of
from dure.foundation.interface.fields import MOST_WON
from dure.journey.budgets.models import MovementKind
from dure.journey.budgets.sheet.columns import KEYS

LONGEST = {"funder": 120, "line": 120, "letter_no": 60, "reason": 300}
_DAY = re.compile(r"^(\d{4})\s*[.\-/년]\s*(\d{1,2})\s*[.\-/월]\s*(\d{1,2})\s*[.일]?$")
_WON = re.compile(r"^([-−△▲]?)(\d{1,14})$")
# What is carried over moves two lines at once and has a page of its own.
NOT_FROM_A_SHEET = frozenset({MovementKind.CARRY_PLANNED, MovementKind.CARRY_ACCIDENTAL, MovementKind.CARRIED_IN})
FROM_A_SHEET = tuple(kind for kind in MovementKind if kind not in NOT_FROM_A_SHEET)


def read_cell(key: str, cell: Any) -> Any:
    """The value of a cell of the column ``key``; raises ``CellProblem``."""
    if key == "on":
        return _day(cell)
    if isinstance(cell, (date, datetime, time, timedelta)):
        raise CellProblem(_("The cell holds a date."), _("Format the cell as text and enter the value again."))
    text = plain(cell)
    if not text:
        return _nothing(key)
    readers: dict[str, Callable[[str], Any]] = {"fiscal_year": _year, "kind": _kind, "amount_won": _won}
    return readers[key](text) if key in readers else within(text, LONGEST[key])


def _nothing(key: str) -> str:
    if KEYS[key].required:
        raise CellProblem(_("The cell is empty."), _("Enter: %(how)s.") % {"how": KEYS[key].how})
    return ""


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = plain(cell)
    found = _DAY.match(text)
    if not text:
        _nothing("on")
    try:
        return date(*(int(part) for part in found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise CellProblem(_("“%(value)s” is not a day.") % {"value": text[:40]}, _("Write it as 2024-03-05.")) from None


def _year(text: str) -> int:
    digits = figure(text).removesuffix("년")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4):
        raise CellProblem(_("“%(value)s” is not a fiscal year.") % {"value": text[:40]}, _("Write four digits."))
    return int(digits)


def _won(text: str) -> int:
    found = _WON.match(figure(text))
    if found is None:
        wrong = _("“%(value)s” is not a whole number.") % {"value": text[:40]}
        raise CellProblem(wrong, _("Enter won in digits, without another unit; a correction with - before it."))
    won = int(found[2])
    if not 0 < won <= MOST_WON:
        raise CellProblem(_("“%(value)s” is nothing or too large.") % {"value": text[:40]}, _("Check the amount."))
    return -won if found[1] else won


def _kind(text: str) -> str:
    wanted = letters_of(text)
    kind = kinds_by_word().get(wanted)
    if kind is None:
        raise CellProblem(
            _("“%(value)s” is no movement of a budget line.") % {"value": text[:40]},
            _("Write one of: %(kinds)s.") % {"kinds": ", ".join(str(kind.label) for kind in FROM_A_SHEET)},
        )
    return kind


def kinds_by_word() -> dict[str, str]:
    """The kinds by their words in both languages and by their codes."""
    found = {letters_of(kind.value): kind.value for kind in FROM_A_SHEET}
    for language in ("en", "ko"):
        with override(language):
            found |= {letters_of(str(kind.label)): kind.value for kind in FROM_A_SHEET}
    return found
