from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.funders import Amounts, Funder
from dure.engine.money.lateness import LateCharge, LateRules, late_charge, withheld
from dure.engine.money.reasons import MoneyRefused

END = date(2024, 11, 30)
RULES = LateRules(Decimal("0.125"), Decimal(30))


def test_the_agreed_day_is_in_time() -> None:
    assert late_charge(40_000_000, END, END, RULES) == LateCharge(0, 0, is_capped=False)


def test_each_day_after_it_costs_its_part() -> None:
    assert late_charge(40_000_000, END, date(2024, 12, 12), RULES) == LateCharge(12, 600_000, is_capped=False)


def test_days_that_others_caused_are_taken_off() -> None:
    assert late_charge(40_000_000, END, date(2024, 12, 12), RULES, 5) == LateCharge(7, 350_000, is_capped=False)


def test_it_stops_at_the_ceiling() -> None:
    assert late_charge(40_000_000, END, END + timedelta(days=300), RULES) == LateCharge(300, 12_000_000, is_capped=True)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(MoneyRefused):
        late_charge(-1, END, END, RULES)
    with pytest.raises(MoneyRefused):
        withheld(Amounts.of({}), -1)


AMOUNTS = st.dictionaries(st.sampled_from(list(Funder)), st.integers(0, 10**9)).map(Amounts.of)


@given(AMOUNTS, st.integers(0, 10**10))
def test_no_funder_keeps_back_more_than_it_pays_and_all_is_kept_that_can_be(due: Amounts, won: int) -> None:
    kept = withheld(due, won)
    assert kept.total_won == min(won, due.total_won)
    assert [funder for funder, part in kept if part > due[funder]] == []
