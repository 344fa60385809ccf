"""What a device tells: taken once, and only what a device may say."""

from tests.floor.entry.actions.test_badges import badge
from tests.floor.entry.hands import line, tablet
from tests.floor.scene import Floor, kimchi

from dure.engine.floor.effective import effective
from dure.floor.events.queries import arrow, events


def test_lines_are_stored_as_hands(floor: Floor) -> None:
    answer = tablet(floor).tell(line(1), line(2, "state", value="run"))
    stored = arrow(floor.code)

    assert (answer.status_code, answer.json()["accepted"], answer.json()["rejected"]) == (200, 2, [])
    assert (stored["origin"].to_pylist(), stored["source_seq"].to_pylist()) == (["hands", "hands"], [1, 2])


def test_lines_sent_again_are_stored_once(floor: Floor) -> None:
    told = tablet(floor)
    told.tell(line(1), line(2))
    again = told.tell(line(2), line(3)).json()

    assert (again["accepted"], again["duplicate"], again["through"]) == (1, 1, {"hands#1-k3f9x0aab2c4": 3})
    assert [event.source_seq for event in events(floor.code)] == [1, 2, 3]


def test_taking_back_before_and_after_sending_leaves_nothing(floor: Floor) -> None:
    back = line(2, "correction", ref_source="hands#1-k3f9x0aab2c4", ref_seq=1, void=True)
    answer = tablet(floor).tell(line(1), back).json()

    assert (answer["accepted"], effective(events(floor.code)).events) == (2, [])


def test_wrong_lines_are_told_by_number_and_the_rest_taken(floor: Floor) -> None:
    answer = (
        tablet(floor)
        .tell(
            line(1),
            line(2, machine="PRESS9"),
            line(3, source_id="press#1-k3f9x0aab2c4"),
            line(4, source_id="hands#7-k3f9x0aab2c4"),
            line(5, actor="아무개"),
            line(6, "correction", ref_source="press-1", ref_seq=1, void=True),
            line(7, value="many"),
        )
        .json()
    )

    assert (answer["read"], answer["accepted"]) == (7, 1)
    assert [each["line"] for each in answer["rejected"]] == [2, 3, 4, 5, 6, 7]


def test_receipt_covers_every_line(floor: Floor) -> None:
    told = tablet(floor)
    told.tell(line(1))
    answer = told.tell(line(1), line(1, value="2"), line(2, at="2999-01-01T00:00:00Z"), line(3, kind="dance")).json()
    kinds = ("accepted", "duplicate", "conflict", "future")

    assert sum(answer[kind] for kind in kinds) + len(answer["rejected"]) == answer["read"] == 4


def test_badge_stands_as_actor_also_after_it_was_withdrawn(floor: Floor) -> None:
    row = badge(floor)
    row.revoked_at = row.made_at
    row.save()
    tablet(floor).tell(line(1, actor="1라인 주간"))

    assert [event.actor for event in events(floor.code)] == ["1라인 주간"]


def test_device_tells_its_own_plant_only(floor: Floor) -> None:
    other = kimchi()
    tablet(floor).tell(line(1))

    assert (len(list(events(floor.code))), list(events(other.code))) == (1, [])


def test_refusals_are_in_the_language_of_the_device(floor: Floor) -> None:
    korean, english = tablet(floor), tablet(floor, language="vi")
    wrong = line(1, machine="PRESS9")

    assert korean.tell(wrong).json()["rejected"][0]["why"] == "machine: ‘PRESS9’ 설비가 없습니다"
    assert english.tell(wrong).json()["rejected"][0]["why"] == "machine: the plant has no “PRESS9”"


def test_nothing_readable_is_refused_whole(floor: Floor) -> None:
    answer = tablet(floor).client.post(
        "/kiosk/events", b"\xff\xfe", content_type="application/x-ndjson", headers={"X-Dure-Device": "1"}
    )

    assert (answer.status_code, list(events(floor.code))) == (400, [])
