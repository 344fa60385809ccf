"""What a device writes into an event's note: parts in a fixed form, separated by a middle dot.

`action:…` is what was done at once about a deviation (one of the control point's actions), `clock:+12s` how far the
device's clock was ahead of the server's, told from five seconds on.
"""

from typing import Final

SEPARATOR: Final = " · "
ACTION: Final = "action:"
CLOCK: Final = "clock:"


def action_told(note: str) -> str:
    """The action that was chosen on the device when the value was out of its limits; empty where none was."""
    for part in note.split(SEPARATOR):
        if part.startswith(ACTION):
            return part.removeprefix(ACTION)
    return ""
