"""Charts against the limits that textbooks and handbooks print, and at their edges."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.floor.spc.known import counted, nist, orangejuice, pistonrings, singles

from dure.engine.floor.spc.answer import Answer, Limits, Signal
from dure.engine.floor.spc.draw import FEW_SAMPLES, NO_SPREAD, draw
from dure.engine.floor.spc.rules import RuleSet
from dure.engine.floor.spc.samples import Chart, Sample, Samples, Tally
from dure.engine.floor.spc.settings import Settings
from dure.engine.strict_json import InputError

WESTERN = Settings(rules=RuleSet.WESTERN_ELECTRIC)


def limits(answer: Answer, digits: int) -> tuple[float | None, ...]:
    return tuple(None if x is None else round(x, digits) for x in (answer.lcl, answer.center, answer.ucl))


def samples_of(*groups: tuple[float, ...]) -> tuple[Sample, ...]:
    return tuple(Sample(f"s{at}", group) for at, group in enumerate(groups, start=1))


def refusal(chart: Chart, samples: Samples, settings: Settings | None = None) -> str:
    with pytest.raises(InputError) as caught:
        draw(chart, samples, settings)
    return caught.value.line("en")


def test_xbar_r_of_piston_rings_equals_the_textbook() -> None:
    answer = draw(Chart.XBAR_R, pistonrings()[:25])

    assert limits(answer, 3) == (73.988, 74.001, 74.014)
    assert answer.dispersion is not None
    assert answer.dispersion.center == pytest.approx(0.02276)
    assert (answer.dispersion.lcl, answer.dispersion.ucl) == (0, pytest.approx(0.0481, abs=5e-5))
    assert (answer.signals, answer.notes) == ((), ())


def test_xbar_s_of_piston_rings_equals_the_textbook() -> None:
    answer = draw(Chart.XBAR_S, pistonrings()[:25])

    assert limits(answer, 3) == (73.988, 74.001, 74.014)
    assert answer.dispersion is not None
    assert answer.dispersion.center == pytest.approx(0.0092, abs=5e-5)
    assert answer.dispersion.ucl == pytest.approx(0.0193, abs=5e-5)


def test_baseline_judges_later_samples_by_the_first() -> None:
    answer = draw(Chart.XBAR_R, pistonrings(), Settings(baseline=25))

    assert limits(answer, 3) == (73.988, 74.001, 74.014)
    assert [signal.sample for signal in answer.signals if signal.rule == "nelson_1"] == ["37", "38", "39"]


def test_p_of_orange_juice_equals_the_textbook() -> None:
    answer = draw(Chart.P, orangejuice()[:30], WESTERN)

    assert limits(answer, 4) == (0.0524, 0.2313, 0.4102)
    assert [signal.sample for signal in answer.signals if signal.rule == "western_electric_1"] == ["15", "23"]
    assert (answer.dispersion, answer.sigma, answer.capability) == (None, None, None)


def test_np_is_p_in_pieces() -> None:
    shares, pieces = (draw(chart, orangejuice()[:30]) for chart in (Chart.P, Chart.NP))

    assert limits(pieces, 9) == tuple(round(50 * limit, 9) for limit in (shares.lcl, shares.center, shares.ucl))  # type: ignore[operator]
    assert pieces.signals == shares.signals


def test_c_of_circuit_boards_equals_the_textbook() -> None:
    answer = draw(Chart.C, counted("circuits", Chart.C))

    assert limits(answer, 2) == (6.48, 19.85, 33.21)
    assert [signal.sample for signal in answer.signals if signal.rule == "nelson_1"] == ["6", "20"]


def test_u_of_computers_equals_the_textbook() -> None:
    answer = draw(Chart.U, counted("assembly", Chart.U))

    assert limits(answer, 2) == (0.07, 1.93, 3.79)


def test_ewma_equals_the_handbook() -> None:
    case = nist("ewma")
    settings = Settings(center=case["center"], sigma=case["s"], weight=case["lambda"], reach=case["k"])

    answer = draw(Chart.EWMA, singles(*case["data"]), settings)

    assert limits(answer, 3) == (47.412, 50, 52.588)
    assert [round(point.value, 2) for point in answer.points] == [
        50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33,
        50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99,
    ]  # fmt: skip
    assert (answer.signals, answer.notes) == ((), ())


def test_ewma_limits_grow_from_the_first_step_to_the_steady_state() -> None:
    answer = draw(Chart.EWMA, singles(*[10, 12] * 60), Settings(center=11, sigma=2))

    reaches = [(point.ucl - point.center) / 2 for point in answer.points]

    exact = [3 * math.sqrt(0.3 / 1.7 * (1 - 0.7 ** (2 * (at + 1)))) for at in range(120)]
    assert reaches == pytest.approx(exact, rel=1e-12)
    assert answer.ucl == pytest.approx(answer.points[-1].ucl, rel=1e-12)


def test_ewma_of_weight_one_is_the_chart_of_single_values() -> None:
    data = singles(*nist("michelso")["data"])

    smooth, plain = draw(Chart.EWMA, data, Settings(weight=1)), draw(Chart.I_MR, data)

    assert [point.value for point in smooth.points] == [point.value for point in plain.points]
    assert [point.ucl for point in smooth.points] == pytest.approx([point.ucl for point in plain.points])
    assert [point.lcl for point in smooth.points] == pytest.approx([point.lcl for point in plain.points])


def test_ewma_of_samples_takes_their_own_size_into_each_limit() -> None:
    answer = draw(Chart.EWMA, samples_of((1, 3), (2, 4, 5, 1), (3, 2)), Settings(center=3, sigma=1, weight=0.5))

    variances = [0.125, 0.125 / 4 + 0.25 / 4, (0.125 / 4 + 0.25 / 4) / 4 + 0.125]
    assert [(point.ucl - 3) / 3 for point in answer.points] == pytest.approx([math.sqrt(v) for v in variances])
    assert (answer.lcl, answer.ucl) == (None, None)


def test_i_mr_uses_the_mean_moving_range() -> None:
    answer = draw(Chart.I_MR, singles(10, 12, 11, 13, 9))

    assert answer.center == 11
    assert answer.dispersion is not None
    assert answer.dispersion.center == pytest.approx(9 / 4)
    assert answer.dispersion.ucl == pytest.approx(3.267 * 9 / 4, rel=1e-3)
    assert answer.ucl == pytest.approx(11 + 2.66 * 9 / 4, rel=1e-3)
    assert [point.dispersion.value if point.dispersion else None for point in answer.points] == [None, 2, 1, 2, 4]


def test_limits_stand_at_each_point_where_sizes_differ() -> None:
    answer = draw(Chart.P, (Tally("a", 10, 100), Tally("b", 30, 300), Tally("c", 0, 1)))

    assert (answer.center, answer.lcl, answer.ucl) == (pytest.approx(40 / 401), None, None)
    rate = 40 / 401
    reach = [3 * math.sqrt(rate * (1 - rate) / size) for size in (100, 300, 1)]
    assert [point.ucl for point in answer.points] == pytest.approx([min(1, rate + each) for each in reach])
    assert [point.lcl for point in answer.points] == pytest.approx([max(0, rate - each) for each in reach])


def test_np_of_other_sizes_has_its_centre_at_each_point() -> None:
    answer = draw(Chart.NP, (Tally("a", 10, 100), Tally("b", 30, 300)))

    assert [point.center for point in answer.points] == [10, 30]
    assert answer.center is None


def test_xbar_of_other_sizes_weighs_each_sample() -> None:
    answer = draw(Chart.XBAR_R, samples_of((1, 3), (2, 4, 6), (3, 5)))

    assert answer.center == pytest.approx(24 / 7)
    d2, d3 = (2 / math.sqrt(math.pi), 3 / math.sqrt(math.pi)), (0.8525024664, 0.8883680040)
    weights = [d2[0] / d3[0] ** 2, d2[1] / d3[1] ** 2, d2[0] / d3[0] ** 2]
    sigma = sum(w * r for w, r in zip(weights, (2, 4, 2), strict=True)) / sum(
        w * d for w, d in zip(weights, (d2[0], d2[1], d2[0]), strict=True)
    )
    assert answer.sigma == pytest.approx(sigma, rel=1e-9)
    assert answer.dispersion == Limits(None, 0.0, None)
    assert answer.points[1].ucl == pytest.approx(24 / 7 + 3 * sigma / math.sqrt(3), rel=1e-9)


def test_dispersion_breaks_only_the_first_rule_and_says_so() -> None:
    quiet = [(10.0, 10.2)] * 12
    answer = draw(Chart.XBAR_R, samples_of(*quiet, (9.0, 11.2)))

    assert [signal for signal in answer.signals if signal.rule.endswith("_dispersion")] == [
        Signal("s13", "nelson_1_dispersion")
    ]


def test_moving_range_signals_at_the_later_of_its_two_values() -> None:
    answer = draw(Chart.I_MR, singles(*[0, 1] * 10, 9, *[0, 1] * 10), WESTERN)

    assert [signal.sample for signal in answer.signals if signal.rule == "western_electric_1_dispersion"] == [
        "21",
        "22",
    ]


def test_constant_values_signal_nothing_and_say_that_they_do_not_vary() -> None:
    answer = draw(Chart.I_MR, singles(*[7.1] * 20))

    assert (answer.lcl, answer.center, answer.ucl, answer.sigma) == (7.1, 7.1, 7.1, 0)
    assert (answer.signals, answer.notes) == ((), (NO_SPREAD,))


def test_samples_without_spread_that_disagree_lie_beyond_limits() -> None:
    answer = draw(Chart.XBAR_S, samples_of((1, 1), (2, 2), (3, 3)))

    assert answer.signals == (Signal("s1", "nelson_1"), Signal("s3", "nelson_1"))
    assert answer.notes == (FEW_SAMPLES, NO_SPREAD)


@pytest.mark.parametrize("chart", [Chart.P, Chart.NP, Chart.C, Chart.U])
def test_no_defect_at_all_is_an_answer(chart: Chart) -> None:
    answer = draw(chart, tuple(Tally(str(at), 0, 10) for at in range(25)))

    assert (answer.lcl, answer.center, answer.ucl, answer.signals) == (0, 0, 0, ())
    assert answer.notes == (NO_SPREAD,)


@pytest.mark.parametrize(
    ("chart", "samples", "settings", "line"),
    [
        (Chart.I_MR, singles(1), None, "/samples: a chart needs at least two samples"),
        (Chart.P, (Tally("a", 0, 5),), None, "/samples: a chart needs at least two samples"),
        (
            Chart.XBAR_R,
            samples_of(tuple(range(26)), tuple(range(26))),
            None,
            "/samples/s1: 26 values; a range of more than 25 wastes them: use xbar_s",
        ),
        (
            Chart.XBAR_S,
            samples_of((1, 2), (3,)),
            None,
            "/samples/s2: one value; xbar_s needs at least two in each sample: use i_mr for single values",
        ),
        (
            Chart.I_MR,
            samples_of((1,), (1, 2)),
            None,
            "/samples/s2: 2 values; i_mr takes one value a sample: use xbar_r or xbar_s",
        ),
        (
            Chart.EWMA,
            samples_of((1,), (1, 2)),
            None,
            "/samples/s2: samples of one value cannot stand beside samples of several",
        ),
        (
            Chart.C,
            (Tally("a", 1, 5), Tally("b", 1, 6)),
            None,
            "/samples/b: size 6 where others have 5; c needs equal sizes: use u",
        ),
        (Chart.I_MR, singles(1, 2), Settings(sigma=0), "/sigma: must be more than 0"),
        (Chart.EWMA, singles(1, 2), Settings(weight=0), "/lambda: must be more than 0 and at most 1"),
        (Chart.EWMA, singles(1, 2), Settings(reach=11), "/sigmas: must be more than 0 and at most 10"),
        (Chart.I_MR, singles(1, 2), Settings(baseline=3), "/baseline: must be from 2 to 2, the samples there are"),
        (Chart.I_MR, singles(1, 2), Settings(lsl=2, usl=2), "/lsl: must be below --usl"),
        (
            Chart.C,
            (Tally("a", 1, 5), Tally("b", 1, 5)),
            Settings(center=1),
            "/center: belongs to charts of measured values, not to c",
        ),
        (
            Chart.EWMA,
            singles(1, 2),
            Settings(usl=1),
            "/usl: capability is answered with xbar_r, xbar_s and i_mr, not with ewma",
        ),
    ],
)
def test_unfit_input_is_refused_with_what_would_do(
    chart: Chart, samples: Samples, settings: Settings | None, line: str
) -> None:
    assert refusal(chart, samples, settings) == line


VALUES = st.integers(-500, 500).map(lambda cents: cents / 100)
GROUPS = st.integers(2, 6).flatmap(
    lambda size: st.lists(st.lists(VALUES, min_size=size, max_size=size), min_size=2, max_size=20)
)
XBAR = st.sampled_from([Chart.XBAR_R, Chart.XBAR_S, Chart.EWMA])


@given(GROUPS, XBAR, st.randoms(use_true_random=False))
def test_order_within_a_sample_changes_nothing(groups: list[list[float]], chart: Chart, random: object) -> None:
    shuffled = [random.sample(group, len(group)) for group in groups]  # type: ignore[attr-defined]

    assert draw(chart, samples_of(*map(tuple, groups))) == draw(chart, samples_of(*map(tuple, shuffled)))


@given(GROUPS, XBAR, st.integers(-100, 100), st.sampled_from([0.25, 2.0, 64.0]))
def test_chart_moves_with_its_values(groups: list[list[float]], chart: Chart, shift: int, scale: float) -> None:
    plain = draw(chart, samples_of(*map(tuple, groups)))
    moved = draw(chart, samples_of(*(tuple(shift + scale * value for value in group) for group in groups)))

    assert moved.center == pytest.approx(shift + scale * plain.center, abs=1e-9)  # type: ignore[operator]
    assert moved.ucl == pytest.approx(shift + scale * plain.ucl, abs=1e-9)  # type: ignore[operator]
    assert moved.sigma == pytest.approx(scale * plain.sigma, abs=1e-9)  # type: ignore[operator]
    if plain.sigma:
        assert moved.signals == plain.signals


@given(GROUPS, XBAR)
def test_chart_of_negated_values_is_mirrored(groups: list[list[float]], chart: Chart) -> None:
    plain = draw(chart, samples_of(*map(tuple, groups)))
    mirrored = draw(chart, samples_of(*(tuple(-value for value in group) for group in groups)))

    assert (mirrored.lcl, mirrored.ucl) == pytest.approx((-plain.ucl, -plain.lcl))  # type: ignore[operator]
    assert mirrored.signals == plain.signals
