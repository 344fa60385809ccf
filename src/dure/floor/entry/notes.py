"""What a device writes into an event's note: parts in a fixed form, separated by a middle dot.

`action:…` is what was done at once about a deviation (one of the control point's actions), `clock:+12s` how far the
device's clock was ahead of the server's, told from five seconds on.
"""

import re
from typing import Final

from django.utils.translation import gettext as _

SEPARATOR: Final = " · "
ACTION: Final = "action:"
CLOCK: Final = "clock:"
_SECONDS: Final = re.compile(r"clock:([+-])(\d+)s")


def action_told(note: str) -> str:
    """The action that was chosen on the device when the value was out of its limits; empty where none was."""
    for part in note.split(SEPARATOR):
        if part.startswith(ACTION):
            return part.removeprefix(ACTION)
    return ""


def note_words(note: str) -> str:
    """A note as people read it: its fixed parts in words, all else as it was written."""
    return SEPARATOR.join(_in_words(part) for part in note.split(SEPARATOR))


def _in_words(part: str) -> str:
    if part.startswith(ACTION):
        return _("done at once: %(action)s") % {"action": part.removeprefix(ACTION)}
    told = _SECONDS.fullmatch(part)
    if told is None:
        return part
    words = _("the device's clock was %(n)s s ahead") if told[1] == "+" else _("the device's clock was %(n)s s behind")
    return words % {"n": told[2]}
