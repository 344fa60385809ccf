"""Taken again a form changes nothing; what was changed in it is told as a correction, what was cleared is taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.floor.entry.sheet.papers import empty, filled, kimchi

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind
from dure.floor.entry.sheet.changes import Change, changes
from dure.floor.entry.sheet.read import Sheet, read_sheets

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ROW = ["8:00", "12:00", "PACK1", "KIMCHI", "", 300, "", "", "", ""]


class Store:
    """What was told so far, by key; the same key with other content is a conflict and fails the test."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, int], Event] = {}
        self.at = NOW

    def take(self, rows: list[list[Any]]) -> tuple[Sheet, dict[str, int]]:
        """Upload the form with these rows; how many events were told for which reason."""
        self.at += timedelta(minutes=1)
        [sheet] = read_sheets(filled(empty(), rows), kimchi())
        found = changes(sheet, self.told.values(), self.at)
        counts: dict[str, int] = {}
        for telling in found:
            key, event = telling.event.key, telling.event
            assert self.told.get(key, event) == event
            assert (key in self.told) == (telling.change is Change.SAME)
            self.told[key] = event
            counts[telling.change] = counts.get(telling.change, 0) + 1
        return sheet, counts

    def standing(self) -> list[tuple[str, str, datetime, str, str, str, str]]:
        found = effective(self.told.values())
        assert found.flags == []
        return sorted((e.kind, e.machine, e.at, e.value, e.item, e.reason, e.note) for e in found.events)


def as_told(sheet: Sheet) -> list[tuple[str, str, datetime, str, str, str, str]]:
    return sorted((e.kind, e.machine, e.at, e.value, e.item, e.reason, e.note) for _, e in sheet.events)


def test_form_taken_twice_changes_nothing() -> None:
    store = Store()
    assert store.take([ROW])[1] == {"new": 3}
    assert store.take([ROW])[1] == {"same": 3}


@pytest.mark.parametrize(
    ("place", "cell", "counts"),
    [
        (5, 310, {"changed": 1, "same": 2}),
        (3, "CABBAGE", {"changed": 1, "same": 2}),
        # A time or a remark cannot be corrected, an emptied field neither: taken back and told anew.
        (0, "8:30", {"changed": 2, "same": 2}),
        (3, "", {"changed": 2, "same": 2}),
        (9, "늦게 씀", {"changed": 2, "same": 2}),
        (5, "", {"cleared": 1, "new": 1, "same": 2}),
    ],
)
def test_cell_changed(place: int, cell: object, counts: dict[str, int]) -> None:
    store = Store()
    store.take([ROW])
    changed = [*ROW]
    changed[place] = cell
    if cell == "" and place == 5:
        changed[6] = 4
    sheet, found = store.take([changed])
    assert (found, store.standing()) == (counts, as_told(sheet))
    assert store.take([changed])[1].keys() == {"same"}


def test_value_changed_is_one_correction_of_the_first() -> None:
    store = Store()
    store.take([ROW])
    store.take([[*ROW[:5], 310]])
    [correction] = [event for event in store.told.values() if event.kind is Kind.CORRECTION]
    assert (correction.source_seq, correction.ref_seq, correction.value, correction.at) == (
        50101, 50100, "310", NOW + timedelta(minutes=2),
    )  # fmt: skip


def test_row_cleared_is_taken_back_and_comes_again_under_new_keys() -> None:
    store = Store()
    store.take([ROW])
    assert (store.take([])[1], store.standing()) == ({"cleared": 3}, [])
    sheet, counts = store.take([ROW])
    assert (counts, store.standing()) == ({"new": 3}, as_told(sheet))


def test_row_with_a_bad_cell_stays_as_it_was() -> None:
    store = Store()
    store.take([ROW])
    before = store.standing()
    sheet, counts = store.take([[*ROW[:5], "많이"]])
    assert (len(sheet.bad), counts, store.standing()) == (1, {}, before)


def test_correction_by_someone_else_is_left_alone() -> None:
    store = Store()
    sheet, _ = store.take([ROW])
    other = Event("hands#9", 1, "", NOW, Kind.CORRECTION, "299", ref_source=sheet.identity.source_id, ref_seq=50100)
    store.told[other.key] = other
    assert store.take([ROW])[1] == {"same": 3}


def test_cell_changed_a_hundred_times_asks_for_a_new_form() -> None:
    store = Store()
    for number in range(100):
        store.take([["8:00", "", "PACK1", "", "", number]])
    before = store.standing()
    sheet, counts = store.take([["8:00", "", "PACK1", "", "", 100]])
    assert [bad.error.why("ko") for bad in sheet.bad] == ["생산일지 01-05!5: 너무 여러 번 고쳤습니다. 새 양식을 쓰세요"]
    assert (counts, store.standing()) == ({}, before)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["8:00", "9:30", "10:00"]), st.sampled_from(["", "10:00", "12:00"]),
        st.sampled_from(["PACK1", "MIX1"]), st.sampled_from(["", "KIMCHI"]), st.just(""), st.sampled_from([1, 2, 2.5]),
        st.sampled_from(["", 1]), st.just(""), st.just(""), st.sampled_from(["", "비고"]),
    ).map(list),
    max_size=3,
)  # fmt: skip


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_store_always_says_what_the_last_form_says(uploads: list[list[list[Any]]]) -> None:
    store = Store()
    for rows in uploads:
        sheet, _ = store.take(rows)
        assert store.standing() == as_told(sheet)
        assert store.take(rows)[1].keys() <= {"same"}
