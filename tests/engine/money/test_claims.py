import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.claims import may_claim, paid_by
from dure.engine.money.funders import NOTHING, Amounts, Funder
from dure.engine.money.reasons import MoneyRefused, Reason, Why

AGREED = Amounts.of({Funder.PROVINCE: 560, Funder.CITY: 310, Funder.FIRM: 130})


def test_line_bears_claims_up_to_what_was_accepted() -> None:
    assert may_claim("software", 1000, 400, 600).allowed
    assert may_claim("software", 1000, 400, 601).reasons == (Reason(Why.CLAIMED_OVER_LINE, "software", 600, 601),)
    assert may_claim("software", 1000, 400, 0).reasons == (Reason(Why.ZERO, "software", 1, 0),)


def test_claim_is_paid_in_the_agreed_proportion() -> None:
    assert paid_by(AGREED, NOTHING, 500) == Amounts.of({Funder.PROVINCE: 280, Funder.CITY: 155, Funder.FIRM: 65})


def test_funder_that_paid_ahead_pays_less_of_the_next() -> None:
    assert paid_by(AGREED, Amounts.of({Funder.PROVINCE: 560}), 44) == Amounts.of({Funder.CITY: 31, Funder.FIRM: 13})


@pytest.mark.parametrize(
    ("paid", "won", "why"),
    [
        (NOTHING, 1001, Why.CLAIMED_OVER_AGREED),
        (NOTHING, -1, Why.CLAIMED_OVER_AGREED),
        (Amounts.of({Funder.CITY: 311}), 1, Why.PAID_OVER_LINE),
    ],
)
def test_more_than_was_agreed_is_refused(paid: Amounts, won: int, why: Why) -> None:
    with pytest.raises(MoneyRefused) as refused:
        paid_by(AGREED, paid, won)

    assert [reason.code for reason in refused.value.reasons] == [why]


@given(
    st.dictionaries(st.sampled_from(Funder), st.integers(1, 10**6), min_size=1).map(Amounts.of),
    st.lists(st.integers(0, 10**6), max_size=8),
)
def test_claims_end_at_exactly_the_agreed_shares(agreed: Amounts, claims: list[int]) -> None:
    paid = NOTHING
    for claim in claims:
        won = min(claim, (agreed - paid).total_won)
        part = paid_by(agreed, paid, won)
        assert part.total_won == won
        assert part.least_won >= 0
        paid = paid + part
        assert (agreed - paid).least_won >= 0

    assert paid + paid_by(agreed, paid, (agreed - paid).total_won) == agreed
