"""Which handler runs which kind of job. The stages register theirs when the app is ready."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dure.foundation.jobs.run import JobRun

Handler = Callable[["JobRun"], str | None]
_HANDLERS: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Run jobs of ``kind`` (``<app>.<verb>``) with ``handler``; it returns the address of the result, or
    None."""
    if kind in _HANDLERS:
        raise ValueError(f"{kind} already has a handler")
    _HANDLERS[kind] = handler


def handler_of(kind: str) -> Handler:
    """The handler of a kind; raises ``KeyError``."""
    return _HANDLERS[kind]


def kinds() -> list[str]:
    """Every kind registered, for the generated reference."""
    return sorted(_HANDLERS)
