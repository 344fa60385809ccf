"""Texts of HACCP plans that many firms share, in the five languages of the tablet: to choose from, and to read.

A firm that writes one of them as it stands here has it in every language without translating it.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant import Names

FILE: Final = Path(__file__).parent / "standard.json"
#: What a text of the list belongs to.
PROCESSES: Final[dict[str, str | Promise]] = {
    "heating": _("Heating"),
    "metal": _("Metal detection"),
    "washing": _("Washing"),
    "disinfection": _("Disinfection"),
    "salting": _("Salting"),
    "cold_store": _("Cold storage"),
    "any": _("Any step"),
}


@dataclass(frozen=True)
class StandardText:
    """``kind`` is hazard, action, method or instrument; ``names`` holds the text by language."""

    process: str
    kind: str
    names: Names

    @property
    def said(self) -> str:
        """As a plant's document holds it."""
        return self.names["ko"]


@lru_cache
def standard_list() -> tuple[StandardText, ...]:
    """In the order in which they are offered."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(StandardText(row.pop("process"), row.pop("kind"), row) for row in rows)


@lru_cache
def standard_texts() -> dict[str, Names]:
    """By the Korean text."""
    return {each.said: each.names for each in standard_list()}
