import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engine.money.funders import Amounts, Funder
from dure.engine.money.reasons import MoneyRefused, Reason, Why
from dure.engine.money.shares import FunderPart, Shares, SplitRules, Vat, split

OTHERS = [funder for funder in Funder if funder is not Funder.FIRM]


@st.composite
def rules(draw: st.DrawFn) -> SplitRules:
    left = 10_000
    parts = []
    for funder in draw(st.permutations(OTHERS)):
        pct = draw(st.integers(0, left))
        left -= pct
        ceiling = draw(st.none() | st.integers(0, 10**9))
        parts.append(FunderPart(funder, Decimal(pct).scaleb(-2), ceiling))
    return SplitRules(
        parts=tuple(parts),
        round_down_to_won=draw(st.sampled_from([1, 7, 100, 1000, 10_000])),
        in_kind_max_pct=Decimal(draw(st.integers(0, 100))),
        vat=draw(st.sampled_from(Vat)),
    )


COSTS = st.integers(0, 10**12) | st.integers(0, 50_000)


@settings(max_examples=200)
@given(COSTS, rules(), st.integers(0, 10**12), st.none() | st.integers(0, 10**10))
def test_shares_sum_to_the_cost_under_every_rounding_and_ceiling(
    cost: int, by: SplitRules, in_kind: int, ceiling: int | None
) -> None:
    shares = split(cost, by, in_kind, ceiling)

    assert shares.by_funder.total_won == cost
    assert shares.firm_cash_won + shares.in_kind_won == shares.firm_won
    assert min(shares.by_funder.least_won, shares.firm_cash_won, shares.excess_won, shares.rounding_won) >= 0
    assert ceiling is None or shares.public_won <= ceiling
    for part in by.parts:
        won = shares.by_funder[part.funder]
        assert won % by.round_down_to_won == 0
        assert won * 10_000 <= cost * int(part.pct * 100)
        assert part.ceiling_won is None or won <= part.ceiling_won


@settings(max_examples=200)
@given(COSTS, rules(), st.none() | st.integers(0, 10**10))
def test_firm_pays_its_own_percentage_and_what_rounding_and_ceilings_leave(
    cost: int, by: SplitRules, ceiling: int | None
) -> None:
    shares = split(cost, by, 0, ceiling)
    others = sum(cost * int(part.pct * 100) // 10_000 for part in by.parts)

    assert shares.firm_won == cost - others + shares.rounding_won + shares.excess_won


@settings(max_examples=150)
@given(rules(), st.integers(0, 400_000), st.integers(1, 200_000))
def test_public_ceiling_is_used_up_but_for_rounding(by: SplitRules, cost: int, ceiling: int) -> None:
    shares = split(cost, by, 0, ceiling)

    if Why.PUBLIC_CEILING in [reason.code for reason in shares.reasons]:
        assert ceiling - shares.public_won < 3 * by.round_down_to_won


def jeonbuk(**changes: object) -> Shares:
    by = SplitRules(
        parts=(FunderPart(Funder.PROVINCE, Decimal(56)), FunderPart(Funder.CITY, Decimal("31.00"))),
        in_kind_max_pct=Decimal(50),
    )
    return split(**({"cost_won": 40_000_999, "rules": by} | changes))  # type: ignore[arg-type]


def test_rounding_is_left_to_the_firm_and_named() -> None:
    shares = jeonbuk()

    assert shares.by_funder == Amounts.of(
        {Funder.PROVINCE: 22_400_000, Funder.CITY: 12_400_000, Funder.FIRM: 5_200_999}
    )
    assert shares.reasons == (Reason(Why.ROUNDING_LEFT, Funder.FIRM, used_won=559 + 309),)


def test_public_ceiling_is_named_with_its_numbers() -> None:
    shares = jeonbuk(public_ceiling_won=30_000_000)

    assert shares.public_won == 30_000_000
    assert Reason(Why.PUBLIC_CEILING, "public", 30_000_000, 34_800_000) in shares.reasons


def test_funders_ceiling_leaves_its_rest_to_the_firm() -> None:
    by = SplitRules((FunderPart(Funder.PARTNER, Decimal(30), 1_500_500), FunderPart(Funder.CITY, Decimal(50))))
    shares = split(10_000_000, by)

    assert shares.by_funder == Amounts.of({Funder.CITY: 5_000_000, Funder.PARTNER: 1_500_000, Funder.FIRM: 3_500_000})
    assert shares.reasons == (Reason(Why.FUNDER_CEILING, Funder.PARTNER, 1_500_500, 3_000_000),)


def test_in_kind_over_its_limit_is_named() -> None:
    shares = jeonbuk(cost_won=10_000_000, in_kind_won=1_000_000)

    assert (shares.firm_won, shares.in_kind_limit_won, shares.in_kind_over_won) == (1_300_000, 650_000, 350_000)
    assert shares.reasons == (Reason(Why.IN_KIND_OVER_LIMIT, Funder.FIRM, 650_000, 1_000_000),)


def test_vat_beside_leaves_the_account_and_comes_back() -> None:
    shares = jeonbuk(cost_won=10_000_000, in_kind_won=500_000)

    assert (shares.leaves_account_won, shares.comes_back_won) == (800_000 + 950_000, 950_000)


def test_vat_within_is_an_eleventh_of_what_is_bought() -> None:
    by = SplitRules((FunderPart(Funder.CITY, Decimal(50)),), vat=Vat.INCLUDED)
    shares = split(11_000_000, by)

    assert (shares.vat_won, shares.vat_within_won, shares.comes_back_won) == (0, 1_000_000, 0)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((FunderPart(Funder.FIRM, Decimal(10)),), Why.FIRM_HAS_NO_PCT),
        ((FunderPart(Funder.CITY, Decimal(10)), FunderPart(Funder.CITY, Decimal(10))), Why.NAMED_TWICE),
        ((FunderPart(Funder.CITY, Decimal(60)), FunderPart(Funder.PROVINCE, Decimal("40.01"))), Why.PCT_OVER_100),
    ],
)
def test_rules_that_contradict_themselves_are_refused(parts: tuple[FunderPart, ...], why: Why) -> None:
    with pytest.raises(MoneyRefused) as refused:
        SplitRules(parts)

    assert [reason.code for reason in refused.value.reasons] == [why]


def test_negative_cost_is_refused() -> None:
    with pytest.raises(MoneyRefused):
        jeonbuk(cost_won=-1)


def test_small_ceilings_give_nobody_more_than_without_them() -> None:
    """All small cases of three public funders, where the last takes what rounding leaves."""
    for pcts in itertools.product((0, 10, 33), repeat=3):
        funders = zip((Funder.NATIONAL, Funder.PROVINCE, Funder.CITY), pcts, strict=True)
        by = SplitRules(tuple(FunderPart(one, Decimal(pct)) for one, pct in funders), round_down_to_won=10)
        for cost in range(0, 120, 7):
            free = split(cost, by).by_funder
            for ceiling in range(0, 130, 9):
                assert (free - split(cost, by, 0, ceiling).by_funder.without_firm()).least_won >= 0
