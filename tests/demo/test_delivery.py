"""The demo year after its list: agreements, builds and money by state, what is late on purpose, books that balance."""

import json
from collections import Counter
from pathlib import Path

import pytest
from tests.demo_year import dure

from dure.demo.clock import TODAY
from dure.demo.planted import LATE, Planted
from dure.journey.agreements import queries as agreements
from dure.journey.agreements.models import Agreement, Change, Memorandum
from dure.journey.budgets import queries as budgets
from dure.journey.builds import queries as builds
from dure.journey.money import queries as money
from dure.journey.money.models import Signal
from dure.journey.money.queries.statements import By
from dure.journey.programmes.models import Programme

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.timeout(1800)]

AGREEMENTS = {"completed": 38, "settled": 4, "started": 27, "terminated": 1}
MONEY = {"approved": 3, "checked": 4, "draft": 3, "paid": 25, "submitted": 6}


def programme() -> Programme:
    return Programme.objects.get(slug="jeonbuk-2024")


def places() -> dict[str, int]:
    """The place of each project in the order of application, by the number of its agreement."""
    rows = Agreement.objects.filter(programme=programme()).order_by("application_id")
    return {number: place for place, number in enumerate(rows.values_list("number", flat=True))}


def test_year_shows_agreements_builds_and_money_by_state(demo_home: Path):
    stages = json.loads(dure(demo_home, "year", "--json").stdout)["stages"]

    assert stages["agreements"]["by_state"] == AGREEMENTS
    assert (stages["agreements"]["total"], stages["builds"]["total"]) == (70, 70)
    assert stages["money"]["by_state"] == MONEY


def test_memorandum_is_in_force(demo_books: Path):
    assert list(Memorandum.objects.values_list("status", flat=True)) == ["in_force"]


def test_eleven_started_by_september(demo_books: Path):
    begun = Agreement.objects.filter(programme=programme(), start__accepted_at__lt="2024-09-13T00:00:00+09:00")

    assert begun.count() == 11


def test_forty_two_builds_are_finished_by_24_february(demo_books: Path):
    from dure.journey.builds.models import Build

    assert Build.objects.filter(completed_on__lte="2025-02-24").count() == 42


def test_one_change_is_refused_and_one_waits(demo_books: Path):
    states = Counter(Change.objects.values_list("status", flat=True))

    assert (states["refused"], states["submitted"]) == (1, 1)
    assert set(Change.objects.filter(status__in=("noted", "approved")).values_list("kind", flat=True)) == {
        "contact", "account", "representative", "cost", "supplier", "period_short", "period_long",
    }  # fmt: skip


def test_overdue_lists_name_exactly_what_was_planted(demo_books: Path):
    pk, place = programme().pk, places()
    found = [Planted("agreements", row.what, place[row.number]) for row in agreements.late(pk, TODAY)]
    found += [Planted("builds", row.kind, place[row.agreement_number]) for row in builds.late(pk, TODAY)]
    found += [Planted("money", row.kind, place[row.agreement_number]) for row in money.late(pk, TODAY)]

    assert sorted(found, key=repr) == sorted(LATE, key=repr)


def test_trial_balance_is_zero(demo_books: Path):
    assert sum(money.trial_balance(programme().pk).values()) == 0


@pytest.mark.parametrize("by", list(By))
def test_statements_of_the_books_agree_whichever_way_they_are_divided(demo_books: Path, by: By):
    pk = programme().pk

    assert money.statement(pk, by).total == money.statement(pk, By.FUNDER).total


def test_money_is_spent_in_two_fiscal_years(demo_books: Path):
    rows = budgets.statement(programme().pk, "year").rows

    assert [row.key for row in rows] == ["2024", "2025"]
    assert all(row.spent_won > 0 for row in rows)


def test_planted_collusion_is_found(demo_books: Path):
    place = places()
    kinds = {"same_invoice", "shared_account"}
    rows = Signal.objects.filter(kind__in=kinds).prefetch_related("agreements")

    assert {row.kind: sorted(place[each.number] for each in row.agreements.all()) for row in rows} == {
        kind: [20, 25] for kind in kinds
    }
