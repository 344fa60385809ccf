"""The page of what one firm shares, from its spans down to single records."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests import world as w
from tests.floor import scene
from tests.floor.programme import Supported, supported
from tests.portal.conftest import as_member

from dure.floor.plant.actions import end_sharing
from dure.floor.plant.models import Sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None, floor_home: object) -> Supported:
    return supported()


def seen(row: Sharing, *further: str) -> str:
    name = ("shared_site", "shared_span", "shared_records")[len(further)]
    return reverse(f"boards:{name}", args=[row.pk, *further[:1]])


def texts(table) -> list[list[str]]:
    return [[str(cell.text) for cell, _label, _figure in line] for line in table.lines]


def test_office_sees_the_agreed_figures_by_the_agreed_spans(here: Supported):
    row = here.share(machines=("PACK1",))

    page = as_member(here.operator, "en").get(seen(row))

    assert [str(head) for head in page.context["table"].headers] == [
        "Week", "Yield", "Share of good pieces", "Days with records", "Known"
    ]  # fmt: skip
    (line,) = texts(page.context["table"])
    assert line[1:4] == ["92.0%", "90.0%", "1"]


def test_firm_sees_the_very_page_that_the_office_reads(here: Supported):
    row = here.share(machines=("PACK1",))

    both = [as_member(each, "en").get(seen(row)) for each in (here.operator, here.floor.firm.owner)]

    assert texts(both[0].context["table"]) == texts(both[1].context["table"])


@pytest.mark.parametrize("further", [(), ("2025-03-03",), ("2025-03-03", "records")])
def test_nothing_is_seen_after_the_firm_took_it_back(here: Supported, further: tuple[str, ...]):
    row = here.share(with_events=True)
    office = as_member(here.operator)
    before = office.get(seen(row, *further)).status_code
    end_sharing(sharing=row, by=here.floor.owner, at=scene.EVENING)

    assert (before, office.get(seen(row, *further)).status_code) == (200, 403)


def test_office_that_nothing_was_agreed_with_sees_nothing(here: Supported):
    row = here.share()

    for other in (
        here.world.province,
        here.jinan,
        w.member("박타시도", "operator", w.organisation("다른기관", "operator")),
    ):
        assert as_member(other).get(seen(row)).status_code == 403


def test_span_leads_to_what_it_is_made_of_and_where_it_lies(here: Supported):
    row = here.share(figures=("quality",), grain="day", machines=("PACK1",))

    page = as_member(here.operator, "en").get(seen(row, "2025-03-03"))

    facts = {str(fact.label): str(fact.value) for fact in page.context["facts"]}
    assert (facts["Produced, bad ones too"], facts["Good"], facts["Thrown away"], facts["Records"], facts["Batches"]) == (
        "100", "90", "10", "7", "1 – 1"
    )  # fmt: skip
    # Weights belong to a figure that was not agreed to.
    assert "Went in" not in facts
    assert page.context["whole"].traced.link in page.content.decode()
    assert len(texts(page.context["table"])) == 1


def test_shifts_are_not_shown_where_only_weeks_were_agreed(here: Supported):
    page = as_member(here.operator).get(seen(here.share(), "2025-03-03"))

    assert page.context["table"] is None


def test_span_outside_the_agreed_days_is_not_there(here: Supported):
    row = here.share(grain="day")
    office = as_member(here.operator)

    addresses = ("2025-03-02", "2025-03-09", "2025-13-01")
    assert [office.get(seen(row, each)).status_code for each in addresses] == [404, 404, 404]


def test_single_records_are_seen_only_where_that_was_agreed(here: Supported):
    closed = here.share()
    without = as_member(here.operator).get(seen(closed, "2025-03-03", "records"))
    page = as_member(here.operator, "en").get(seen(here.share(with_events=True), "2025-03-03", "records"))

    assert (without.status_code, len(texts(page.context["table"]))) == (404, 7)
    assert "K-0303" not in page.content.decode()


def test_comparison_says_when_there_is_none(here: Supported):
    row = here.share()
    cut = (scene.DAY - timedelta(days=3)).isoformat()

    page = as_member(here.operator, "en").get(seen(row), {"cut": cut})

    assert [line[3] for line in texts(page.context["compared"])] == ["not comparable", "not comparable"]
