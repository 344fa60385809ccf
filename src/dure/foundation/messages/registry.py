"""The words for each kind of deadline, given by the stages that set them: what a reminder says and where it
leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class DeadlineWords:
    """``link`` takes the id of the row the deadline stands on; ``early_days`` the number of the programme and gives
    the days before it at which its debtor is told already, beside the three days of every deadline."""

    label: Text
    link: Callable[[str], str] | None = None
    early_days: Callable[[int], Sequence[int]] | None = None


_DEADLINES: dict[str, DeadlineWords] = {}


def name_deadline(
    kind: str,
    label: Text,
    link: Callable[[str], str] | None = None,
    early_days: Callable[[int], Sequence[int]] | None = None,
) -> None:
    """Give a kind of deadline its words (lazily translated) and the page where the thing is done."""
    if kind in _DEADLINES:
        raise ValueError(f"deadline {kind} is named twice")
    _DEADLINES[kind] = DeadlineWords(label, link, early_days)


def deadline_words(kind: str) -> DeadlineWords:
    """The words of a kind; the kind itself where nobody named it."""
    return _DEADLINES.get(kind, DeadlineWords(kind))


def told_early() -> dict[str, Callable[[int], Sequence[int]]]:
    """The kinds whose debtors are told on days of their own, with the question for these days."""
    return {kind: words.early_days for kind, words in _DEADLINES.items() if words.early_days is not None}


def deadlines() -> dict[str, Text]:
    """Every kind with its label, for the generated reference."""
    return {kind: words.label for kind, words in _DEADLINES.items()}
