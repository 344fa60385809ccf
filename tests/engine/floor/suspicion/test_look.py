"""Made-up records are flagged, honest ones are not, and no flag is a verdict."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.engine.floor.suspicion.plants import FIRST_DAY, SEOUL, event, honest, numbered, of, temperature

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.suspicion.flags import Flag, Sign
from dure.engine.floor.suspicion.look import look


def signs(events: list[Event]) -> list[tuple[Sign, str, Kind]]:
    return [(flag.sign, flag.stream.family, flag.stream.kind) for flag in look(events, SEOUL)]


def only(events: list[Event]) -> Flag:
    (flag,) = look(events, SEOUL)
    return flag


def test_honest_plants_are_hardly_ever_flagged() -> None:
    flagged = [seed for seed in range(60) if look(honest(seed), SEOUL)]

    assert flagged == []


def test_clockwork_in_a_persons_name_is_flagged() -> None:
    told = [
        event("hands#a1", "M1", Kind.COUNT, FIRST_DAY + timedelta(hours=8, seconds=60 * at + 7), "5")
        for at in range(200)
    ]

    flag = only(numbered(told))

    assert (flag.sign, flag.stream.machine) == (Sign.REGULAR_INTERVALS, "M1")
    assert {figure.name: figure.value for figure in flag.figures} == {
        "intervals": 199, "usual_s": 60, "equal_pct": 100,
    }  # fmt: skip
    assert flag.en == (
        "M1 count: of 199 intervals between records typed by hand, 100 % are the same 60 s. "
        "A device may be sending them in a person's place: see how they are entered."
    )


def test_a_machine_may_be_as_regular_as_it_likes() -> None:
    told = [
        event("press#p1", "M1", Kind.COUNT, FIRST_DAY + timedelta(hours=8, seconds=60 * at + 7), "5")
        for at in range(200)
    ]

    assert signs(numbered(told)) == []


def test_hours_written_on_a_sheet_are_no_clockwork() -> None:
    told = [
        event("excel#s1", "M1", Kind.COUNT, FIRST_DAY + timedelta(hours=8, minutes=10 * at), "5") for at in range(60)
    ]

    assert signs(numbered(told)) == []


def test_a_button_pressed_at_a_steady_machine_is_no_clockwork() -> None:
    source, at, told = random.Random(4), FIRST_DAY + timedelta(hours=8), []
    for _ in range(600):
        at += timedelta(seconds=30 + source.gauss(0, 0.5))
        told.append(event("hands#b1", "M1", Kind.COUNT, at, "1"))

    assert signs(numbered(told)) == []


def invented(source: random.Random, digits: str) -> list[Event]:
    return numbered(
        [
            event(
                "hands#a1", "", Kind.CCP, FIRST_DAY + timedelta(days=at // 8, hours=8 + at % 8, seconds=source.uniform(0, 900)),
                f"{source.randint(70, 79)}.{source.choice(digits)}", reason="heating", unit="C",
            )
            for at in range(400)
        ]
    )  # fmt: skip


def test_favourite_last_digits_are_flagged() -> None:
    flag = only(invented(random.Random(1), "123346677789"))

    assert flag.sign is Sign.LAST_DIGITS
    assert flag.figures[0].value == 400


def test_last_digits_that_avoid_round_numbers_are_flagged() -> None:
    assert only(invented(random.Random(2), "12346789")).sign is Sign.LAST_DIGITS


@pytest.mark.parametrize("digits", ["0123456789", "00000123455556789", "05", "02468"])
def test_even_digits_rounding_and_coarse_gauges_are_flagged_no_more_than_chance_allows(digits: str) -> None:
    found = [seed for seed in range(40) if look(invented(random.Random(seed), digits), SEOUL)]

    assert len(found) <= 1


def test_digits_of_values_that_hardly_vary_tell_nothing() -> None:
    told = [
        replace(one, value=one.value[:1] + str(at % 2 * 7)) for at, one in enumerate(invented(random.Random(1), "7"))
    ]

    assert signs(told) == []


def test_a_state_that_alternates_every_day_is_no_copy() -> None:
    told = [
        event("press#p1", "M1", Kind.STATE, FIRST_DAY + timedelta(days=day, hours=8 + hour), state)
        for day in range(20)
        for hour, state in enumerate(["run", "idle", "setup", "down", "run", "off", "idle", "run", "down"])
    ]

    assert signs(numbered(told)) == []


def test_checks_that_are_passed_or_failed_have_no_digits_and_no_copies() -> None:
    told = [
        event(
            "hands#a1",
            "",
            Kind.CHECK,
            FIRST_DAY + timedelta(days=day, hours=8, seconds=day * day * 97 % 900),
            "ok",
            reason="seal",
        )
        for day in range(200)
    ]

    assert signs(numbered(told)) == []


def test_copied_days_are_flagged_with_both_days() -> None:
    told = honest(5)
    monday = [one for one in of(told, "hands", Kind.COUNT) if one.at.astimezone(SEOUL).date() == FIRST_DAY.date()]
    next_monday = (FIRST_DAY + timedelta(days=7)).date()
    others = [one for one in told if one.at.astimezone(SEOUL).date() != next_monday]
    copied = [replace(one, at=one.at + timedelta(days=7, seconds=41)) for one in monday]

    flag = only(numbered(others + copied))

    assert (flag.sign, flag.stream.kind) == (Sign.COPIED_DAYS, Kind.COUNT)
    assert [figure.value for figure in flag.figures[:3]] == [1, "2026-03-02", "2026-03-09"]


def test_days_that_are_alike_by_nature_are_not_copies() -> None:
    told = [
        event(
            "hands#a1",
            "M1",
            Kind.COUNT,
            FIRST_DAY + timedelta(days=day, hours=8 + hour, seconds=day * 7 + hour**2),
            value,
        )
        for day in range(30)
        for hour, value in enumerate(["20", "20", "20", "20", "20", "20", "20", "20", "20", "15"])
    ]

    assert signs(numbered(told)) == []


def night_records(hour: int) -> list[Event]:
    source = random.Random(8)
    return [
        temperature(FIRST_DAY + timedelta(days=day, hours=hour, seconds=source.uniform(0, 3000)), source.gauss(3, 0.2))
        for day in range(5)
        for _ in range(6)
    ]


def test_records_typed_at_night_are_flagged() -> None:
    flag = only(numbered(honest(6) + night_records(2)))

    assert (flag.sign, flag.stream.code) == (Sign.OFF_HOURS, "cold_room")
    assert [figure.value for figure in flag.figures[:3]] == [30, 390, 5]


def test_the_night_shift_may_type_at_night() -> None:
    flags = look(numbered(honest(6) + night_records(2)), SEOUL, on_duty=lambda at: True)

    assert flags == ()


def test_one_long_night_is_overtime() -> None:
    night = [replace(one, at=one.at - timedelta(days=at // 6)) for at, one in enumerate(night_records(2))]

    assert signs(numbered(honest(6) + night)) == []


def test_order_of_arrival_changes_no_flag() -> None:
    told = numbered(honest(6) + night_records(2))
    shuffled = random.Random(1).sample(told, len(told))

    assert look(shuffled, SEOUL) == look(told, SEOUL)


def test_every_flag_speaks_both_languages_without_a_verdict() -> None:
    told = honest(6) + night_records(2) + invented(random.Random(1), "123346677789")
    flags = look(numbered(told), SEOUL)

    assert [flag.sign for flag in flags] == [Sign.LAST_DIGITS, Sign.OFF_HOURS]
    assert [flag.ko.endswith("확인해 보세요.") for flag in flags] == [True, True]
    assert [" see " in flag.en for flag in flags] == [True, True]
