"""Before and after are medians of shifts, with what they rest on, or no comparison at all."""

from datetime import date, timedelta

from tests.floor.telling import facts_of_a_shift as shift
from tests.floor.telling import known

from dure.engine.floor.facts import Facts
from dure.floor.boards.queries.compared import NOT_SHARED, TOO_FEW, compared
from dure.floor.plant.terms import Terms, asked_terms

CUT = date(2024, 9, 16)
SINCE = date(2024, 1, 1)


def days(first: date, good: list[float]) -> list[Facts]:
    return [shift(first + timedelta(days=n), pq=100.0, gq=each, sq=100 - each) for n, each in enumerate(good)]


def terms(starts_on: date = SINCE) -> Terms:
    return asked_terms(("quality",), starts_on)


def test_medians_of_both_sides_with_shifts_and_coverage():
    # One very bad shift moves an average, not a median.
    before = days(CUT - timedelta(days=11), [80.0] * 10 + [0.0])
    after = days(CUT, [90.0] * 12)

    (found,) = compared(known(before + after), terms(), CUT)

    assert (found.before.median, found.before.shifts, found.after.median, found.after.shifts) == (80.0, 11, 90.0, 12)
    assert (found.before.coverage, found.points, found.why) == (1.0, 10.0, "")


def test_too_few_shifts_are_not_compared():
    (found,) = compared(known(days(CUT - timedelta(days=9), [80.0] * 9) + days(CUT, [90.0] * 12)), terms(), CUT)

    assert (found.points, found.why, found.before.shifts) == (None, TOO_FEW, 9)


def test_days_before_that_are_not_shared_are_not_looked_at():
    rows = days(CUT - timedelta(days=12), [80.0] * 12) + days(CUT, [90.0] * 12)

    (found,) = compared(known(rows), terms(CUT), CUT)

    assert (found.points, found.why, found.before.shifts, found.before.median) == (None, NOT_SHARED, 0, None)


def test_shifts_below_the_coverage_floor_do_not_count():
    dark = [shift(CUT + timedelta(days=n), unknown_s=20_000.0) for n in range(12)]
    rows = [shift(CUT - timedelta(days=n)) for n in range(1, 13)] + dark

    (found,) = compared(known(rows), asked_terms(("availability",), SINCE), CUT)

    assert (found.before.shifts, found.after.shifts, found.why) == (12, 0, TOO_FEW)
