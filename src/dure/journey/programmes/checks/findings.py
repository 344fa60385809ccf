"""A finding of the check: where, how grave, what is wrong and how to mend it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Level(StrEnum):
    """An error holds back publication; a warning is to be read."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """``path`` is the place in the terms (``/types/JS1/places``); ``section`` the editor's page that mends it."""

    path: str
    level: Level
    sentence: str
    mend: str
    section: str


def error(section: str, path: str, sentence: str, mend: str) -> Finding:
    """A finding that holds back publication."""
    return Finding(path, Level.ERROR, sentence, mend, section)


def warning(section: str, path: str, sentence: str, mend: str) -> Finding:
    """A finding to be read before publication."""
    return Finding(path, Level.WARNING, sentence, mend, section)


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """Those that hold back publication."""
    return [each for each in findings if each.level == Level.ERROR]


def duplicates(section: str, path: str, codes: Iterable[str]) -> list[Finding]:
    """Codes that are used more than once."""
    return [
        error(
            section,
            f"{path}/{code}",
            _("The code “%(code)s” is used %(times)d times.") % {"code": code, "times": times},
            _("Give each line a code of its own, or delete the extra line."),
        )
        for code, times in Counter(codes).items()
        if times > 1
    ]
