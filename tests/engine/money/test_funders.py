from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.funders import NOTHING, Amounts, Funder

AMOUNTS = st.dictionaries(st.sampled_from(Funder), st.integers(-(10**12), 10**12)).map(Amounts.of)


@given(AMOUNTS, AMOUNTS)
def test_amounts_add_and_take_away_by_funder(one: Amounts, other: Amounts) -> None:
    assert (one + other) - other == one
    assert (one + other).total_won == one.total_won + other.total_won
    assert one - one == NOTHING


def test_amounts_in_any_order_are_the_same() -> None:
    assert Amounts.of({Funder.FIRM: 1, Funder.CITY: 2, Funder.PARTNER: 0}) == Amounts(
        ((Funder.CITY, 2), (Funder.FIRM, 1))
    )


def test_public_is_neither_the_partners_nor_the_firms() -> None:
    amounts = Amounts.of(dict.fromkeys(Funder, 1))

    assert (amounts.total_won, amounts.public_won, amounts.without_firm().total_won) == (5, 3, 4)
    assert Amounts.of({Funder.CITY: -1}).least_won == -1
