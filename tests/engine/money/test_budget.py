import random
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.budget import BudgetLine, Kind, Movement, Nature, apply, broken, by_year, may
from dure.engine.money.carry_over import Carry, CarryOver, carry, carry_back, may_carry, may_carry_back
from dure.engine.money.funders import Funder
from dure.engine.money.reasons import MoneyRefused, Reason, Why

EMPTY = BudgetLine(Funder.CITY, 2024, Nature.LOCAL_SUBSIDY, "muju")
AMOUNTS = [field.name for field in fields(BudgetLine) if field.name.endswith("_won")]


def moved(line: BudgetLine, *movements: tuple[Kind, int]) -> BudgetLine:
    for kind, won in movements:
        line = apply(line, Movement(kind, won))
    return line


SPENT = moved(
    EMPTY,
    (Kind.BUDGET, 100),
    (Kind.REQUEST, 90),
    (Kind.DECIDE, 80),
    (Kind.GRANT, 60),
    (Kind.SPEND, 45),
    (Kind.SETTLE, 40),
)


@pytest.mark.parametrize(
    ("kind", "won", "reason"),
    [
        (Kind.BUDGET, 0, Reason(Why.ZERO, "budget")),
        (Kind.SUPPLEMENT, -11, Reason(Why.REQUESTED_OVER_BUDGET, "", 89, 90)),
        (Kind.REQUEST, 11, Reason(Why.REQUESTED_OVER_BUDGET, "", 100, 101)),
        (Kind.DECIDE, 11, Reason(Why.DECIDED_OVER_REQUESTED, "", 90, 91)),
        (Kind.PROMISE, 81, Reason(Why.PROMISED_OVER_DECIDED, "", 80, 81)),
        (Kind.GRANT, 21, Reason(Why.GRANTED_OVER_DECIDED, "", 80, 81)),
        (Kind.SPEND, 16, Reason(Why.SPENT_OVER_GRANTED, "", 60, 61)),
        (Kind.RETURN, 16, Reason(Why.SPENT_OVER_GRANTED, "", 60, 61)),
        (Kind.SETTLE, 6, Reason(Why.SETTLED_OVER_SPENT, "", 45, 46)),
        (Kind.RETURN_DISALLOWED, 6, Reason(Why.RETURNED_OVER_DISALLOWED, "", 5, 6)),
        (Kind.INTEREST, -1, Reason(Why.NEGATIVE, "interest_won", 0, -1)),
        (Kind.RETURN_INTEREST, 1, Reason(Why.RETURNED_OVER_INTEREST, "", 0, 1)),
    ],
)
def test_movement_over_its_limit_is_refused_with_numbers(kind: Kind, won: int, reason: Reason) -> None:
    assert may(SPENT, Movement(kind, won)).reasons[0] == reason
    with pytest.raises(MoneyRefused):
        apply(SPENT, Movement(kind, won))


@pytest.mark.parametrize(
    ("kind", "won"), [(Kind.SUPPLEMENT, -10), (Kind.GRANT, 20), (Kind.SPEND, 15), (Kind.RETURN, 15), (Kind.SPEND, -5)]
)
def test_movement_up_to_its_limit_is_allowed(kind: Kind, won: int) -> None:
    assert may(SPENT, Movement(kind, won)).allowed


def test_line_says_its_rate_and_balance() -> None:
    assert (SPENT.current_won, SPENT.cash_won, SPENT.balance_won, SPENT.ungranted_won) == (100, 60, 15, 40)
    assert (SPENT.execution_pct, SPENT.execution_of_granted_pct) == (Decimal("45.0"), Decimal("75.0"))


NEXT = replace(EMPTY, fiscal_year=2025)


def test_carried_over_budget_and_cash_live_on_in_the_next_year() -> None:
    old, new = carry(SPENT, NEXT, CarryOver(Carry.PLANNED, budget_won=40, cash_won=15))

    assert (old.balance_won, old.ungranted_won, old.planned_carry_won) == (0, 0, 55)
    assert (new.current_won, new.cash_won, new.balance_won, new.ungranted_won) == (55, 15, 15, 40)
    assert moved(new, (Kind.SPEND, 15), (Kind.REQUEST, 40), (Kind.DECIDE, 40), (Kind.GRANT, 40)).balance_won == 40


def test_more_than_is_left_is_not_carried_over() -> None:
    verdict = may_carry(SPENT, NEXT, CarryOver(Carry.PLANNED, budget_won=41, cash_won=16))

    assert verdict.reasons == (
        Reason(Why.GRANTED_OVER_BUDGET, "", 100, 101),
        Reason(Why.SPENT_OVER_GRANTED, "", 60, 61),
    )


