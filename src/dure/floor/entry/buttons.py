"""What the keys of a wireless button, a foot switch or a presenter do: each is a keyboard to the tablet."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.access.verdict import ActionRefused


class Button(StrEnum):
    """Actions that need no look at the screen."""

    GOOD_1 = "good_1"
    GOOD_5 = "good_5"
    GOOD_10 = "good_10"
    SCRAP_1 = "scrap_1"
    TOGGLE = "toggle"
    STOP = "stop"
    RUN = "run"
    UNDO = "undo"


LABELS: Final = {
    Button.GOOD_1: gettext_lazy("Good, 1"),
    Button.GOOD_5: gettext_lazy("Good, 5"),
    Button.GOOD_10: gettext_lazy("Good, 10"),
    Button.SCRAP_1: gettext_lazy("Thrown away, 1"),
    Button.TOGGLE: gettext_lazy("Stop, or run again"),
    Button.STOP: gettext_lazy("Stop the machine"),
    Button.RUN: gettext_lazy("Run again"),
    Button.UNDO: gettext_lazy("Undo the last entry"),
}
# The names by which a browser tells keys (KeyboardEvent.key).
KEYS: Final = (
    *(f"F{number}" for number in range(1, 13)),
    *"0123456789",
    "PageUp", "PageDown", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "MediaPlayPause", "AudioVolumeUp",
    "AudioVolumeDown",
)  # fmt: skip
DEFAULT: Final = {
    "F1": Button.GOOD_1.value,
    "F2": Button.GOOD_5.value,
    "F3": Button.GOOD_10.value,
    "F4": Button.SCRAP_1.value,
    "F5": Button.TOGGLE.value,
    "F6": Button.UNDO.value,
}


def read_keys(told: Mapping[str, str]) -> dict[str, str]:
    """Key to action, checked; an empty mapping means the default."""
    for key, action in told.items():
        if key not in KEYS or action not in set(Button):
            raise ActionRefused(_("“%(key)s” is not a key that can be given an action.") % {"key": key[:20]})
    return dict(told) or dict(DEFAULT)
