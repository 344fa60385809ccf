"""A payment as a bank's file or another system's list tells it, and when two rows may tell of the same one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

COMPANY_FORMS = ("주식회사", "유한회사", "(주)", "(유)")
NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A payment or a line of a file. What is not known stays empty; ids are unique on their side."""

    id: str
    on: date
    won: int
    reference: str = ""
    account: str = ""
    name: str = ""


def plain_reference(text: str) -> str:
    """A reference without spaces, hyphens and case."""
    return NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", text)).casefold()


def plain_account(text: str) -> str:
    """An account number's digits."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isdigit())


def plain_name(text: str) -> str:
    """A name without its company form, spaces, marks and case: ㈜두레 식품 is 두레식품."""
    name = unicodedata.normalize("NFKC", text)
    for form in COMPANY_FORMS:
        name = name.replace(form, "")
    return NOT_A_LETTER.sub("", name).casefold()


def plain(row: Row) -> Row:
    """A row whose words can be compared."""
    return replace(
        row,
        reference=plain_reference(row.reference),
        account=plain_account(row.account),
        name=plain_name(row.name),
    )


def may_be_the_same(ours: Row, theirs: Row, window_days: int) -> bool:
    """Of plain rows: the same amount within the days, to one account; to one name where an account is unknown."""
    if ours.won != theirs.won or abs((ours.on - theirs.on).days) > window_days:
        return False
    if ours.account and theirs.account:
        return ours.account == theirs.account
    return bool(ours.name) and ours.name == theirs.name
