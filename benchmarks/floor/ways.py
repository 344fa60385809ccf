"""Ways to make events durable, each acknowledged only then: Dure's own and its peers'."""

from __future__ import annotations

import http.client
import os
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Final

import psycopg
from benchmarks.floor.home import Token, free_port

from dure.engine.floor.events import Event
from dure.floor.events.columns import micros
from dure.floor.events.lines import events_to_lines
from dure.floor.events.store import Delivery, Store
from dure.floor.events.wire import hand_over

Send = Callable[[Sequence[Event]], None]
_TABLE: Final = """CREATE TABLE event (source TEXT, seq BIGINT, machine TEXT, at BIGINT, kind TEXT, value TEXT,
  unit TEXT, item TEXT, lot TEXT, "order" TEXT, reason TEXT, actor TEXT, note TEXT, PRIMARY KEY (source, seq))"""


def _row(event: Event) -> tuple[object, ...]:
    return (event.source_id, event.source_seq, event.machine, micros(event.at), event.kind.value, event.value,
            event.unit, event.item, event.lot, event.order, event.reason, event.actor, event.note)  # fmt: skip


@contextmanager
def the_disk(folder: Path) -> Iterator[Send]:
    """The same lines appended to a plain file, and fdatasync: what nobody who is honest can beat in the long run."""
    handle = os.open(folder / "plain", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def send(events: Sequence[Event]) -> None:
        os.write(handle, events_to_lines(events))
        os.fdatasync(handle)

    yield send
    os.close(handle)


@contextmanager
def the_store(folder: Path) -> Iterator[Send]:
    store = Store(folder / "store" / "events.sqlite3")
    yield lambda events: _hold(store.take([Delivery(events, "http")], datetime.now(UTC))[0], events)
    store.close()


@contextmanager
def the_door(site: str) -> Iterator[Send]:
    """From another process over loopback, as every part of the product hands events over."""
    yield lambda events: _hold(hand_over(site, events, "http", strict=False), events)


@contextmanager
def the_web(port: int, site: str, tokens: Sequence[Token]) -> Iterator[Send]:
    """POST of NDJSON to the real server over one connection; each token may knock only so often, so they take turns."""
    turns = cycle(tokens)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:

        def send(events: Sequence[Event]) -> None:
            token = next(turns)
            headers = {"Authorization": f"Bearer {token.secret}", "Content-Type": "application/x-ndjson"}
            body = events_to_lines(events).replace(b"web#bench", f"{token.family}#bench".encode())
            try:
                line.request("POST", f"/api/floor/{site}/events", body, headers)
                answer = line.getresponse()
            except ConnectionError:
                # The server closes what was silent for five seconds.
                line.close()
                line.request("POST", f"/api/floor/{site}/events", body, headers)
                answer = line.getresponse()
            told = answer.read()
            if answer.status != http.HTTPStatus.OK:
                raise RuntimeError(f"{answer.status}: {told.decode()[:500]}")

        yield send


@contextmanager
def plain_sqlite(folder: Path) -> Iterator[Send]:
    with closing(sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute(_TABLE)

        def send(events: Sequence[Event]) -> None:
            db.execute("BEGIN IMMEDIATE")
            db.executemany(f"INSERT OR IGNORE INTO event VALUES ({', '.join('?' * 13)})", map(_row, events))  # noqa: S608
            db.execute("COMMIT")

        yield send


@contextmanager
def postgres(url: str) -> Iterator[Send]:
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(_TABLE)  # type: ignore[arg-type]
        insert = f"INSERT INTO event VALUES ({', '.join(['%s'] * 13)}) ON CONFLICT DO NOTHING"  # noqa: S608

        def send(events: Sequence[Event]) -> None:
            with db.transaction(), db.cursor() as cursor:
                cursor.executemany(insert, map(_row, events))  # type: ignore[arg-type]

        def send_one(events: Sequence[Event]) -> None:
            # Without BEGIN and COMMIT there and back: a statement is a transaction of its own.
            if len(events) == 1:
                db.execute(insert, _row(events[0]), prepare=True)  # type: ignore[arg-type]
            else:
                send(events)

        yield send_one


@contextmanager
def influx(folder: Path) -> Iterator[Send]:
    """InfluxDB 1.x on its own folder and ports; a point of the same series and instant replaces the one before."""
    port = free_port()
    settings = folder / "influx.conf"
    settings.write_text(_INFLUX.format(folder=folder, port=port, rpc=free_port()))
    log = (folder / "influx.log").open("wb")
    server = subprocess.Popen(["influxd", "run", "-config", settings], stdout=log, stderr=log)
    try:
        _make_database(port, server)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:

            def send(events: Sequence[Event]) -> None:
                line.request("POST", "/write?db=floor&precision=u", "\n".join(map(_point, events)).encode())
                answer = line.getresponse()
                answer.read()
                if answer.status != http.HTTPStatus.NO_CONTENT:
                    raise RuntimeError(f"InfluxDB answered {answer.status}")

            yield send
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def _make_database(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/query?q=CREATE+DATABASE+floor", b"").close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


def _point(event: Event) -> str:
    item = f",item={event.item}" if event.item else ""
    return (
        f"{event.kind.value},source={event.source_id},machine={event.machine}{item} "
        f'value="{event.value}",seq={event.source_seq}i {micros(event.at)}'
    )


_INFLUX: Final = """
reporting-disabled = true
bind-address = "127.0.0.1:{rpc}"
[meta]
  dir = "{folder}/influx/meta"
[data]
  dir = "{folder}/influx/data"
  wal-dir = "{folder}/influx/wal"
  wal-fsync-delay = "0s"
  query-log-enabled = false
[http]
  bind-address = "127.0.0.1:{port}"
  log-enabled = false
"""


def _hold(answer: object, events: Sequence[Event]) -> None:
    """Each way must have taken everything: no figure of a way that dropped something."""
    accepted, duplicate = getattr(answer, "accepted", 0), getattr(answer, "duplicate", 0)
    if accepted + duplicate != len(events):
        raise RuntimeError(f"not all taken: {answer}")
