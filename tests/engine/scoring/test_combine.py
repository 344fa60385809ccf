from __future__ import annotations

import itertools
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.scoring.notices import ITEMS, TEN, TRIMMED, bonus, rules, sheets, step

from dure.engine.scoring import (
    Claims,
    FirmScore,
    MinimumOf,
    Reason,
    ReasonCode,
    Rules,
    Sheet,
    Verdict,
    combine,
)
from dure.engine.scoring.result import Dropped
from dure.engine.scoring.rounding import half_up

words = st.lists(st.text("ABCDEF", min_size=3, max_size=3), min_size=1, max_size=7)
POINTS = {grade.code: grade.points for grade in TEN}


def _only(given_rules: Rules, given_sheets: list[Sheet], claims: Claims | None = None) -> FirmScore:
    return combine(given_rules, ["F1"], given_sheets, {"F1": claims} if claims else None)[0]


def test_highest_and_lowest_are_dropped_and_told() -> None:
    """Out of 25: 25, 22.5, 20 and 0; the mean of the middle two is 21.25, which is 85 of 100."""
    score = _only(rules(), sheets(["AAA", "BBB", "CCC", "FFF"]))

    assert [(one.points, one.dropped) for one in score.steps[0].sheets] == [
        (Decimal(25), Dropped.HIGHEST),
        (Decimal("22.5"), None),
        (Decimal(20), None),
        (Decimal(0), Dropped.LOWEST),
    ]
    assert (score.total, score.verdict) == (Decimal("85.00"), Verdict.PASSED)


def test_criteria_add_up_to_the_step() -> None:
    score = _only(rules(), sheets(["ABC", "BCD", "CDE", "DEF"]))

    means = score.steps[0].criteria

    assert [one.criterion for one in means] == ["ability", "fit"]
    assert sum(one.mean for one in means) * 4 == score.steps[0].exact


def test_equal_sheets_drop_two_different_ones() -> None:
    score = _only(rules(), sheets(["AAA", "AAA", "AAA"]))

    assert [one.dropped for one in score.steps[0].sheets] == [Dropped.HIGHEST, Dropped.LOWEST, None]


def test_two_steps_are_weighted() -> None:
    """80 of 100 at 80 per cent and 100 of 100 at 20 per cent."""
    given_rules = rules(step(id="talk", weight_pct=Decimal(80)), step(id="site", weight_pct=Decimal(20)))

    score = _only(given_rules, [*sheets(["CCC"]), *sheets(["AAA"], at="site")])

    assert [one.weighted for one in score.steps] == [Decimal("64.00"), Decimal("20.00")]
    assert score.total == Decimal("84.00")


def test_bonus_and_penalty_are_capped() -> None:
    given_rules = rules(
        bonus=bonus("5", {"root": "3", "women": "3"}), penalty=bonus("2", {"late": "1.5", "false": "1.5"})
    )

    score = _only(given_rules, sheets(["CCC"]), Claims(frozenset({"root", "women"}), frozenset({"late", "false"})))

    assert (score.base, score.bonus, score.penalty, score.total) == (80, 5, 2, 83)
    assert score.reasons == (
        Reason(ReasonCode.BONUS_CAPPED, Decimal(6), Decimal(5)),
        Reason(ReasonCode.PENALTY_CAPPED, Decimal(3), Decimal(2)),
    )


def test_step_below_its_minimum_fails_whatever_the_total() -> None:
    given_rules = rules(
        step(id="talk", weight_pct=Decimal(80)),
        step(id="site", weight_pct=Decimal(20), minimum=Decimal(70)),
        minimum=Decimal(60),
    )

    score = _only(given_rules, [*sheets(["AAA"]), *sheets(["EEE"], at="site")])

    assert (score.total, score.verdict) == (Decimal(92), Verdict.BELOW_MINIMUM)
    assert score.reasons == (Reason(ReasonCode.STEP_BELOW_MINIMUM, Decimal(60), Decimal(70), "site"),)


@pytest.mark.parametrize(
    ("of", "verdict"), [(MinimumOf.BASE, Verdict.BELOW_MINIMUM), (MinimumOf.TOTAL, Verdict.PASSED)]
)
def test_total_minimum_is_held_against_what_the_notice_says(of: MinimumOf, verdict: Verdict) -> None:
    given_rules = rules(bonus=bonus(None, {"root": "3"}), minimum=Decimal(82), minimum_of=of)

    score = _only(given_rules, sheets(["CCC"]), Claims(frozenset({"root"})))

    assert score.verdict is verdict


def test_minimum_is_held_against_the_printed_score() -> None:
    """73.333... is printed 73.33 and has reached 73.33: the firm reads no contradiction."""
    given_rules = rules(step(minimum=Decimal("73.33")))

    score = _only(given_rules, sheets(["CCC", "CCC", "EEE"]))

    assert score.steps[0].exact == Fraction(220, 3)
    assert score.verdict is Verdict.PASSED


