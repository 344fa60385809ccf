"""The invented firms and suppliers of the demo year, and the numbers by which they go.

No firm here exists. Business numbers begin with 999, a tax office that there is not, and carry a right check
digit; telephone numbers are 010-0000-…; e-mail addresses end in example.org.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from dure.foundation.parties.business_number import check_digit

FIRM_SERIES, SUPPLIER_SERIES, OTHER_SERIES = "99990", "99981", "99972"


@dataclass(frozen=True)
class CastFirm:
    """A firm with what becomes of it.

    ``score`` is the official score its sheets are written for; ``check`` what the eligibility check finds
    (a fact of a rule, ``supplement`` or ``lapsed``); ``fate`` and ``appeal`` what it does itself.
    A firm without a type only sent an interest form; one without an ``interest`` source applied directly.
    """

    key: str
    serial: int
    name: str
    representative: str
    city: str
    sector: str
    product: str
    type_code: str
    headcount: int
    sales_won: int
    cost_won: int
    score: Decimal
    first_ict: bool
    bonus: str
    supplier: str
    interest: str
    check: str
    fate: str
    appeal: str

    @property
    def number(self) -> str:
        """The business registration number."""
        return invented_number(FIRM_SERIES, self.serial)

    @property
    def phone(self) -> str:
        """The owner's telephone number."""
        return f"010-0000-{self.serial:04d}"

    @property
    def email(self) -> str:
        """The owner's e-mail address."""
        return f"firm{self.serial:03d}@example.org"

    @property
    def applies(self) -> bool:
        """Whether the firm hands in an application."""
        return bool(self.type_code)


@dataclass(frozen=True)
class CastSupplier:
    """A supplier of systems, with the person who signs in for it."""

    key: str
    serial: int
    name: str
    representative: str
    contact: str
    city: str

    @property
    def number(self) -> str:
        """The business registration number."""
        return invented_number(SUPPLIER_SERIES, self.serial)


def invented_number(series: str, serial: int) -> str:
    """Ten digits of a series that no tax office gives out, the last one the right check digit."""
    nine = f"{series}{serial:04d}"
    return f"{nine}{check_digit(nine)}"


@cache
def firms() -> tuple[CastFirm, ...]:
    """Every firm of the year, in the order of its key."""
    return tuple(_firm(row) for row in _rows("firms.csv"))


@cache
def suppliers() -> dict[str, CastSupplier]:
    """Every supplier, by key."""
    rows = _rows("suppliers.csv")
    return {row["key"]: CastSupplier(serial=int(row["key"][1:]), **row) for row in rows}


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("dure.demo") / "data" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _firm(row: dict[str, str]) -> CastFirm:
    return CastFirm(
        key=row["key"],
        serial=int(row["key"][1:]),
        name=row["name"],
        representative=row["representative"],
        city=row["city"],
        sector=row["sector"],
        product=row["product"],
        type_code=row["type"],
        headcount=int(row["headcount"]),
        sales_won=int(row["sales_won"]),
        cost_won=int(row["cost_won"] or 0),
        score=Decimal(row["score"] or 0),
        first_ict=row["first_ict"] == "yes",
        bonus=row["bonus"],
        supplier=row["supplier"],
        interest=row["interest"],
        check=row["check"],
        fate=row["fate"],
        appeal=row["appeal"],
    )
