from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.funders import NOTHING, Amounts, Funder
from dure.engine.money.instalments import Progress, Schedule, Stage, StagePart, payable, schedule
from dure.engine.money.reasons import MoneyRefused, Reason, Why

PARTS = (
    StagePart(Stage.ADVANCE, Decimal(30), on_evidence=False),
    StagePart(Stage.INTERIM, Decimal(40)),
    StagePart(Stage.FINAL, Decimal(30)),
)
AGREED = Amounts.of({Funder.PROVINCE: 10_000_500, Funder.CITY: 6_000_000, Funder.FIRM: 4_000_000})
COST = AGREED.total_won


def plan() -> Schedule:
    return schedule(AGREED, PARTS)


def test_final_takes_what_rounding_leaves() -> None:
    assert [one.amounts for one in plan().instalments] == [
        Amounts.of({Funder.PROVINCE: 3_000_000, Funder.CITY: 1_800_000}),
        Amounts.of({Funder.PROVINCE: 4_000_000, Funder.CITY: 2_400_000}),
        Amounts.of({Funder.PROVINCE: 3_000_500, Funder.CITY: 1_800_000}),
    ]


@given(
    st.dictionaries(st.sampled_from(Funder), st.integers(0, 10**11)),
    st.integers(0, 10_000),
    st.sampled_from([1, 1000, 10_000]),
    st.data(),
)
def test_instalments_sum_to_what_was_agreed(
    amounts: dict[Funder, int], advance: int, unit: int, data: st.DataObject
) -> None:
    interim = data.draw(st.integers(0, 10_000 - advance))
    pcts = [Decimal(one).scaleb(-2) for one in (advance, interim, 10_000 - advance - interim)]
    parts = [StagePart(stage, pct) for stage, pct in zip(Stage, pcts, strict=True)]
    made = schedule(Amounts.of(amounts), parts, unit)

    assert sum((one.amounts for one in made.instalments), NOTHING) == Amounts.of(amounts).without_firm()
    assert all(one.amounts.least_won >= 0 for one in made.instalments)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (PARTS[:2], Why.STAGES_NOT_100),
        ((PARTS[1], PARTS[0], PARTS[2]), Why.STAGES_OUT_OF_ORDER),
        ((), Why.STAGES_NOT_100),
    ],
)
def test_stages_that_are_no_plan_are_refused(parts: tuple[StagePart, ...], why: Why) -> None:
    with pytest.raises(MoneyRefused) as refused:
        schedule(AGREED, parts)

    assert [reason.code for reason in refused.value.reasons] == [why]


def test_nothing_moves_before_the_firms_cash() -> None:
    assert payable(plan(), Stage.ADVANCE, Progress(COST)).reasons == (Reason(Why.FIRM_CASH_MISSING, Funder.FIRM),)


def test_advance_is_paid_without_evidence() -> None:
    now = payable(plan(), Stage.ADVANCE, Progress(COST, firm_cash_confirmed=True))

    assert now.amounts == plan().instalments[0].amounts
    assert now.reasons == ()


def test_interim_waits_for_the_advance() -> None:
    now = payable(plan(), Stage.INTERIM, Progress(COST, firm_cash_confirmed=True))

    assert (now.amounts, now.reasons) == (NOTHING, (Reason(Why.STAGE_BEFORE_OPEN, Stage.ADVANCE),))


def test_interim_reaches_as_far_as_the_evidence() -> None:
    paid = plan().instalments[0].amounts
    half = Progress(COST, COST // 2, paid, firm_cash_confirmed=True, closed=frozenset({Stage.ADVANCE}))
    now = payable(plan(), Stage.INTERIM, half)

    assert now.amounts == Amounts.of({Funder.PROVINCE: 5_000_250 - 3_000_000, Funder.CITY: 1_200_000})
    assert [reason.code for reason in now.reasons] == [Why.EVIDENCE_SHORT, Why.EVIDENCE_SHORT]


def test_closed_stage_is_not_paid_again() -> None:
    done = Progress(
        COST, COST, plan().up_to(Stage.ADVANCE), firm_cash_confirmed=True, closed=frozenset({Stage.ADVANCE})
    )

    assert payable(plan(), Stage.ADVANCE, done).reasons == (Reason(Why.STAGE_CLOSED, Stage.ADVANCE),)


def test_payment_above_the_line_is_refused() -> None:
    with pytest.raises(MoneyRefused) as refused:
        payable(plan(), Stage.FINAL, Progress(COST, COST, Amounts.of({Funder.CITY: 6_000_001})))

    assert refused.value.reasons == (Reason(Why.PAID_OVER_LINE, Funder.CITY, 6_000_000, 6_000_001),)


@given(st.lists(st.tuples(st.sampled_from(Stage), st.integers(0, 100)), max_size=12))
def test_paying_what_is_payable_never_exceeds_the_line_or_the_evidence(steps: list[tuple[Stage, int]]) -> None:
    paid, shown, closed = NOTHING, 0, frozenset[Stage]()
    for stage, evidence in steps:
        shown = max(shown, COST * evidence // 100)
        now = payable(plan(), stage, Progress(COST, shown, paid, firm_cash_confirmed=True, closed=closed))
        paid = paid + now.amounts
        if now.amounts.total_won and evidence % 2:
            closed = closed | {stage}
        assert (plan().agreed - paid).least_won >= 0
        for funder, won in paid:
            assert won <= max(plan().instalments[0].amounts[funder], plan().agreed[funder] * shown // COST)


def test_final_pays_the_whole_line_on_whole_evidence() -> None:
    paid = plan().up_to(Stage.INTERIM)
    end = Progress(COST, COST, paid, firm_cash_confirmed=True, closed=frozenset({Stage.ADVANCE, Stage.INTERIM}))

    assert payable(plan(), Stage.FINAL, end).amounts + paid == plan().agreed
