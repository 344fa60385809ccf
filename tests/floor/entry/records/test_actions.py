"""A record is corrected by events told beside it; nothing that was told is ever changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.floor.entry.records.wishes import COUNT, SCRAP, correct, record, take_back, tell, undo
from tests.floor.scene import DAY, EVENING, Floor, kimchi, with_a_day

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import Facts
from dure.floor.boards.facts import facts_of
from dure.floor.boards.keeping import keep_period
from dure.floor.entry.models import DeskCorrection
from dure.floor.entry.records.actions import Wish, correct_record, new_part
from dure.floor.entry.records.day import Wanted, day_of_records
from dure.floor.entry.records.effects import shift_changes
from dure.floor.entry.records.models import CorrectionVerb
from dure.floor.entry.records.queries import in_place_of, told_anew
from dure.floor.events.actions import seal, take
from dure.floor.events.kept import history_of
from dure.floor.events.owner import arrival_time
from dure.floor.events.queries import events
from dure.floor.plant.queries import plant_of
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.models import Entry


@pytest.fixture
def day(floor: Floor) -> Floor:
    """The plant with its day of records."""
    return with_a_day(floor)


def shift(floor: Floor) -> Facts:
    """The figures of the packing machine's day."""
    return next(row for row in facts_of(floor.code, DAY, DAY, EVENING) if row.machine == "PACK1")


def test_corrected_value_changes_the_figures_and_not_the_record(day: Floor) -> None:
    told = list(events(day.code))
    before = shift(day).sq
    found = correct(day, value="2")
    after = list(events(day.code))
    assert (before, shift(day).sq) == (10, 2)
    assert (after[:-1], found.event.value, found.now and found.now.value) == (told, "10", "2")


def test_correction_is_typed_at_the_desk_and_names_nobody_in_the_records(day: Floor) -> None:
    correct(day, value="2", why=" 잘못  셈 ")
    last = list(events(day.code))[-1]
    assert (last.kind, last.family, last.source_id[:11], last.actor, last.note) == (
        Kind.CORRECTION, "hands", "hands#desk-", "", "잘못 셈",
    )  # fmt: skip
    row = DeskCorrection.objects.get()
    assert (row.source_id, row.record_source, row.record_seq, row.made_by, row.reason) == (
        last.source_id, *SCRAP, day.owner.name, "잘못 셈",
    )  # fmt: skip
    entry = Entry.objects.order_by("-position").first()
    assert entry is not None
    assert (entry.action, entry.evidence.count()) == ("entry.correct_record", 1)


def test_correction_of_a_correction_stands_whole_and_is_undone_step_by_step(day: Floor) -> None:
    correct(day, value="2")
    correct(day, reason="weight")
    now = record(day).now
    assert now is not None
    assert (now.value, now.reason) == ("2", "weight")
    one, none = undo(day).now, undo(day)
    assert one is not None
    assert (one.value, one.reason) == ("2", "seal")
    assert none.now is not None
    assert (none.now.value, none.now.reason, len(none.steps)) == ("2", "weight", 4)


def test_taken_back_and_brought_back_gives_the_figures_as_before(day: Floor) -> None:
    before = shift(day)
    assert (take_back(day).now, shift(day).sq) == (None, 0)
    assert (undo(day).now, shift(day)) == (record(day).event, before)


def test_time_is_mended_by_taking_back_and_telling_anew(day: Floor) -> None:
    told = record(day).event
    later = told.at + timedelta(hours=1)
    found = correct(day, at=later)
    anew = told_anew(day.code, found)
    assert anew is not None
    assert (found.now, anew.event.at, anew.event.family, shift(day).sq) == (None, later, "hands", 10)
    origin = in_place_of(day.code, anew)
    assert origin is not None
    assert origin.event.key == SCRAP
    undo(day)
    assert (record(day).now, record(day, anew.event.key).now, shift(day).sq) == (told, None, 10)


def test_emptied_lot_is_told_anew(day: Floor) -> None:
    correct(day, COUNT, lot="K-0303")
    found = correct(day, COUNT, lot="")
    now = found.now
    assert now is not None
    # What was told had no lot, so that a correction can say so in place.
    assert (now.lot, now.value, shift(day).gq) == ("", "90", 90)


def test_sealed_record_is_corrected_and_only_its_shift_revised(day: Floor) -> None:
    next_day = Event("hands#0001", 8, "PACK1", record(day).event.at + timedelta(days=1), Kind.SCRAP, "1", reason="seal")
    take(day.code, [next_day], origin="hands")
    keep_period(day.code)
    seal(day.code)
    correct(day, value="2")
    assert (keep_period(day.code), shift(day).sq) == (1, 2)
    label = shift(day).label
    assert [len(history_of(day.code, "PACK1", each)) for each in (label, label.replace("03-03", "03-04"))] == [2, 1]
    assert [r.now and r.now.value for r in day_of_records(day.code, plant_of(day.code), DAY).wanted(
        Wanted(changed=True))] == ["2"]  # fmt: skip


def test_preview_names_the_shift_and_its_figures(day: Floor) -> None:
    found = record(day)
    void = Event("hands#desk-x", 1, "", arrival_time(), Kind.CORRECTION, ref_source=SCRAP[0], ref_seq=SCRAP[1],
                 value="2")  # fmt: skip
    changes = shift_changes(day.code, plant_of(day.code), [void], [found.event.at], EVENING)
    assert [(c.facts.machine, c.facts.day, [(f.name, f.before, f.after) for f in c.figures]) for c in changes] == [
        ("PACK1", DAY, [("sq", 10, 2), ("pq", 100, 92)])
    ]


def test_without_a_reason_or_a_change_nothing_is_told(day: Floor) -> None:
    told = list(events(day.code))
    for why, value in ((" ", "2"), ("까닭", "10")):
        with pytest.raises(ActionRefused):
            correct(day, why=why, value=value)
    assert list(events(day.code)) == told


def test_decided_before_another_correction_is_refused(day: Floor) -> None:
    wish = Wish(SCRAP, CorrectionVerb.CORRECTED, replace(record(day).event, value="3"), "늦음", 0, new_part())
    tell(day, wish)
    with pytest.raises(ActionRefused):
        tell(day, wish)
    assert DeskCorrection.objects.count() == 1


def test_machines_record_keeps_its_time_and_may_be_corrected(day: Floor) -> None:
    told = Event("press-1#a1", 1, "PACK1", record(day).event.at, Kind.COUNT, "5", item="KIMCHI")
    take(day.code, [told], origin="mqtt")
    with pytest.raises(ActionRefused):
        correct(day, told.key, at=told.at + timedelta(minutes=1))
    found = correct(day, told.key, value="4")
    assert (found.typed, found.now and found.now.value, found.steps[0].told.event.family) == (False, "4", "hands")


def test_other_firms_person_corrects_nothing(day: Floor) -> None:
    wish = Wish(SCRAP, CorrectionVerb.TAKEN_BACK, None, "남의 것", 0, new_part())
    with pytest.raises(AccessRefused):
        correct_record(site=day.site, plant=plant_of(day.code), wish=wish, by=kimchi().owner, at=arrival_time(),
                       told_at=arrival_time())  # fmt: skip
    assert record(day).steps == ()
