"""What the outbox promises: order, keys that stay, nothing dropped in silence."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dure.engine.floor.events import Event, Kind
from dure.floor.gateway.edge.outbox import Offer, Outbox

START = datetime(2026, 3, 2, tzinfo=UTC)
LOTS = 10_000_000
MEGABYTE = 1024 * 1024


def reading(number: int, source: str = "press-1") -> Event:
    return Event(source, 0, "M1", START + timedelta(seconds=number), Kind.COUNT_TOTAL, str(number))


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    found = Outbox(tmp_path / "outbox.sqlite3", gateway="edge-1", cap_bytes=MEGABYTE)
    yield found
    found.close()


def offer(outbox: Outbox, most: int = LOTS) -> list[Offer]:
    return outbox.offer(most, LOTS, START)


def numbers(offers: list[Offer]) -> list[tuple[str, int]]:
    return [(line.source_id.partition("#")[0], line.source_seq) for line in offers]


def test_offer_numbers_each_source_from_one_in_order(outbox: Outbox) -> None:
    outbox.keep([reading(1), reading(1, "scale-1"), reading(2)], {})
    assert numbers(offer(outbox)) == [("press-1", 1), ("scale-1", 1), ("press-1", 2)]


def test_offer_repeats_its_keys_until_they_are_trimmed(outbox: Outbox) -> None:
    outbox.keep([reading(1), reading(2)], {})
    first = offer(outbox)
    outbox.keep([reading(3)], {})
    assert offer(outbox) == first
    assert outbox.trim({first[0].source_id: 1}, []) == {"press-1"}
    assert offer(outbox) == first[1:]
    outbox.trim({first[0].source_id: 2}, [])
    assert numbers(offer(outbox)) == [("press-1", 3)]


def test_keys_go_on_when_the_file_is_opened_again(outbox: Outbox, tmp_path: Path) -> None:
    outbox.keep([reading(1)], {"meter": "7"})
    (first,) = offer(outbox)
    outbox.trim({first.source_id: 1}, [])
    again = Outbox(tmp_path / "outbox.sqlite3", gateway="edge-1", cap_bytes=MEGABYTE)
    again.keep([reading(2)], {})
    (second,) = offer(again)
    again.close()
    assert (second.source_id, second.source_seq) == (first.source_id, 2)
    assert outbox.mark("meter") == "7"


def test_offer_is_held_to_its_bytes(outbox: Outbox) -> None:
    outbox.keep([reading(n) for n in range(10)], {})
    assert len(outbox.offer(LOTS, 250, START)) == 2


def test_full_outbox_drops_the_oldest_and_tells_it_first(outbox: Outbox) -> None:
    outbox.keep([reading(0)], {})
    (offered,) = offer(outbox)
    for n in range(1, 15_000, 500):
        outbox.keep([reading(number) for number in range(n, n + 500)], {})
    assert offer(outbox) == [offered]
    outbox.trim({offered.source_id: offered.source_seq}, [])
    loss, *rest = offer(outbox)
    dropped = 15_000 - len(rest)
    assert dropped > 500
    first = f"{START + timedelta(seconds=1):%Y-%m-%dT%H:%M:%S}.000000Z"
    last = f"{START + timedelta(seconds=dropped):%Y-%m-%dT%H:%M:%S}.000000Z"
    assert loss.body == (
        f'{{"at":"2026-03-02T00:00:00.000000Z","kind":"check","value":"{dropped}","reason":"gateway-dropped",'
        f'"note":"press-1 {first}/{last}"}}'
    )
    # No number is missing: what was dropped had none.
    assert numbers(rest) == [("press-1", 2 + n) for n in range(len(rest))]


def test_parked_source_lets_the_others_pass(outbox: Outbox) -> None:
    outbox.keep([reading(1), reading(1, "scale-1"), reading(2)], {})
    offered = outbox.offer(1, LOTS, START)
    assert numbers(outbox.offer(LOTS, LOTS, START, ["press-1"])) == [("scale-1", 1)]
    assert numbers(outbox.offer(LOTS, LOTS, START, ["scale-1"])) == numbers(offered)


def test_refused_line_gives_its_key_to_an_event_that_tells_it(outbox: Outbox) -> None:
    outbox.keep([reading(1), reading(2)], {})
    first, _ = offer(outbox)
    outbox.give_up([(first, "no such machine")], START)
    outbox.trim({first.source_id: 2}, [first])
    (stand_in,) = offer(outbox)
    assert (stand_in.source_id, stand_in.source_seq) == (first.source_id, first.source_seq)
    assert '"reason":"gateway-refused"' in stand_in.body
    outbox.give_up([(stand_in, "no such source")], START)
    assert offer(outbox) == [stand_in]


def test_older_copy_of_itself_begins_a_new_epoch(outbox: Outbox) -> None:
    outbox.keep([reading(1)], {})
    (first,) = offer(outbox)
    assert not outbox.is_behind({first.source_id: 1, "other#1": 9})
    assert outbox.is_behind({first.source_id: 2})
    outbox.begin_epoch()
    outbox.trim({first.source_id: 1}, [])
    outbox.keep([reading(2)], {})
    (second,) = offer(outbox)
    assert second.source_id != first.source_id
    assert second.source_seq == 1


def test_event_with_a_number_and_no_epoch_is_refused(outbox: Outbox) -> None:
    with pytest.raises(ValueError, match="a number of its own, which needs an epoch"):
        outbox.keep([replace(reading(1), source_seq=4)], {})
    assert outbox.waiting() == 0


def own(number: int, value: str = "", machine: str = "M1") -> Event:
    """An event of a sender that numbers by the hundred."""
    told = replace(reading(number), source_id="mes#k3f9", source_seq=number * 100, machine=machine)
    return replace(told, value=value) if value else told


def test_own_key_is_kept_and_forgotten_only_with_its_own_receipt(outbox: Outbox) -> None:
    outbox.keep([own(1), own(2), own(3)], {})
    offered = offer(outbox)
    assert numbers(offered) == [("mes", 100), ("mes", 200), ("mes", 300)]
    # The number without a gap below it says nothing of numbers that have gaps.
    assert outbox.trim({"mes#k3f9": 300}, []) == set()
    assert not outbox.is_behind({"mes#k3f9": 300})
    assert outbox.forget(offered[:2]) == {"mes M1"}
    assert offer(outbox) == offered[2:]


def test_own_key_with_the_same_content_is_kept_once_and_with_other_content_goes_on(outbox: Outbox) -> None:
    outbox.keep([own(1), own(1), own(2)], {})
    offer(outbox)
    outbox.keep([own(1), own(2, "other"), own(2, "other")], {})
    outbox.forget(offer(outbox)[:2])
    assert [(line.source_seq, '"value":"other"' in line.body) for line in offer(outbox)] == [(200, True)]


def test_batch_has_own_keys_or_none_and_the_oldest_goes_first(outbox: Outbox) -> None:
    outbox.keep([reading(1), own(1), reading(2)], {})
    numbered = offer(outbox)
    assert numbers(numbered) == [("press-1", 1), ("press-1", 2)]
    outbox.keep([own(2)], {})
    outbox.trim({numbered[0].source_id: 1}, [])
    assert numbers(offer(outbox)) == [("press-1", 2)]
    outbox.trim({numbered[0].source_id: 2}, [])
    assert numbers(offer(outbox)) == [("mes", 100), ("mes", 200)]


def test_own_key_that_is_refused_holds_back_its_machine_only(outbox: Outbox) -> None:
    outbox.keep([own(1, machine="M9"), own(2)], {})
    assert numbers(outbox.offer(LOTS, LOTS, START, ["mes M9"])) == [("mes", 200)]


def test_refused_own_keys_are_put_aside_and_told_by_one_event(outbox: Outbox, tmp_path: Path) -> None:
    outbox.keep([own(1), own(2), own(3)], {})
    *refused, last = offer(outbox)
    outbox.give_up([(line, "no such machine") for line in refused], START)
    assert offer(outbox) == [last]
    outbox.forget([last])
    (told,) = offer(outbox)
    assert told.source_id.startswith("edge-1#")
    found = json.loads(told.body)
    assert (found["reason"], found["value"]) == ("gateway-refused", "2")
    assert found["note"] == f"no such machine | {refused[0].line}"
    assert aside(tmp_path / "outbox.sqlite3") == [(100, "no such machine"), (200, "no such machine")]


def test_refused_lines_make_room_before_anything_that_waits(outbox: Outbox, tmp_path: Path) -> None:
    outbox.keep([replace(own(number), note="x" * 1000) for number in range(500)], {})
    outbox.give_up([(line, "no such machine") for line in offer(outbox)], START)
    outbox.keep([replace(own(number), note="y" * 1000) for number in range(500, 1000)], {})
    assert aside(tmp_path / "outbox.sqlite3") == []
    (told,) = offer(outbox)
    assert told.source_id.startswith("edge-1#")
    outbox.trim({told.source_id: 1}, [])
    assert [line.source_seq for line in offer(outbox)] == [number * 100 for number in range(500, 1000)]


def aside(file: Path) -> list[tuple[int, str]]:
    with sqlite3.connect(file) as db:
        found = db.execute("SELECT seq, why FROM refused ORDER BY seq").fetchall()
    db.close()
    return found
