"""The demo year meets the published figures, stands in an unbroken ledger, and leaves everyone something to do."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.demo_year import dure

from dure.demo.build import clear, is_built
from dure.demo.clock import TODAY
from dure.demo.roles import cards
from dure.foundation.installation.queries import installation
from dure.foundation.parties.queries import unmerged
from dure.foundation.places.queries import cities
from dure.portal.queries.year import year_in_numbers

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.timeout(1800)]

# The digest of the published list: one seed, one list, wherever it is built.
LIST = "d2aac44ec57c9a11de2de7ab75222a7b7e15c24de6de71afdf9b2c0f0d6e49d3"
FACTS = {
    "places": 70,
    "applied": 176,
    "selected": 70,
    "basic": 60,
    "first_time_ict": 40,
    "cities_with_selected": 14,
    "appeals": 6,
}
APPLICATIONS = {
    "gave_up": 1,
    "ineligible": 6,
    "not_selected": 79,
    "reserve": 16,
    "selected": 70,
    "withdrawn": 4,
}


def year(home: Path) -> dict:
    return json.loads(dure(home, "year", "--json").stdout)


def digest(home: Path) -> str:
    with closing(sqlite3.connect(home / "dure.sqlite3")) as database:
        return database.execute("select digest from selection_publication").fetchone()[0]


def heads(home: Path) -> list[tuple[str, int, str]]:
    with closing(sqlite3.connect(home / "dure.sqlite3")) as database:
        return database.execute("select key, position, digest from ledger_chain order by key").fetchall()


def test_year_shows_the_published_figures(demo_home: Path):
    found = year(demo_home)
    stages = found["stages"]

    assert {key: found["facts"][key] for key in FACTS} == FACTS
    assert stages["prospects"]["total"] == 200
    assert stages["applications"]["by_type"] == {"JS1": 53, "JS2": 95, "JS3": 28}
    assert stages["applications"]["by_state"] == APPLICATIONS
    assert len(stages["applications"]["by_city"]) == 14


def test_every_stage_sums_to_its_total(demo_home: Path):
    stages = year(demo_home)["stages"]

    assert {
        (code, sum(stage[by].values()) - stage["total"])
        for code, stage in stages.items()
        for by in ("by_state", "by_type", "by_city")
    } == {(code, 0) for code in stages}


def test_ledger_holds(demo_home: Path):
    assert dure(demo_home, "ledger", "verify").returncode == 0


@pytest.mark.parametrize(
    "change",
    [
        "update selection_decision set score = score + 1 where id = 1",
        "update applications_planversion set plan = json_set(plan, '$.title', '다른 제목') where id = 7",
        "delete from evaluation_itemscore where id = 12",
    ],
)
def test_row_edited_by_hand_breaks_the_ledger(demo_copy: Path, change: str):
    with sqlite3.connect(demo_copy / "dure.sqlite3") as database:
        database.execute(change)

    assert dure(demo_copy, "ledger", "verify").returncode == 1


def test_second_build_changes_nothing(demo_copy: Path):
    before = heads(demo_copy)
    again = dure(demo_copy, "demo", "--no-serve")

    assert (again.returncode, heads(demo_copy)) == (0, before)


def test_list_is_the_same_on_every_machine(demo_home: Path):
    assert digest(demo_home) == LIST


def test_clearing_for_a_fresh_build_leaves_nothing(demo_database: Path):
    clear()

    assert (is_built(), installation(), unmerged().exists(), cities("52000").count()) == (False, None, False, 14)


def test_interrupted_build_does_not_count_as_built(demo_database: Path):
    assert is_built()
    with sqlite3.connect(demo_database / "dure.sqlite3") as database:
        database.execute("update ledger_entry set action = 'demo.interrupted' where action = 'demo.finish_build'")

    assert not is_built()


def test_everyone_finds_work_waiting(demo_books: Path):
    idle = {card.role.email for _group, found in cards(TODAY) for card in found if card.count == 0}

    assert idle == set()


def test_every_role_of_the_page_exists(demo_books: Path):
    assert [len(found) for group, found in cards(TODAY)] == [len(group.roles) for group, _found in cards(TODAY)]


def test_two_rules_treat_some_firms_differently(demo_books: Path):
    from dure.journey.selection.models import Scenario

    differs = Scenario.objects.get(status="approved").answer["differs_from"]

    assert (differs["rule"], len(differs["only_here"]), len(differs["only_there"])) == ("max_total", 2, 2)


def test_year_in_numbers_is_of_the_main_programme(demo_books: Path):
    found = year_in_numbers()

    assert found is not None
    assert found["programme"] == "jeonbuk-2024"
