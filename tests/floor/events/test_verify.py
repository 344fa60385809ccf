import sqlite3
from contextlib import closing

import pytest

from dure.floor.events.actions import seal, take
from dure.floor.events.owner import event_file, site_folder
from dure.floor.events.queries import arrow, events, volume
from dure.floor.events.verify import Sound, Unsound, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(floor_home, told):
    """Two batches sealed, one live."""
    take("S1", [told(1), told(2)], origin="http")
    take("S1", [told(3)], origin="hands")
    seal("S1")
    take("S1", [told(4), told(5)], origin="http")


def change(statement):
    with closing(sqlite3.connect(event_file("S1"))) as db, db:
        db.execute(statement)


def test_verify_whole_store_is_sound(filled):
    assert verify("S1") == Sound(5, 3, 1, volume("S1").head)


def test_events_reads_sealed_and_live_alike(filled, told):
    assert list(events("S1")) == [told(seq) for seq in range(1, 6)]
    assert arrow("S1").column("arrival").to_pylist() == [1, 2, 3, 4, 5]


def test_events_between_two_instants(filled, told):
    assert [event.source_seq for event in events("S1", told(2).at, told(4).at)] == [2, 3]


def test_verify_changed_event_is_found(filled):
    change("UPDATE event SET value = '7' WHERE seq = 5")
    assert verify("S1") == Unsound("batch 3", "an event was changed")


def test_verify_removed_event_is_found(filled):
    change("DELETE FROM event WHERE seq = 4")
    assert verify("S1") == Unsound("batch 3", "event 4 is gone")


def test_verify_changed_time_of_arrival_is_found(filled):
    change("UPDATE batch SET received_at = received_at + 1 WHERE number = 2")
    assert verify("S1") == Unsound("batch 2", "the chain was changed")


def test_verify_changed_sealed_file_is_found(filled):
    path = site_folder("S1") / "sealed" / "events-000001.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert verify("S1") == Unsound("events-000001.parquet", "the file was changed")


def test_verify_cut_tail_is_found_by_a_kept_head(filled):
    head = volume("S1").head
    assert isinstance(verify("S1", {"2026-01-06": head}), Sound)
    change("DELETE FROM event WHERE batch = 3")
    change("DELETE FROM batch WHERE number = 3")
    assert isinstance(verify("S1"), Sound)
    assert verify("S1", {"2026-01-06": head}) == Unsound(
        "head of 2026-01-06", "the chain does not hold it any more: its tail was cut or written anew"
    )


def test_seal_again_with_nothing_left_writes_no_file(filled):
    assert seal("S1").name == "events-000002.parquet"
    assert seal("S1") is None


def test_seal_keeps_keys_so_that_the_same_events_are_duplicates(filled, told):
    seal("S1")
    assert take("S1", [told(1), told(4)], origin="http").duplicate == 2