def test_accidental_carry_over_of_budget_needs_the_grant_decision() -> None:
    verdict = may_carry(SPENT, NEXT, CarryOver(Carry.ACCIDENTAL, budget_won=21))

    assert verdict.reasons == (Reason(Why.CARRIED_WITHOUT_DECISION, "budget", 20, 21),)


def test_accidental_carry_over_is_not_repeated() -> None:
    _, new = carry(SPENT, NEXT, CarryOver(Carry.ACCIDENTAL, cash_won=15))
    verdict = may_carry(new, replace(NEXT, fiscal_year=2026), CarryOver(Carry.ACCIDENTAL, cash_won=15))

    assert verdict.reasons == (Reason(Why.CARRIED_TWICE, "accidental", 0, 15),)


@pytest.mark.parametrize("kind", list(Carry))
def test_a_carry_over_booked_back_leaves_both_lines_as_before(kind: Carry) -> None:
    what = CarryOver(kind, budget_won=20, cash_won=15)
    assert carry_back(*carry(SPENT, NEXT, what), what) == (SPENT, NEXT)


def test_a_carry_over_that_was_used_is_not_booked_back() -> None:
    what = CarryOver(Carry.PLANNED, cash_won=15)
    old, new = carry(SPENT, NEXT, what)
    used = apply(new, Movement(Kind.SPEND, 1))
    assert [reason.code for reason in may_carry_back(old, used, what).reasons] == [Why.SPENT_OVER_GRANTED]
    with pytest.raises(MoneyRefused):
        carry_back(old, used, what)


@pytest.mark.parametrize("other", [{"fiscal_year": 2026}, {"place": "jinan"}, {"nature": Nature.CONTRIBUTION}])
def test_carry_over_to_another_line_is_refused(other: dict[str, object]) -> None:
    verdict = may_carry(SPENT, replace(NEXT, **other), CarryOver(Carry.PLANNED, cash_won=1))  # type: ignore[arg-type]

    assert [reason.code for reason in verdict.reasons] == [Why.CARRIED_TO_WRONG_LINE]


def test_walk_of_10000_steps_keeps_every_rule_over_three_years() -> None:
    """Money in is money out: what all lines hold is budgeted, and nothing is ever below zero."""
    draw = random.Random(20240322)
    lines = [replace(EMPTY, fiscal_year=year) for year in (2024, 2025, 2026)]
    allowed = refused = carried = 0
    for _ in range(10_000):
        at = draw.randrange(3)
        if at < 2 and draw.random() < 0.1:
            what = CarryOver(draw.choice(list(Carry)), draw.randint(-1, 40), draw.randint(-1, 40))
            if may_carry(lines[at], lines[at + 1], what):
                lines[at], lines[at + 1] = carry(lines[at], lines[at + 1], what)
                carried += 1
        else:
            movement = Movement(draw.choice(list(Kind)), draw.randint(-20, 40))
            if may(lines[at], movement):
                lines[at] = apply(lines[at], movement)
                allowed += 1
            else:
                refused += 1
        line = lines[at]
        assert min(getattr(line, name) for name in AMOUNTS) >= 0
        assert min(line.balance_won, line.ungranted_won, line.planned_carry_won, line.unsettled_won) >= 0
        assert line.carry_accidental_won <= line.carried_on_won
    assert min(allowed, refused) > 1000
    assert carried > 20
    assert sum(line.carried_on_won for line in lines) == sum(
        line.carried_in_budget_won + line.carried_in_cash_won for line in lines
    )
    assert sum(line.budgeted_won for line in lines) == sum(
        line.ungranted_won + line.balance_won + line.spent_won + line.returned_won for line in lines
    )


@given(st.lists(st.tuples(st.sampled_from(Kind), st.integers(-50, 50)), max_size=30))
def test_line_that_was_only_moved_breaks_no_rule(steps: list[tuple[Kind, int]]) -> None:
    line = EMPTY
    for kind, won in steps:
        if may(line, Movement(kind, won)):
            line = apply(line, Movement(kind, won))

    assert list(broken(line)) == []


def test_years_are_summed_in_order() -> None:
    old, new = carry(SPENT, NEXT, CarryOver(Carry.PLANNED, cash_won=15))
    totals = by_year([new, old, SPENT])

    assert [(one.fiscal_year, one.current_won, one.spent_won, one.carried_in_won) for one in totals] == [
        (2024, 200, 90, 0),
        (2025, 15, 0, 15),
    ]
    assert [(one.planned_carry_won, one.balance_won, one.execution_pct) for one in totals] == [
        (15, 15, Decimal("45.0")),
        (0, 15, Decimal("0.0")),
    ]
