"""The one way in for events, whatever told them."""

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Final

from dure.engine.floor.events import Event, Kind
from dure.floor.events.jobs import JOBS
from dure.floor.events.kept import KeptFact
from dure.floor.events.news import CriticalTold
from dure.floor.events.owner import OpenStores, owning
from dure.floor.events.receipts import Receipt
from dure.floor.events.sealing import SealedFile
from dure.floor.events.store import Delivery, StrictRefused
from dure.floor.events.wire import DoorGone, address_file, hand_over, send_errand
from dure.foundation.workflow.events import announce

logger = logging.getLogger(__name__)

ORIGINS: Final = (
    "hands", "excel", "http", "mqtt", "sparkplug", "opcua", "modbus", "mtconnect", "import", "gateway", "simulator",
)  # fmt: skip
# Whoever answers for the product must hear of these at once; all else waits until it is asked for.
CRITICAL: Final = frozenset({Kind.CCP, Kind.CHECK, Kind.CORRECTION})
PATIENCE_S: Final = 30


def take(site: str, events: Sequence[Event], *, origin: str, strict: bool = False) -> Receipt:
    """Put events into a site's store; durable when it returns. The site must exist.

    Where the ingest process runs, it writes; where none does, this process owns the files for the moment.

    Raises:
        StrictRefused: `strict` was asked and not every event can be taken; nothing was written.
        DoorGone: the ingest process ended again and again before it answered.
    """
    if origin not in ORIGINS:
        raise ValueError(f"{origin} is not a way in")

    def alone(stores: OpenStores) -> Receipt | StrictRefused:
        return stores.take(site, [Delivery(events, origin, strict=strict)])[0]

    answer = _by_owner(lambda: hand_over(site, events, origin, strict=strict), alone)
    if isinstance(answer, StrictRefused):
        raise answer
    if critical := tuple(event for event in events if event.kind in CRITICAL):
        _tell(CriticalTold(site, critical))
    return answer


def _tell(news: CriticalTold) -> None:
    """Whoever hears it badly must not make the sender believe that its events are not stored: they are."""
    try:
        announce(news)
    except Exception:
        logger.exception("critical records of %s were not heard", news.site)


def seal(site: str) -> SealedFile | None:
    """Move what is stored into a Parquet file that the firm can take away; None where nothing is left to seal."""
    found = _by_owner(
        lambda: send_errand(site, "seal"),
        lambda stores: stores.work(site, lambda store, now: JOBS["seal"](site, store, b"", now)),
    )
    return None if found is None else SealedFile(**found)


def keep(site: str, rows: Sequence[KeptFact]) -> int:
    """Keep facts as they stand now; returns how many are new or changed, each as a revision of its own."""
    body = json.dumps([asdict(row) for row in rows]).encode()
    return int(
        _by_owner(
            lambda: send_errand(site, "keep", body),
            lambda stores: stores.work(site, lambda store, now: JOBS["keep"](site, store, body, now)),
        )
    )


def _by_owner(ask: Callable[[], Any], alone: Callable[[OpenStores], Any]) -> Any:
    """Have the ingest process do it; where none runs, own the files for the moment and do it here."""
    give_up_at = time.monotonic() + PATIENCE_S
    while True:
        try:
            if address_file().exists():
                return ask()
        except DoorGone:
            if time.monotonic() > give_up_at:
                raise
        try:
            with owning():
                return _with_stores(alone)
        except BlockingIOError:
            # Another process owns the files: the ingest process as it starts, or a command for this moment.
            if time.monotonic() > give_up_at:
                raise DoorGone("the event files are owned by a process that does not answer") from None
            time.sleep(0.05)


def _with_stores(alone: Callable[[OpenStores], Any]) -> Any:
    stores = OpenStores()
    try:
        return alone(stores)
    finally:
        stores.close()
