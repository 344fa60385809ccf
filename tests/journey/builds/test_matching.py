from dure.journey.builds.matching import Candidate, Ground, Needs, kilometres, match
from dure.journey.builds.record import NotEnough, TrackRecord

JEONJU, JINAN, SEOUL = (35.82, 127.15), (35.79, 127.42), (37.57, 126.98)
RECORD = TrackRecord(4, 4, {}, 0.0, 2.0, 4, 4)


def _candidate(number: int, name: str, **changes: object) -> Candidate:
    values: dict[str, object] = {
        "topics": frozenset({"mes"}), "sectors": frozenset(), "cities": frozenset(), "capability": "", "under_way": 0,
        "record": NotEnough(0, 3),
    }  # fmt: skip
    return Candidate(number, name, **(values | changes))  # type: ignore[arg-type]


def test_only_those_who_build_what_is_needed_are_found() -> None:
    needs = Needs(frozenset({"haccp"}))

    assert (
        match(needs, [_candidate(1, "가"), _candidate(2, "나", topics=frozenset({"haccp"}))])[0].candidate.name == "나"
    )
    assert match(needs, [_candidate(1, "가")]) == []


def test_each_point_has_its_reason() -> None:
    needs = Needs(frozenset({"mes", "pop"}), "10", "52720", JINAN)
    best = _candidate(
        1, "가", topics=frozenset({"mes", "pop"}), sectors=frozenset({"10"}), cities=frozenset({"52720"}),
        capability="2+", record=RECORD, point=JEONJU,
    )  # fmt: skip
    found = match(needs, [_candidate(2, "나", point=SEOUL, under_way=9), best])

    assert [each.candidate.name for each in found] == ["가", "나"]
    assert [reason.ground for reason in found[0].reasons] == [
        Ground.TOPICS,
        Ground.SECTOR,
        Ground.SERVES_CITY,
        Ground.NEAR,
        Ground.CAPABILITY,
        Ground.ON_TIME,
    ]
    assert found[0].points == 20 + 6 + 4 + 3 + 4 + 5
    assert found[1].points == 10 - 5


def test_a_figure_under_objection_counts_for_nothing() -> None:
    disputed = TrackRecord(4, 4, {}, 0.0, 2.0, 4, 4, frozenset({"on_time"}))
    found = match(Needs(), [_candidate(1, "가", record=disputed)])

    assert found[0].points == 0


def test_jeonju_and_jinan_are_some_25_km_apart() -> None:
    assert 20 < kilometres(JEONJU, JINAN) < 30
