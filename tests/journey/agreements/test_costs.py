from hypothesis import given
from hypothesis import strategies as st
from tests.world import small_terms

from dure.engine.money.cut import ReviewedLine
from dure.journey.agreements.costs import reckon

TERMS = small_terms()
WON = st.integers(0, 3 * 10**8)


@given(st.lists(st.tuples(WON, WON), min_size=1, max_size=8), WON)
def test_shares_sum_to_the_accepted_cost_and_nobody_pays_below_zero(lines: list[tuple[int, int]], in_kind: int) -> None:
    reviewed = [ReviewedLine(str(n), "hardware", max(pair), min(pair), "조정") for n, pair in enumerate(lines, 1)]
    found = reckon(reviewed, TERMS, "JS1", in_kind)

    amounts = [won for _funder, won in found.shares.by_funder]
    assert sum(amounts) == found.shares.cost_won == sum(min(pair) for pair in lines)
    assert min([*amounts, found.shares.firm_cash_won]) >= 0
    assert found.shares.in_kind_won <= found.shares.in_kind_limit_won
    assert found.shares.public_won <= TERMS.type("JS1").ceiling_won


def test_each_problem_is_a_sentence() -> None:
    found = reckon([ReviewedLine("3", "hardware", 5_000, 4_000)], TERMS, "JS1")

    assert found.problems == ("3번 항목: 5,000원에서 4,000원으로 감액한 사유를 적으십시오.",)
