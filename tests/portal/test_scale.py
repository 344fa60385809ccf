"""The joined pages cost the same however many firms there are, and show some of many."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.journey.selection.conftest import applied
from tests.portal.conftest import as_member
from tests.world import JEONJU, JINAN, World, moment, small_programme

from dure.journey.applications.models import Application, Supplement
from dure.portal.queries.journey import first_rows, rows_of_firm
from dure.portal.queries.pipeline import Choice, pipeline
from dure.portal.stages import STAGES
from dure.portal.views.more import STEP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


def queries(client: Client, path: str) -> int:
    client.get(path)  # what is remembered between requests is remembered now
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.fixture
def world() -> World:
    cache.clear()
    return small_programme()


def many(world: World, first: int, last: int) -> None:
    for number in range(first, last):
        applied(world, f"JS1-2024-{number:03d}", f"기업{number:03d}", JINAN, "80.00")


def test_joined_pages_ask_as_much_for_many_firms_as_for_one(world: World) -> None:
    first = applied(world, "JS1-2024-001", "갑식품", JINAN, "90.00")
    client = as_member(world.operator)
    paths = [
        reverse("portal:pipeline"),
        reverse("portal:firm", args=[first.organisation.pk]),
        reverse("portal:home"),
        reverse("portal:city", args=[JINAN]),
    ]
    one = {path: queries(client, path) for path in paths}
    many(world, 2, 8)
    assert {path: queries(client, path) for path in paths} == one
    many(world, 8, 3 * STEP)
    # Where not all firms are shown, each stage is asked once more about those that are.
    again = dict.fromkeys([reverse("portal:home"), reverse("portal:city", args=[JINAN])], 2 * len(STAGES))
    full = {path: queries(client, path) for path in paths}
    assert [path for path in paths if full[path] > one[path] + again.get(path, 1)] == []


def test_home_and_city_show_the_first_of_many(world: World) -> None:
    many(world, 1, STEP + 6)
    client = as_member(world.operator)
    pages = [client.get(path) for path in (reverse("portal:home"), reverse("portal:city", args=[JINAN]))]
    assert [len(pages[0].context["rows"]), len(pages[1].context["city"].rows)] == [STEP, STEP]
    whole = client.get(pages[0].context["more_url"].split("#")[0])
    assert (len(whole.context["rows"]), whole.context["more_url"]) == (STEP + 5, "")


@pytest.mark.parametrize("asked", ["-1", "x", "99999999999", "²"])
def test_home_asked_for_a_senseless_number_opens(world: World, asked: str) -> None:
    assert as_member(world.operator).get(reverse("portal:home"), {"firms": asked, "todos": asked}).status_code == 200


def test_late_firm_stands_first_among_many(world: World) -> None:
    many(world, 1, STEP + 6)
    last = Application.objects.order_by("number").last()
    assert last is not None
    Application.objects.filter(pk=last.pk).update(status="supplement_asked")
    Supplement.objects.create(
        application=last, items=[{"text": "재무제표"}], asked_at=moment(5, 1), due_at=moment(5, 20), status="asked"
    )
    found = first_rows(world.programme.pk, world.operator.actor, 3)
    assert ([row.firm_id for row in found.rows][:1], len(found.rows), found.has_more) == ([last.firm_id], 3, True)


def test_rows_of_one_firm_are_its_own(world: World) -> None:
    first = applied(world, "JS1-2024-001", "갑식품", JINAN, "90.00")
    applied(world, "JS1-2024-002", "을식품", JEONJU, "80.00")
    rows = rows_of_firm(world.programme.pk, world.operator.actor, first.organisation.pk)
    assert [(row.name, row.latest.state) for row in rows] == [("갑식품", "closed")]


def test_pipeline_pages_by_name_and_counts_all(world: World) -> None:
    many(world, 1, 54)
    page = as_member(world.operator).get(reverse("portal:pipeline"), {"page": "2"})
    assert [firm.name for firm in page.context["page_obj"]] == ["기업051", "기업052", "기업053"]
    assert (page.context["found"].total, page.context["found"].columns["evaluation"]) == (53, 53)


def test_pipeline_counts_agree_with_the_firms_they_count(world: World) -> None:
    many(world, 1, 4)
    applied(world, "JS1-2024-009", "구식품", JEONJU, "80.00")
    found = pipeline(world.programme.pk, world.operator.actor, Choice(stage="evaluation", city=JINAN))
    assert (found.total, found.states, found.types) == (3, {"closed": ("점수 확정", 3)}, {"JS1": 4})
    assert {code: each.applied for code, each in found.cities.items() if each.applied} == {JINAN: 3, JEONJU: 1}
