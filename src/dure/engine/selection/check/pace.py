"""Many proofs at a time, and the wish of the one who asked to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from typing import Final, TypeVar

WORKERS: Final = 2
LOOK_EVERY_S: Final = 0.2

Item = TypeVar("Item")
Result = TypeVar("Result")


class Cancelled(Exception):
    """The caller asked to stop; nothing was proved or disproved."""


def silent(part: str, done: int, total: int) -> None:
    """No progress is shown."""
    del part, done, total


def never() -> bool:
    return False


@dataclass(frozen=True)
class Pace:
    """`cancelled` is only ever asked in the caller's thread; a proof under way is not broken off."""

    progress: Callable[[str, int, int], None] = silent
    cancelled: Callable[[], bool] = never

    def stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise Cancelled

    def each(self, part: str, prove: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """What `prove` finds of each item, in the order of the items."""
        self.stop_if_cancelled()
        with ThreadPoolExecutor(WORKERS) as pool:
            try:
                asked = [pool.submit(prove, one) for one in items]
                return [self._awaited(part, asked, done) for done in range(len(asked))]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _awaited(self, part: str, asked: Sequence[Future[Result]], done: int) -> Result:
        while not wait_for([asked[done]], timeout=LOOK_EVERY_S).done:
            self.stop_if_cancelled()
        self.stop_if_cancelled()
        self.progress(part, done + 1, len(asked))
        return asked[done].result()
