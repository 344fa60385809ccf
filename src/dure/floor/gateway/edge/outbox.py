"""The gateway's own store: what was read waits here until the server has it.

Most events come without a number and get it when they are first offered, in the transaction that records the offer.
What had to be dropped before that leaves no hole in the numbers, so the server's "everything up to" goes on counting;
the loss is told by an event of its own. What was offered keeps its key, however often it is offered again.

Others bring their own key (`own`), whose numbers have gaps that mean nothing. "Everything up to" says nothing of them:
they go in batches of their own, and are forgotten when a receipt accounts for every line of the batch.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from dure.engine.floor.events import EPOCH_MARK, Event, Kind, stamp
from dure.floor.gateway.edge.lines import body, keyed
from dure.floor.gateway.edge.losses import make_room, take_losses
from dure.floor.gateway.edge.tables import bytes_used, open_file
from dure.floor.gateway.sink import UNNUMBERED

DROPPED: Final = "gateway-dropped"
REFUSED: Final = "gateway-refused"
FIRST_SEQ: Final = 1
REFUSED_NOTE: Final = 1900
# An own key with the same content that still waits is the same event, delivered again.
_KEEP: Final = (
    "INSERT INTO waiting (lane, family, epoch, own_seq, at, body) SELECT :lane, :family, :epoch, :own_seq, :at, :body "
    "WHERE :own_seq IS NULL OR NOT EXISTS "
    "(SELECT 1 FROM waiting WHERE family = :family AND epoch = :epoch AND own_seq = :own_seq AND body = :body)"
)
_UNPARKED: Final = "lane NOT IN (SELECT value FROM json_each(:parked))"


@dataclass(frozen=True, slots=True)
class Offer:
    """One event with its final key, as it is sent. `lane`: what stands aside with it where it is refused."""

    place: int
    lane: str
    source_id: str
    source_seq: int
    body: str
    is_own: bool = False

    @property
    def line(self) -> str:
        return keyed(self.source_id, self.source_seq, self.body)


class Outbox:
    """One file, one owner, one thread at a time."""

    def __init__(self, path: Path, *, gateway: str, cap_bytes: int) -> None:
        self.gateway = gateway
        self.cap_bytes = cap_bytes
        self._db = open_file(path)

    def close(self) -> None:
        self._db.close()

    def keep(self, events: Sequence[Event], marks: Mapping[str, str]) -> None:
        """Durable when it returns: the events, what the reader wants remembered, and what was dropped for them.

        Raises:
            ValueError: an event has a number of its own and no epoch.
        """
        rows = [_row(event) for event in events]
        with self._transaction():
            self._db.executemany(_KEEP, rows)
            self._db.executemany("INSERT OR REPLACE INTO mark VALUES (?, ?)", list(marks.items()))
            if bytes_used(self._db) > self.cap_bytes:
                make_room(self._db, self.cap_bytes)

    def mark(self, name: str) -> str:
        row = self._db.execute("SELECT told FROM mark WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def waiting(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def offer(self, most: int, most_bytes: int, now: datetime, parked: Collection[str] = ()) -> list[Offer]:
        """The next lines to send: what is still open of an earlier offer, or else the oldest, numbered now.

        Either all of them bring their own keys or none does. `parked`: lanes that are left alone for the time being.
        """
        without = json.dumps(sorted(parked))
        with self._transaction():
            found = self._open_offers(most, without)
            if not found:
                self._tell_losses(now)
                self._number(most, most_bytes, without)
                found = self._open_offers(most, without)
        return found

    def trim(self, through: Mapping[str, int], refused: Sequence[Offer]) -> set[str]:
        """Forget what the server has without a gap; of which lanes something was forgotten.

        The server counts from the first it took of a source: one that it refused may lie before that.
        """
        stay = {offer.place for offer in refused}
        with self._transaction():
            covered = {
                place: lane
                for source_id, seq in through.items()
                for place, lane in self._db.execute(
                    "SELECT place, lane FROM waiting "
                    "WHERE family = ? AND epoch = ? AND seq IS NOT NULL AND seq <= ? AND own_seq IS NULL",
                    (*source_id.rpartition(EPOCH_MARK)[::2], seq),
                )
                if place not in stay
            }
            self._forget(covered)
        return set(covered.values())

    def forget(self, taken: Sequence[Offer]) -> set[str]:
        """Forget lines with own keys for which the server answered one by one; their lanes."""
        with self._transaction():
            self._forget(offer.place for offer in taken)
        return {offer.lane for offer in taken}

    def give_up(self, refused: Sequence[tuple[Offer, str]], now: datetime) -> None:
        """Put aside what the server will never take, with its reason, and tell it by events of the gateway's own."""
        with self._transaction():
            self._replace([pair for pair in refused if not pair[0].is_own], now)
            self._put_aside([pair for pair in refused if pair[0].is_own], now)

    def is_behind(self, through: Mapping[str, int]) -> bool:
        """Whether the server knows numbers that this file has not given: it is an older copy of itself."""
        known = {f"{family}{EPOCH_MARK}{epoch}": seq for family, epoch, seq in self._sources()}
        return any(seq >= known.get(source_id, seq + 1) for source_id, seq in through.items())

    def begin_epoch(self) -> None:
        """Number everything that is not yet offered under new random parts, so that no key can mean two things."""
        with self._transaction():
            self._db.execute("DELETE FROM source")

    def tell(self, reason: str, value: str, note: str, now: datetime) -> None:
        """An event of the gateway's own."""
        self.keep([self._own(reason, value, note, now)], {})

    def _own(self, reason: str, value: str, note: str, now: datetime) -> Event:
        return Event(self.gateway, UNNUMBERED, "", now, Kind.CHECK, value, reason=reason, note=note)

    def _sources(self) -> list[tuple[str, str, int]]:
        return self._db.execute("SELECT family, epoch, next_seq FROM source").fetchall()

    def _open_offers(self, most: int, without: str) -> list[Offer]:
        """Of the kind of the oldest that is open: with own keys, or without."""
        rows = self._db.execute(
            "SELECT place, lane, family, epoch, seq, body, own_seq IS NOT NULL AS is_own FROM waiting "  # noqa: S608
            f"WHERE seq IS NOT NULL AND {_UNPARKED} AND is_own = "
            f"(SELECT own_seq IS NOT NULL FROM waiting WHERE seq IS NOT NULL AND {_UNPARKED} ORDER BY place LIMIT 1) "
            "ORDER BY place LIMIT :most",
            {"parked": without, "most": most},
        )
        return [
            Offer(place, lane, f"{family}{EPOCH_MARK}{epoch}", seq, told, bool(is_own))
            for place, lane, family, epoch, seq, told, is_own in rows
        ]

    def _number(self, most: int, most_bytes: int, without: str) -> None:
        """Give the oldest their final keys, all of them with own keys or all without."""
        sources = {family: (epoch, seq) for family, epoch, seq in self._sources()}
        for place, family, own_epoch, own_seq in self._next(most, most_bytes, without):
            if own_seq is not None:
                epoch, seq = own_epoch, own_seq
            else:
                epoch, seq = sources.get(family) or (secrets.token_hex(4), FIRST_SEQ)
                sources[family] = (epoch, seq + 1)
            self._db.execute("UPDATE waiting SET epoch = ?, seq = ? WHERE place = ?", (epoch, seq, place))
        self._db.executemany(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?)", [(name, *last) for name, last in sources.items()]
        )

    def _next(self, most: int, most_bytes: int, without: str) -> Iterator[tuple[int, str, str, int | None]]:
        size = 0
        rows = self._db.execute(
            "SELECT place, family, epoch, own_seq, body FROM waiting "  # noqa: S608
            f"WHERE seq IS NULL AND {_UNPARKED} AND (own_seq IS NULL) = "
            f"(SELECT own_seq IS NULL FROM waiting WHERE seq IS NULL AND {_UNPARKED} ORDER BY place LIMIT 1) "
            "ORDER BY place LIMIT :most",
            {"parked": without, "most": most},
        ).fetchall()
        for count, (place, family, own_epoch, own_seq, told) in enumerate(rows):
            size += len(told.encode())
            if count and size > most_bytes:
                return
            yield place, family, own_epoch, own_seq

    def _replace(self, refused: Sequence[tuple[Offer, str]], now: datetime) -> None:
        """Put an event that tells of it under the key of each line that the gateway numbered: no number may be missing.

        One that stands for a refused line already is left as it is: then the server refuses the source itself.
        """
        for line, why in refused:
            known = "SELECT 1 FROM refused WHERE source_id = ? AND seq = ?"
            if self._db.execute(known, (line.source_id, line.source_seq)).fetchone() is None:
                self._note_refused(line, why)
                told = self._own(REFUSED, "1", f"{why} | {line.body}"[:REFUSED_NOTE], now)
                self._db.execute("UPDATE waiting SET body = ? WHERE place = ?", (body(told), line.place))

    def _put_aside(self, refused: Sequence[tuple[Offer, str]], now: datetime) -> None:
        """An own key stays its sender's: the line goes, and one event tells of all that were refused for one reason."""
        alike: dict[tuple[str, str], list[Offer]] = {}
        for line, why in refused:
            self._note_refused(line, why)
            alike.setdefault((line.lane, why), []).append(line)
        self._forget(line.place for line, _ in refused)
        for (_, why), (first, *more) in alike.items():
            told = self._own(REFUSED, str(1 + len(more)), f"{why} | {first.line}"[:REFUSED_NOTE], now)
            self._db.execute(_KEEP, _row(told))

    def _note_refused(self, line: Offer, why: str) -> None:
        kept = (line.source_id, line.source_seq, why, line.body)
        self._db.execute("INSERT OR IGNORE INTO refused VALUES (?, ?, ?, ?)", kept)

    def _forget(self, places: Iterable[int]) -> None:
        self._db.executemany("DELETE FROM waiting WHERE place = ?", [(place,) for place in places])

    def _tell_losses(self, now: datetime) -> None:
        """One event a source that lost something, before everything that came after it."""
        (front,) = self._db.execute("SELECT coalesce(min(place), 1) FROM waiting").fetchone()
        for offset, loss in enumerate(take_losses(self._db), start=1):
            note = f"{loss.family} {loss.first_at}/{loss.last_at}"
            told = self._own(DROPPED, str(loss.number), note, now)
            self._db.execute(_KEEP, _row(told))
            self._db.execute("UPDATE waiting SET place = ? WHERE place = last_insert_rowid()", (front - offset,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _row(event: Event) -> dict[str, str | int | None]:
    """A row of `waiting`.

    Numbers without gaps make a source one lane; own keys are independent, so that a machine which the server does
    not know holds back only itself.
    """
    family, mark, epoch = event.source_id.rpartition(EPOCH_MARK)
    if mark:
        lane = f"{family} {event.machine}".rstrip()
        return _columns(event, lane, family, epoch, event.source_seq)
    if event.source_seq != UNNUMBERED:
        raise ValueError(f"{event.source_id} has a number of its own, which needs an epoch")
    return _columns(event, event.source_id, event.source_id, None, None)


def _columns(
    event: Event, lane: str, family: str, epoch: str | None, own_seq: int | None
) -> dict[str, str | int | None]:
    told: dict[str, str | int | None] = {"at": stamp(event.at), "body": body(event)}
    return told | {"lane": lane, "family": family, "epoch": epoch, "own_seq": own_seq}
