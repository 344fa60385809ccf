import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engine.money.funders import Amounts, Funder
from dure.engine.money.reasons import MoneyRefused, Reason, Why
from dure.engine.money.settlement import SpentLine, settle

P, C, F = Funder.PROVINCE, Funder.CITY, Funder.FIRM
AGREED = Amounts.of({P: 500, C: 300, F: 200})


def test_all_spent_and_accepted_leaves_nothing_due() -> None:
    done = settle(AGREED, AGREED, [SpentLine("1", 1000, AGREED, 1000)])

    assert (done.due_back_won, done.still_payable_won, done.firm_must_add_won, done.collect_from_firm_won) == (0,) * 4
    assert done.reasons == ()


def test_disallowed_falls_on_those_whose_money_was_spent() -> None:
    done = settle(AGREED, AGREED, [SpentLine("1", 1000, AGREED, 900, "Bought after the end of the project.")])

    assert [(part.funder, part.share_won, part.disallowed_won, part.due_back_won) for part in done.parts] == [
        (P, 450, 50, 50),
        (C, 270, 30, 30),
        (F, 180, 20, 20),
    ]
    assert (done.due_back_won, done.collect_from_firm_won) == (80, 80)


def test_unspent_balance_and_interest_go_back() -> None:
    spent = Amounts.of({P: 450, C: 270, F: 180})
    done = settle(AGREED, AGREED, [SpentLine("1", 1000, spent, 900)], interest_won=11, in_kind_won=100)

    assert [(part.funder, part.unspent_won, part.interest_won) for part in done.parts] == [
        (P, 50, 6),
        (C, 30, 4),
        (F, 20, 1),
    ]
    assert done.of(P).due_back_with_interest_won == 56
    assert (done.due_back_won, done.collect_from_firm_won, done.interest_won) == (80, 0, 11)


def test_firm_that_spent_less_than_its_part_adds_the_difference() -> None:
    """Of 800 accepted its part is 160; it spent 0 of its own, so others bore 160 in its place."""
    spent = Amounts.of({P: 500, C: 300})
    done = settle(AGREED, AGREED, [SpentLine("1", 1000, spent, 800)])

    assert (done.firm_must_add_won, done.collect_from_firm_won, done.due_back_won) == (160, 160, 160)
    assert done.reasons == (Reason(Why.FIRM_MUST_ADD, F, 160, 0),)


def test_funder_that_has_not_paid_its_part_still_owes_it() -> None:
    granted = Amounts.of({P: 500, C: 100, F: 200})
    done = settle(AGREED, granted, [SpentLine("1", 1000, granted, 800)])

    assert (done.of(C).share_won, done.of(C).still_payable_won, done.of(P).due_back_won) == (240, 140, 100)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (SpentLine("1", 1000, Amounts.of({C: 10}), 11), Why.ACCEPTED_OVER_SPENT),
        (SpentLine("1", 9, Amounts.of({C: 10}), 10), Why.ACCEPTED_OVER_TABLE),
        (SpentLine("1", 1000, Amounts.of({C: 10}), 9), Why.DISALLOWED_WITHOUT_REASON),
        (SpentLine("1", 1001, Amounts.of({C: 10}), 10), Why.TABLE_OVER_AGREED),
        (SpentLine("1", 1000, Amounts.of({C: 301}), 301), Why.SPENT_OVER_GRANTED),
        (SpentLine("1", 1000, Amounts.of({C: 10}), -1, "?"), Why.NEGATIVE),
    ],
)
def test_line_that_cannot_be_is_refused(line: SpentLine, why: Why) -> None:
    with pytest.raises(MoneyRefused) as refused:
        settle(AGREED, AGREED, [line])

    assert [reason.code for reason in refused.value.reasons] == [why]


def test_interest_of_no_cash_is_refused() -> None:
    with pytest.raises(MoneyRefused):
        settle(Amounts.of({F: 10}), Amounts.of({F: 10}), [], interest_won=1, in_kind_won=10)


@st.composite
def projects(draw: st.DrawFn) -> tuple[Amounts, Amounts, list[SpentLine], int]:
    funders = draw(st.lists(st.sampled_from(Funder), min_size=1, unique=True))
    agreed = Amounts.of({one: draw(st.integers(1, 10**9)) for one in funders})
    granted = Amounts.of({one: draw(st.integers(0, agreed[one])) for one in funders})
    left_table, left = agreed.total_won, granted
    lines = []
    for number in range(draw(st.integers(0, 4))):
        table = draw(st.integers(0, left_table))
        spent = Amounts.of({one: draw(st.integers(0, won)) for one, won in left})
        left_table, left = left_table - table, left - spent
        accepted = draw(st.integers(0, min(table, spent.total_won)))
        lines.append(SpentLine(str(number), table, spent, accepted, "why"))
    return agreed, granted, lines, draw(st.integers(0, 10**6)) if granted.total_won else 0


@settings(max_examples=300)
@given(projects())
def test_every_sum_is_exact(project: tuple[Amounts, Amounts, list[SpentLine], int]) -> None:
    agreed, granted, lines, interest = project
    done = settle(agreed, granted, lines, interest)
    parts = done.parts

    assert sum(part.share_won for part in parts) == done.accepted_won == sum(line.accepted_won for line in lines)
    assert sum(part.disallowed_won for part in parts) == done.disallowed_won
    assert sum(part.spent_won for part in parts) == done.accepted_won + done.disallowed_won
    assert sum(part.interest_won for part in parts) == interest
    assert sum(part.adjustment_won for part in parts) == 0
    for part in parts:
        assert part.granted_won - part.share_won == part.disallowed_won + part.unspent_won + part.adjustment_won
        assert part.due_back_won - part.still_payable_won == part.granted_won - part.share_won
        assert 0 <= part.share_won <= part.agreed_won
        assert min(part.unspent_won, part.disallowed_won, part.interest_won) >= 0
        assert part.disallowed_won <= part.spent_won
