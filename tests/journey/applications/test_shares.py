from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dure.journey.applications.shares import shares
from dure.journey.programmes.templates_of_notices import terms_from
from dure.journey.programmes.terms import CostRules

TERMS = terms_from("jeonbuk_2024")


@given(
    cost=st.integers(0, 10**12),
    province=st.integers(0, 100),
    in_kind=st.integers(0, 10**12),
    ceiling=st.none() | st.integers(0, 10**9),
    data=st.data(),
)
def test_shares_always_sum_to_the_won(
    cost: int, province: int, in_kind: int, ceiling: int | None, data: st.DataObject
) -> None:
    city = data.draw(st.integers(0, 100 - province))
    costs = TERMS.costs.model_copy(
        update={
            "province_pct": Decimal(province), "city_pct": Decimal(city), "firm_pct": Decimal(100 - province - city)
        }
    )  # fmt: skip
    split = shares(cost, TERMS.model_copy(update={"costs": costs}), in_kind, ceiling)

    assert split.province_won + split.city_won + split.firm_won == cost
    assert min(split.province_won, split.city_won, split.firm_won, split.firm_cash_won) >= 0
    assert ceiling is None or split.support_won <= ceiling
    assert split.province_won % 1000 == split.city_won % 1000 == 0


def by_hand(cost: int, costs: CostRules, ceiling: int | None) -> tuple[int, int, int]:
    """Province, city and what the ceiling left to the firm, by the sentences of the notice: by percentage, cut below
    the unit; under a ceiling by the same percentages, the city taking what rounding leaves; nobody above its own part.
    """
    unit = costs.round_down_to_won
    province = int(cost * costs.province_pct / 100) // unit * unit
    city = int(cost * costs.city_pct / 100) // unit * unit
    uncapped = province + city
    if ceiling is None or uncapped <= ceiling:
        return province, city, 0
    of_province = int(ceiling * costs.province_pct / (costs.province_pct + costs.city_pct)) // unit * unit
    of_city = (ceiling - of_province) // unit * unit
    if of_city > city:
        of_province, of_city = (ceiling - city) // unit * unit, city
    elif of_province > province:
        of_province, of_city = province, (ceiling - province) // unit * unit
    return of_province, of_city, uncapped - of_province - of_city


@settings(max_examples=400)
@given(
    cost=st.integers(0, 10**12) | st.integers(0, 10**5),
    province=st.integers(0, 10_000),
    unit=st.sampled_from([1, 10, 1000, 10_000]),
    share_of_cost=st.none() | st.integers(0, 120),
    data=st.data(),
)
def test_shares_are_those_reckoned_by_hand(
    cost: int, province: int, unit: int, share_of_cost: int | None, data: st.DataObject
) -> None:
    city = data.draw(st.integers(0, 10_000 - province))
    ceiling = None if share_of_cost is None else cost * share_of_cost // 100
    costs = TERMS.costs.model_copy(
        update={
            "province_pct": Decimal(province).scaleb(-2),
            "city_pct": Decimal(city).scaleb(-2),
            "round_down_to_won": unit,
        }
    )
    split = shares(cost, TERMS.model_copy(update={"costs": costs}), 0, ceiling)

    assert (split.province_won, split.city_won, split.excess_won) == by_hand(cost, costs, ceiling)
    assert split.in_kind_limit_won == int(split.firm_won * costs.firm_in_kind_max_pct / 100)


def test_beyond_the_ceiling_the_firm_pays() -> None:
    split = shares(60_000_000, TERMS, 0, 40_000_000)

    assert split.support_won == 40_000_000 - 40_000_000 % 1000
    assert split.firm_won == 20_000_000
    assert split.excess_won == 52_200_000 - 40_000_000


def test_vat_is_owed_on_all_but_the_in_kind_part() -> None:
    split = shares(30_000_000, TERMS, 500_000)

    assert split.vat_won == 2_950_000
    assert split.firm_cash_won == split.firm_won - 500_000
