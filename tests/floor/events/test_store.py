import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.floor.events.conftest import START

from dure.engine.floor.events import Event, Kind
from dure.floor.events.columns import instant, micros
from dure.floor.events.receipts import Receipt
from dure.floor.events.store import Delivery, Store, StrictRefused

LATER = START + timedelta(days=1)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "S1" / "events.sqlite3")
    yield store
    store.close()


def take(store, events, *, strict=False, at=LATER):
    return store.take([Delivery(events, "http", strict=strict)], at)[0]


def stored(store):
    return store.connection.execute("SELECT seq FROM event ORDER BY arrival").fetchall()


def test_take_twice_counts_duplicates_and_writes_nothing(store, told):
    events = [told(seq) for seq in (1, 2, 3)]
    assert take(store, events) == Receipt(3, 3, 0, 0, through={"press#a1": 3})
    assert take(store, events) == Receipt(3, 0, 3, 0, through={"press#a1": 3})
    assert stored(store) == [(1,), (2,), (3,)]
    assert store.connection.execute("SELECT count(*) FROM batch").fetchone() == (1,)


def test_take_duplicate_within_one_delivery_is_stored_once(store, told):
    assert take(store, [told(1), told(1)]) == Receipt(2, 1, 1, 0, through={"press#a1": 1})


def test_take_same_key_with_other_content_is_quarantined(store, told):
    take(store, [told(1)])
    assert take(store, [told(1, value="2")]) == Receipt(1, 0, 0, 1, through={"press#a1": 1})
    held = store.connection.execute("SELECT why, source, seq FROM quarantine").fetchall()
    assert held == [("conflict", "press#a1", 1)]
    take(store, [told(1, value="2")])
    assert store.connection.execute("SELECT count(*) FROM quarantine").fetchone() == (1,)


def test_take_five_minutes_ahead_is_taken_and_more_is_quarantined(store, told):
    at = told(1).at
    assert take(store, [told(1)], at=at - timedelta(minutes=5)).accepted == 1
    assert take(store, [told(2)], at=at - timedelta(minutes=5)).future == 1


def held(store):
    return store.connection.execute("SELECT why, source, seq FROM quarantine ORDER BY id").fetchall()


def test_held_for_its_time_enters_with_the_next_take_as_a_batch_of_its_own_way(store, told):
    early = told(2).at - timedelta(hours=1)
    store.take([Delivery([told(2)], "gateway")], early)
    assert take(store, [told(1)], at=told(2).at - timedelta(minutes=5, seconds=1)).accepted == 1
    assert held(store) == [("future", "press#a1", 2)]
    assert take(store, [], at=told(2).at - timedelta(minutes=5)) == Receipt(0, 0, 0, 0)
    assert held(store) == []
    assert stored(store) == [(1,), (2,)]
    batches = store.connection.execute("SELECT number, origin, events FROM batch").fetchall()
    assert batches == [(1, "http", 1), (2, "gateway", 1)]


def test_held_for_its_time_counts_for_whoever_sent_it(store, told):
    early = told(1).at - timedelta(hours=1)
    assert take(store, [told(1), told(2), told(4)], at=early).through == {"press#a1": 2}
    assert take(store, [told(3)]).through == {"press#a1": 4}


def test_held_for_its_time_and_sent_again_is_stored_once(store, told):
    early = told(2).at - timedelta(hours=1)
    take(store, [told(2)], at=early)
    assert take(store, [told(2)], at=early).future == 1
    assert take(store, [told(2)]) == Receipt(1, 0, 1, 0, through={"press#a1": 2})
    assert stored(store) == [(2,)]


def test_held_twice_with_different_content_enters_once_and_the_other_stays_as_a_conflict(store, told):
    early = told(2).at - timedelta(hours=1)
    take(store, [told(2), told(2, value="9")], at=early)
    take(store, [])
    assert store.connection.execute("SELECT value FROM event").fetchall() == [("1",)]
    assert held(store) == [("conflict", "press#a1", 2)]


def test_held_for_its_time_is_remembered_by_a_store_opened_anew(store, told):
    take(store, [told(2)], at=told(2).at - timedelta(hours=1))
    store.close()
    again = Store(store.path)
    assert again.next_due == told(2).at
    take(again, [])
    assert stored(again) == [(2,)]
    assert again.next_due is None
    again.close()


def test_held_for_its_time_waits_when_the_commit_beside_it_fails(store, told):
    take(store, [told(2)], at=told(2).at - timedelta(hours=1))
    with pytest.raises(AttributeError):
        take(store, [None])
    assert held(store) == [("future", "press#a1", 2)]
    assert take(store, [told(1)]).accepted == 1
    assert stored(store) == [(2,), (1,)]
    assert [row[0] for row in store.connection.execute("SELECT number FROM batch")] == [1, 2]


