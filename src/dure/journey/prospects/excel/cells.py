"""What a cell of the interest sheet says, or what is wrong with it."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from dure.foundation.documents.sheets.cells import CellProblem, figure, plain, within
from dure.foundation.interface.fields import MOST_WON
from dure.foundation.parties.business_number import BusinessNumberError, parse_business_number
from dure.journey.prospects.excel.columns import KEYS
from dure.journey.prospects.numbers import number_problem

LONGEST = {"firm_name": 120, "wishes": 2000, "contact_name": 60, "contact_phone": 20, "contact_email": 254}
MOST_PEOPLE = 100_000
YES = frozenset({"o", "ㅇ", "○", "y", "yes", "예", "동의", "1", "true", "v", "✓"})


def read_cell(
    key: str, cell: Any, cities: Mapping[str, str], sectors: AbstractSet[str], types: AbstractSet[str]
) -> Any:
    """The value of a cell of the column ``key``; raises ``CellProblem``."""
    if isinstance(cell, (date, datetime, time, timedelta)):
        raise CellProblem(_("The cell holds a date."), _("Format the cell as text and enter the value again."))
    text = plain(cell)
    if not text:
        if KEYS[key].required:
            raise CellProblem(_("The cell is empty."), _("Enter: %(how)s.") % {"how": KEYS[key].how})
        return None if key in {"sales_won", "headcount"} else ""
    readers: dict[str, Callable[[], Any]] = {
        "number": lambda: _number(cell, text),
        "city": lambda: _city(text, cities),
        "sector": lambda: _code(
            text.zfill(2), sectors, _("Enter the two digits of the KSIC division, such as 10 for food.")
        ),
        "type_code": lambda: _code(
            text.upper(), types, _("Enter a type of the notice, such as JS1, or leave it empty.")
        ),
        "sales_won": lambda: _whole(cell, text, MOST_WON),
        "headcount": lambda: _whole(cell, text, MOST_PEOPLE),
        "contact_email": lambda: _email(text),
        "consent": lambda: _consent(text),
    }
    return readers.get(key, lambda: within(text, LONGEST[key]))()


def _number(cell: Any, text: str) -> str:
    try:
        return parse_business_number(text)
    except BusinessNumberError as error:
        if isinstance(cell, float) and error.code == "length":
            raise CellProblem(
                _("A business registration number has 10 digits; leading zeros may have been lost."),
                _("Format the cell as text and enter the number again."),
            ) from error
        raise CellProblem(number_problem(error), _("Enter the number of the certificate.")) from error


def _city(text: str, cities: Mapping[str, str]) -> str:
    code = cities.get(text)
    if code is None:
        raise CellProblem(
            _("“%(value)s” is not a city or county of the province.") % {"value": text},
            _("Write it as 진안군, Jinan-gun or 52720."),
        )
    return code


def _code(text: str, codes: AbstractSet[str], mend: str) -> str:
    if text not in codes:
        raise CellProblem(_("“%(value)s” is not in the list.") % {"value": text}, mend)
    return text


def _whole(cell: Any, text: str, most: int) -> int:
    digits = figure(text).removesuffix("명")
    if not digits.isascii() or not digits.isdigit():
        raise CellProblem(
            _("“%(value)s” is not a whole number.") % {"value": text},
            _("Enter digits only, without a unit (million, 억)."),
        )
    value = int(digits)
    if value > most:
        raise CellProblem(_("“%(value)s” is too large.") % {"value": text}, _("Check the number of digits."))
    return value


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise CellProblem(
            _("“%(value)s” is not an e-mail address.") % {"value": text},
            _("Write it as name@firm.kr, or leave it empty."),
        ) from None
    return text


def _consent(text: str) -> bool:
    if text.casefold() not in YES:
        raise CellProblem(
            _("There is no consent to the collection of personal data."),
            _("Ask the firm for it in writing and enter O, or delete the row."),
        )
    return True
