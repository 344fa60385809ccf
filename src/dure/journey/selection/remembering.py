"""What the solver has found about firms and limits, kept in this process from one run to the next.

After a pin or a bar, or under the other rule, only what that may have changed is searched again. A worker keeps its
own, and so does the web process for its previews: nothing here is needed for an answer, only for its speed.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from json import dumps
from threading import Lock
from typing import Any, Final

from dure.engine.selection.solve import Memory

# A year has a few scenarios with limits of their own; each memory may hold some tens of megabytes.
MOST_KEPT: Final = 4
# What may differ between two problems that share a memory.
_FREE: Final = frozenset({"pinned", "barred", "rule"})

_kept: OrderedDict[str, Memory] = OrderedDict()
_lock = Lock()


@contextmanager
def memory_of(problem: Mapping[str, Any]) -> Iterator[Memory]:
    """The memory of these firms and limits, held alone while a run uses it.

    A run that ends early does not give it back: it may have stopped between two sets of scores.
    """
    key = sha256(dumps({name: value for name, value in problem.items() if name not in _FREE}).encode()).hexdigest()
    with _lock:
        memory = _kept.pop(key, None) or Memory()
    yield memory
    with _lock:
        _kept[key] = memory
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def kept() -> int:
    """How many memories this process holds."""
    return len(_kept)


def forget() -> None:
    """Drop them all."""
    with _lock:
        _kept.clear()
