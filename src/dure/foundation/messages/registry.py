"""The words for each kind of deadline, given by the stages that set them: what a reminder says and where it
leads."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class DeadlineWords:
    """``link`` takes the id of the row the deadline stands on."""

    label: Text
    link: Callable[[str], str] | None = None


_DEADLINES: dict[str, DeadlineWords] = {}


def name_deadline(kind: str, label: Text, link: Callable[[str], str] | None = None) -> None:
    """Give a kind of deadline its words (lazily translated) and the page where the thing is done."""
    if kind in _DEADLINES:
        raise ValueError(f"deadline {kind} is named twice")
    _DEADLINES[kind] = DeadlineWords(label, link)


def deadline_words(kind: str) -> DeadlineWords:
    """The words of a kind; the kind itself where nobody named it."""
    return _DEADLINES.get(kind, DeadlineWords(kind))


def deadlines() -> dict[str, Text]:
    """Every kind with its label, for the generated reference."""
    return {kind: words.label for kind, words in _DEADLINES.items()}
