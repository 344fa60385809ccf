"""Who may write: one process owns all event files of a home, held by a lock the system drops with the process."""

import fcntl
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

from django.utils import timezone

from dure.floor.events.receipts import Receipt
from dure.floor.events.store import AHEAD, Delivery, Store, StrictRefused
from dure.foundation.installation import clock
from dure.foundation.installation.home import home

Done = TypeVar("Done")
OWNER_LOCK: Final = "owner.lock"
MOST_OPEN: Final = 200


def floor_folder() -> Path:
    """Where the factories' own data lie in the home."""
    folder = home() / "floor"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def site_folder(site: str) -> Path:
    return floor_folder() / site


def event_file(site: str) -> Path:
    return site_folder(site) / "events.sqlite3"


def arrival_time() -> datetime:
    """The server's time for what arrives now. A demo's clock stands in the past; what comes in today is no future."""
    return max(clock.now(), timezone.now())


@contextmanager
def owning() -> Iterator[None]:
    """Be the owner for this block. Raises BlockingIOError when another process is."""
    with (floor_folder() / OWNER_LOCK).open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


class OpenStores:
    """The event files an owner has open, the least recently used closed first."""

    def __init__(self, now: Callable[[], datetime] = arrival_time, most: int = MOST_OPEN) -> None:
        self._now = now
        self._most = most
        self._open: OrderedDict[str, Store] = OrderedDict()
        self._busy: dict[str, int] = {}
        self._next_due: dict[str, datetime] = {}
        self._lock = Lock()

    def take(
        self, site: str, deliveries: Sequence[Delivery], *, more: Callable[[], bool] = lambda: False
    ) -> list[Receipt | StrictRefused]:
        """Commit deliveries to one site. Two calls for one site must not overlap; for different sites they may.

        Unless ``more`` wait to be committed next, readers see the newest values when this returns.
        """
        with self._using(site) as store:
            try:
                return store.take(deliveries, self._now())
            finally:
                if not more():
                    store.keep_newest()

    def work(self, site: str, job: Callable[[Store, datetime], Done]) -> Done:
        """Do something else with a site's file than taking events; must not overlap with other calls for the site."""
        with self._using(site) as store:
            try:
                return job(store, self._now())
            finally:
                store.keep_newest()

    def expect(self, site: str, at: datetime | None) -> None:
        """Know when the earliest event happens that a site holds for its time."""
        if at is None:
            self._next_due.pop(site, None)
        else:
            self._next_due[site] = at

    def due(self) -> list[str]:
        """The sites that hold events which would be taken if they were told now."""
        until = self._now() + AHEAD
        with self._lock:
            return [site for site, at in self._next_due.items() if at <= until]

    def close(self) -> None:
        for store in self._open.values():
            store.close()
        self._open.clear()

    @contextmanager
    def _using(self, site: str) -> Iterator[Store]:
        with self._lock:
            store = self._open.get(site)
            if store is None:
                store = self._open[site] = Store(event_file(site))
            self._open.move_to_end(site)
            self._busy[site] = self._busy.get(site, 0) + 1
            self._close_oldest()
        try:
            yield store
        finally:
            with self._lock:
                self._busy[site] -= 1
                self.expect(site, store.next_due)

    def _close_oldest(self) -> None:
        for site in list(self._open):
            if len(self._open) <= self._most:
                return
            if not self._busy.get(site):
                self._open.pop(site).close()