def test_missing_sheets_leave_the_firm_without_total() -> None:
    given_rules = rules(step(needed_sheets=3))

    score = _only(given_rules, sheets(["AAA", "AAA"]))

    assert (score.base, score.total, score.verdict) == (None, None, Verdict.INCOMPLETE)
    assert score.reasons == (Reason(ReasonCode.SHEETS_MISSING, Decimal(2), Decimal(3), "talk"),)


def test_firm_without_any_sheet_is_incomplete() -> None:
    score = _only(rules(), [])

    assert (score.steps, score.verdict) == ((), Verdict.INCOMPLETE)


def test_total_stays_between_zero_and_the_ceiling() -> None:
    given_rules = rules(bonus=bonus(None, {"root": "3"}), penalty=bonus(None, {"false": "50"}), ceiling=Decimal(100))

    high = _only(given_rules, sheets(["AAA"]), Claims(frozenset({"root"})))
    low = _only(given_rules, sheets(["FFF"]), Claims(penalty=frozenset({"false"})))

    assert (high.total, high.reasons[-1].code) == (Decimal(100), ReasonCode.TOTAL_AT_CEILING)
    assert (low.total, low.reasons[-1].code) == (Decimal(0), ReasonCode.TOTAL_AT_ZERO)


@given(words)
def test_fewer_than_three_sheets_are_never_dropped(given_words: list[str]) -> None:
    score = _only(rules(), sheets(given_words))

    dropped = [one for one in score.steps[0].sheets if one.dropped]
    assert len(dropped) == (2 if len(given_words) >= 3 else 0)


@given(words, st.randoms(use_true_random=False))
def test_order_of_sheets_changes_nothing(given_words: list[str], mixer: object) -> None:
    listed = sheets(given_words)
    mixed = list(listed)
    mixer.shuffle(mixed)  # type: ignore[attr-defined]

    assert _only(rules(), mixed) == _only(rules(), listed)


@given(words, st.data())
def test_raising_one_item_never_lowers_the_total(given_words: list[str], data: st.DataObject) -> None:
    listed = sheets(given_words)
    number = data.draw(st.integers(0, len(listed) - 1))
    item = data.draw(st.sampled_from(ITEMS))
    better = data.draw(st.sampled_from([code for code in "ABCDEF" if code <= listed[number].grades[item]]))
    raised = [*listed]
    raised[number] = Sheet("F1", "talk", listed[number].assessor, {**listed[number].grades, item: better})

    before, after = _only(rules(), listed).total, _only(rules(), raised).total

    assert before is not None
    assert after is not None
    assert after >= before


@given(words)
def test_total_equals_plain_recomputation(given_words: list[str]) -> None:
    totals = sorted(Fraction(POINTS[word[0]] + POINTS[word[1]]) + Fraction(POINTS[word[2]]) / 2 for word in given_words)
    counted = totals[1:-1] if len(totals) >= 3 else totals

    score = _only(rules(), sheets(given_words))

    assert score.steps[0].exact == sum(counted) * 4 / len(counted)


@settings(max_examples=300)
@given(st.decimals(-1000, 1000, places=6), st.integers(0, 4))
def test_rounding_agrees_with_decimal(value: Decimal, decimals: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

    assert half_up(Fraction(value), decimals) == expected


@given(st.sets(st.sampled_from(["a", "b", "c", "d"])), st.integers(0, 12))
def test_bonus_never_passes_its_cap(kinds: set[str], cap: int) -> None:
    given_rules = rules(bonus=bonus(str(cap), {"a": "1", "b": "2.5", "c": "3", "d": "5"}))

    score = _only(given_rules, sheets(["CCC"]), Claims(frozenset(kinds)))

    assert score.bonus == min(
        Decimal(cap),
        sum((Decimal({"a": "1", "b": "2.5", "c": "3", "d": "5"}[one]) for one in kinds), Decimal(0)),
    )


def test_dropping_begins_where_the_notice_says() -> None:
    from_five = type(TRIMMED)(TRIMMED.kind, 5)
    totals = [
        _only(rules(step(dropping=from_five)), sheets(list(part))).steps[0].sheets
        for part in (["AAA", "BBB", "CCC", "DDD"], ["AAA", "BBB", "CCC", "DDD", "EEE"])
    ]

    assert [sum(one.dropped is not None for one in found) for found in totals] == [0, 2]


def test_firms_are_scored_apart() -> None:
    both = list(itertools.chain(sheets(["AAA"], firm="F1"), sheets(["EEE"], firm="F2")))

    assert [score.total for score in combine(rules(), ["F2", "F1"], both)] == [Decimal(60), Decimal(100)]
