"""News between stages: typed, sent after the transaction has committed, so that nobody hears of what did not happen."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

E = TypeVar("E")
_HANDLERS: dict[type, list[Callable[[Any], None]]] = {}


def subscribe(event: type[E], handler: Callable[[E], None]) -> None:
    """Call ``handler`` for each event of that type; handlers run in the order they were subscribed."""
    _HANDLERS.setdefault(event, []).append(handler)


def announce(event: object) -> None:
    """Send an event when the transaction under way commits (at once outside one)."""
    for handler in _HANDLERS.get(type(event), []):
        transaction.on_commit(lambda handler=handler: handler(event))  # type: ignore[misc]
