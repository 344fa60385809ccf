"""The words for each action, given by the apps that own them."""

from collections.abc import Mapping

from django.utils.functional import Promise

_LABELS: dict[str, str | Promise] = {}


def name_actions(labels: Mapping[str, str | Promise]) -> None:
    """Register lazily translated labels by action code (``applications.submit``)."""
    twice = set(labels) & set(_LABELS)
    if twice:
        raise ValueError(f"actions named twice: {sorted(twice)}")
    _LABELS.update(labels)


def describe(action: str) -> str:
    """The label of an action in the reader's language; the code itself when its app gave none."""
    return str(_LABELS.get(action, action))


def actions_like(text: str) -> list[str]:
    """The actions whose label, in the reader's language, holds these words."""
    wanted = text.strip().casefold()
    return [action for action, label in _LABELS.items() if wanted in str(label).casefold()]


def named_actions() -> dict[str, str | Promise]:
    """Every action with its label, for the generated reference."""
    return dict(_LABELS)
