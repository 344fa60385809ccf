from datetime import date, timedelta

import pytest

from dure.journey.agreements.change_rules import (
    Course,
    day_problems,
    extension_problems,
    kind_for,
    limits,
    locked_problems,
    route_of,
)
from dure.journey.programmes.delivery import ChangeRules

RULES = ChangeRules()
END = date(2025, 2, 13)
COURSE = Course(first_ends_on=END, ends_on=END, extensions=0)


@pytest.mark.parametrize(("days", "problems"), [(0, 0), (15, 0), (16, 1)])
def test_a_change_is_asked_for_within_the_days_of_its_cause(days: int, problems: int) -> None:
    today = date(2024, 9, 2)

    assert len(day_problems("cost", today - timedelta(days=days), COURSE, RULES, today)) == problems


@pytest.mark.parametrize(("days", "problems"), [(31, 0), (30, 0), (29, 1), (-1, 1)])
def test_a_change_is_asked_for_before_the_last_days(days: int, problems: int) -> None:
    today = END - timedelta(days=days)

    assert len(day_problems("supplier", today, COURSE, RULES, today)) == problems


@pytest.mark.parametrize(("days", "problems"), [(0, 0), (1, 1)])
def test_a_cause_has_happened(days: int, problems: int) -> None:
    today = date(2024, 9, 2)

    assert len(day_problems("account", today + timedelta(days=days), COURSE, RULES, today)) == problems


def test_an_account_is_reported_whenever_it_changes() -> None:
    today = END - timedelta(days=1)

    assert day_problems("account", today - timedelta(days=100), COURSE, RULES, today) == []


@pytest.mark.parametrize(
    ("days", "kind", "route"),
    [(1, "period_short", "report"), (31, "period_short", "report"), (32, "period_long", "approval")],
)
def test_the_days_decide_whether_an_extension_is_reported(days: int, kind: str, route: str) -> None:
    found = kind_for("period_long", COURSE, END + timedelta(days=days), RULES)

    assert (found.value, route_of(found).value) == (kind, route)


@pytest.mark.parametrize(("days", "problems"), [(-1, 1), (0, 1), (1, 0), (92, 0), (93, 1)])
def test_an_extension_has_its_longest_days(days: int, problems: int) -> None:
    assert len(extension_problems(END + timedelta(days=days), COURSE, RULES)) == problems


@pytest.mark.parametrize(("most", "problems"), [(1, 1), (2, 0)])
def test_an_agreement_is_extended_so_often(most: int, problems: int) -> None:
    course = Course(END, END + timedelta(days=10), extensions=1)
    rules = RULES.model_copy(update={"most_extensions": most})

    assert len(extension_problems(END + timedelta(days=20), course, rules)) == problems


@pytest.mark.parametrize(("days", "problems"), [(92, 0), (93, 1)])
def test_all_extensions_together_have_their_longest_days(days: int, problems: int) -> None:
    course = Course(END, END + timedelta(days=60), extensions=1)
    rules = RULES.model_copy(update={"most_extensions": 2})

    assert len(extension_problems(END + timedelta(days=days), course, rules)) == problems


def test_what_the_notice_locks_cannot_be_changed() -> None:
    only_kpis = RULES.model_copy(update={"locked": ("kpis",)})

    assert len(locked_problems({"kpis", "modules"}, RULES)) == 2
    assert len(locked_problems({"kpis", "modules"}, only_kpis)) == 1
    assert locked_problems({"modules"}, only_kpis) == []


@pytest.mark.parametrize(("day", "may_ask"), [(date(2025, 1, 14), True), (date(2025, 1, 15), False)])
def test_the_limits_of_a_day_are_told_before_one_types(day: date, may_ask: bool) -> None:
    now = limits(COURSE, RULES, day)

    assert (now.may_ask, now.may_extend) == (may_ask, may_ask)
    assert (now.last_day_to_ask, now.latest_ends_on, now.report_until, now.extensions_left) == (
        date(2025, 1, 14),
        date(2025, 5, 16),
        date(2025, 3, 16),
        1,
    )
