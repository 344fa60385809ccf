from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.cut import ItemLimit, LimitOf, ReviewedLine, review
from dure.engine.money.funders import Funder
from dure.engine.money.reasons import Reason, Why
from dure.engine.money.shares import FunderPart, SplitRules

RULES = SplitRules(
    parts=(FunderPart(Funder.PROVINCE, Decimal(50)), FunderPart(Funder.CITY, Decimal(30))),
    in_kind_max_pct=Decimal(50),
)
SOFTWARE = ReviewedLine("1", "software", 20_000_000, 18_000_000, "Two functions are counted twice.")
LABOUR = ReviewedLine("2", "firm_labour", 500_000, 500_000)
LIMIT = ItemLimit("firm_labour", Decimal(20), LimitOf.FIRM_SHARE)


def test_accepted_table_stands_with_its_shares() -> None:
    table = review((SOFTWARE, LABOUR), RULES, (LIMIT,))

    assert table.stands
    assert (table.planned_won, table.accepted_won, table.cut_won) == (20_500_000, 18_500_000, 2_000_000)
    assert (table.shares.public_won, table.shares.firm_won) == (14_800_000, 3_700_000)
    assert table.by_item() == {"software": 18_000_000, "firm_labour": 500_000}


def test_cut_without_reason_is_a_problem() -> None:
    table = review((replace(SOFTWARE, reason=" "),), RULES)

    assert table.problems == (Reason(Why.CUT_WITHOUT_REASON, "1", 20_000_000, 18_000_000),)


def test_more_than_planned_is_a_problem() -> None:
    table = review((replace(LABOUR, accepted_won=500_001),), RULES)

    assert table.problems == (Reason(Why.ACCEPTED_OVER_PLANNED, "2", 500_000, 500_001),)


def test_item_over_its_part_of_the_firms_share_is_a_problem() -> None:
    """A cut elsewhere lowers the firm's share, so an item that kept its amount may now be too large."""
    lines = (replace(SOFTWARE, accepted_won=9_500_000), LABOUR)
    table = review(lines, RULES, (LIMIT,))

    assert table.problems == (Reason(Why.ITEM_OVER_LIMIT, "firm_labour", 400_000, 500_000, Decimal(20)),)


def test_item_that_reaches_its_limit_stands() -> None:
    assert review((LABOUR,), RULES, (ItemLimit("firm_labour", Decimal(100)),), in_kind_won=50_000).stands


def test_item_over_its_part_of_the_total_is_a_problem() -> None:
    table = review((LABOUR,), RULES, (ItemLimit("firm_labour", Decimal(10)),))

    assert table.problems == (Reason(Why.ITEM_OVER_LIMIT, "firm_labour", 50_000, 500_000, Decimal(10)),)


def test_line_named_twice_is_a_problem() -> None:
    assert review((LABOUR, LABOUR), RULES).problems == (Reason(Why.NAMED_TWICE, "2"),)


def test_in_kind_over_the_limit_is_a_problem() -> None:
    table = review((LABOUR,), RULES, in_kind_won=60_000)

    assert table.problems == (Reason(Why.IN_KIND_OVER_LIMIT, "in_kind", 50_000, 60_000),)


@given(st.lists(st.tuples(st.integers(0, 10**10), st.integers(-5, 10**10)), max_size=8))
def test_every_table_that_stands_adds_up(amounts: list[tuple[int, int]]) -> None:
    lines = tuple(ReviewedLine(str(at), "item", *pair, "cut") for at, pair in enumerate(amounts))
    table = review(lines, RULES)

    assert table.shares.by_funder.total_won == table.accepted_won
    assert table.stands == all(0 <= accepted <= planned for planned, accepted in amounts)
    assert not table.stands or table.cut_won == sum(line.cut_won for line in lines)