def test_failed_errand_leaves_the_file_open_for_the_next_take(store, told):
    with pytest.raises(ZeroDivisionError), store.transaction() as db:
        db.execute("INSERT INTO source (name) VALUES ('x')")
        raise ZeroDivisionError
    assert take(store, [told(1)]).accepted == 1
    assert store.connection.execute("SELECT name FROM source").fetchall() == [("press#a1",)]


def test_take_strict_with_one_conflict_leaves_nothing(store, told):
    take(store, [told(1)])
    answer = take(store, [told(2), told(1, value="9", source="press#a1"), told(1, source="new#b")], strict=True)
    assert isinstance(answer, StrictRefused)
    assert answer.receipt.conflict == 1
    assert stored(store) == [(1,)]
    assert store.connection.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)
    assert take(store, [told(1, source="new#b")]).accepted == 1


def test_take_group_answers_each_delivery_from_one_commit(store, told):
    answers = store.take([Delivery([told(1), told(2)], "http"), Delivery([told(2), told(3)], "hands")], LATER)
    assert [(a.accepted, a.duplicate) for a in answers] == [(2, 0), (1, 1)]


def test_through_stops_at_the_first_gap_and_goes_on_when_it_is_filled(store, told):
    assert take(store, [told(1), told(2), told(5)]).through == {"press#a1": 2}
    assert take(store, [told(4)]).through == {"press#a1": 2}
    assert take(store, [told(3)]).through == {"press#a1": 5}


def test_through_counts_from_the_sources_first(store, told):
    assert take(store, [told(7), told(8)]).through == {"press#a1": 8}


def newest(store):
    store.keep_newest()
    return store.connection.execute("SELECT machine, kind, value FROM latest").fetchall()


def test_newest_is_the_latest_instant_whatever_arrives_last(store, told):
    take(store, [told(5, value="5")])
    take(store, [told(3, value="3")])
    assert newest(store) == [("M1", "count", "5")]


@pytest.mark.parametrize("is_written", [True, False])
def test_newest_forgets_what_was_corrected(store, told, is_written):
    take(store, [told(5, value="5")])
    if is_written:
        newest(store)
    correction = Event("desk#1", 1, "", told(6).at, Kind.CORRECTION, ref_source="press#a1", ref_seq=5, void=True)
    take(store, [correction])
    assert newest(store) == []


def test_newest_not_written_before_a_crash_is_there_after_it(store, told):
    take(store, [told(1, value="1")])
    assert newest(store) == [("M1", "count", "1")]
    take(store, [told(2, value="2"), replace(told(3, value="3"), machine="M2")])
    again = Store(store.path)
    assert newest(again) == [("M1", "count", "2"), ("M2", "count", "3")]
    again.close()


def test_newest_of_a_commit_that_failed_is_not_written(store, told):
    take(store, [told(1, value="1")])
    with pytest.raises(AttributeError):
        take(store, [told(2, value="2"), None])
    assert newest(store) == [("M1", "count", "1")]


def test_newest_is_written_before_rows_are_sealed(store, told):
    take(store, [told(1, value="1")])
    with store.transaction() as db:
        db.execute("DELETE FROM event")
    again = Store(store.path)
    assert newest(again) == [("M1", "count", "1")]
    again.close()


def test_newest_of_a_file_from_before_the_mark_stands(store, told):
    take(store, [told(1, value="1")])
    assert newest(store) == [("M1", "count", "1")]
    store.connection.executescript("DROP TABLE latest_mark; PRAGMA user_version = 2")
    again = Store(store.path)
    take(again, [told(2, value="2")])
    assert newest(again) == [("M1", "count", "2")]
    again.close()


def test_commit_survives_without_closing(store, told):
    take(store, [told(1)])
    with closing(sqlite3.connect(store.path)) as other:
        assert other.execute("SELECT count(*) FROM event").fetchone() == (1,)


def test_synchronous_is_full_and_the_journal_is_a_log(store):
    assert store.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@given(st.integers(min_value=micros(START) - 10**15, max_value=micros(START) + 10**15))
def test_instant_is_the_reverse_of_micros(number):
    assert micros(instant(number)) == number


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_take_in_any_order_and_pieces_stores_the_same_events(tmp_path_factory, data):
    events = [
        Event(f"s{seq % 3}#x", seq, "M1", START + timedelta(seconds=seq), Kind.COUNT, "1")
        for seq in range(data.draw(st.integers(1, 20)))
    ]
    sent = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=10))))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=4)))
    store = Store(tmp_path_factory.mktemp("s") / "events.sqlite3")
    try:
        for first, last in zip([0, *cuts], [*cuts, len(sent)], strict=True):
            take(store, sent[first:last])
        found = store.connection.execute(
            "SELECT s.name, e.seq FROM event e JOIN source s ON s.id = e.source ORDER BY e.seq"
        ).fetchall()
        assert found == [event.key for event in events]
    finally:
        store.close()
