"""Which form a sheet is: printed in it, and the source under which its rows are told."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

from dure.floor.entry.sheet.layout import Form

MARK: Final = "DURE"
FAMILY: Final = "excel"
_PRINTED: Final = re.compile(rf"{MARK} (daily|batch|checks)\.(\d{{4}}-\d{{2}}-\d{{2}})\.([a-z0-9]{{8}})")


@dataclass(frozen=True)
class Identity:
    """The form, the day it is for, and a random part: two copies of one day's form are two sources."""

    form: Form
    on: date
    part: str

    @property
    def text(self) -> str:
        return f"{self.form}.{self.on.isoformat()}.{self.part}"

    @property
    def printed(self) -> str:
        """As it stands in the sheet."""
        return f"{MARK} {self.text}"

    @property
    def source_id(self) -> str:
        return f"{FAMILY}#{self.text}"

    @property
    def kin(self) -> str:
        """How the sources of all copies of this day's form begin."""
        return f"{FAMILY}#{self.form}.{self.on.isoformat()}."


def new_identity(form: Form, on: date) -> Identity:
    """The identity of a sheet that is made now."""
    return Identity(form, on, secrets.token_hex(4))


def identity_in(text: str) -> Identity | None:
    """The identity that a cell prints; None where it prints none."""
    found = _PRINTED.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    try:
        return Identity(Form(found[1]), date.fromisoformat(found[2]), found[3])
    except ValueError:
        return None
