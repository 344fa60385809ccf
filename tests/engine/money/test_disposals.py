from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.disposals import DueBack, DueBackRule, Restricted, due_back, remaining_won
from dure.engine.money.reasons import MoneyRefused

FROM, UNTIL = date(2025, 1, 1), date(2025, 1, 11)
THING = Restricted(price_won=1_000_000, public_won=870_000, from_on=FROM, until_on=UNTIL)


@pytest.mark.parametrize(
    ("on", "won"),
    [
        (FROM - timedelta(days=1), 870_000),
        (FROM, 870_000),
        (FROM + timedelta(days=1), 783_000),
        (UNTIL - timedelta(days=1), 87_000),
        (UNTIL, 0),
        (UNTIL + timedelta(days=1), 0),
    ],
)
def test_public_part_is_written_off_in_a_straight_line(on: date, won: int) -> None:
    assert remaining_won(THING, on) == won


def test_higher_of_the_remaining_value_and_the_part_of_the_price_is_due() -> None:
    on = FROM + timedelta(days=5)

    assert due_back(THING, on, obtained_won=400_000) == DueBack(435_000, 435_000, 348_000, 5, 10)
    assert due_back(THING, on, obtained_won=600_000) == DueBack(522_000, 435_000, 522_000, 5, 10)


@pytest.mark.parametrize(
    ("rule", "won"), [(DueBackRule.REMAINING, 435_000), (DueBackRule.OBTAINED, 522_000), (DueBackRule.HIGHER, 522_000)]
)
def test_rule_says_which_of_both_is_due(rule: DueBackRule, won: int) -> None:
    assert due_back(THING, FROM + timedelta(days=5), obtained_won=600_000, rule=rule).won == won


def test_what_was_obtained_is_due_on_the_last_day_and_nothing_on_the_day_after() -> None:
    assert due_back(THING, UNTIL, obtained_won=100).won == 87
    assert due_back(THING, UNTIL + timedelta(days=1), obtained_won=100).won == 0


def test_restriction_of_no_day_leaves_nothing_to_write_off() -> None:
    assert remaining_won(Restricted(100, 87, FROM, FROM), FROM) == 0


@pytest.mark.parametrize(
    ("price", "public", "until"), [(0, 0, UNTIL), (10, 11, UNTIL), (10, -1, UNTIL), (10, 5, FROM - timedelta(days=1))]
)
def test_thing_that_cannot_be_is_refused(price: int, public: int, until: date) -> None:
    with pytest.raises(MoneyRefused):
        Restricted(price, public, FROM, until)


def test_price_below_nothing_is_refused() -> None:
    with pytest.raises(MoneyRefused):
        due_back(THING, FROM, obtained_won=-1)


@st.composite
def things(draw: st.DrawFn) -> Restricted:
    price = draw(st.integers(1, 10**10))
    first = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    return Restricted(price, draw(st.integers(0, price)), first, first + timedelta(days=draw(st.integers(0, 4000))))


@given(things(), st.integers(-400, 5000))
def test_remaining_value_never_grows_nor_leaves_its_bounds(thing: Restricted, day: int) -> None:
    on = thing.from_on + timedelta(days=day)

    assert 0 <= remaining_won(thing, on + timedelta(days=1)) <= remaining_won(thing, on) <= thing.public_won


@given(things(), st.integers(0, 4000), st.integers(0, 10**10))
def test_higher_rule_is_the_larger_of_the_other_two(thing: Restricted, day: int, obtained: int) -> None:
    on = thing.from_on + timedelta(days=day)
    each = {rule: due_back(thing, on, obtained_won=obtained, rule=rule).won for rule in DueBackRule}

    assert each[DueBackRule.HIGHER] == max(each[DueBackRule.REMAINING], each[DueBackRule.OBTAINED])


@given(things(), st.integers(0, 10**10))
def test_obtained_part_is_the_public_part_of_it(thing: Restricted, obtained: int) -> None:
    won = due_back(thing, thing.from_on, obtained_won=obtained, rule=DueBackRule.OBTAINED).won

    assert won * thing.price_won <= obtained * thing.public_won < (won + 1) * thing.price_won
