"""The pages that join stages: figures, choices, exports."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.journey.selection.conftest import Scored, applied
from tests.portal.conftest import as_member
from tests.world import JINAN

from dure.journey.programmes.models import Programme
from dure.journey.selection.models import Publication
from dure.portal.queries.pipeline import Choice, pipeline
from dure.portal.queries.year import year_in_numbers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_home_of_each_role_opens(scored: Scored, publication: Publication, language: str) -> None:
    people = [scored.world.operator, scored.world.province, scored.world.jeonju, scored.committee]
    people.append(scored.firms["JS1-2024-003"].owner)
    found = [as_member(each, language).get(reverse("portal:home")).status_code for each in people]
    assert found == [200] * 5


def test_home_firm_finds_its_result(scored: Scored, publication: Publication) -> None:
    page = as_member(scored.firms["JS1-2024-003"].owner).get(reverse("portal:home"))
    assert [(row.name, row.latest.state) for row in page.context["rows"]] == [("병섬유", "reserve")]


def test_pipeline_narrowed_by_city_and_state(scored: Scored, publication: Publication) -> None:
    client = as_member(scored.world.operator)
    page = client.get(reverse("portal:pipeline"), {"stage": "selection", "city": JINAN, "state": "selected"})
    assert [firm.name for firm in page.context["page_obj"]] == ["정고무"]
    assert page.context["found"].columns["applications"] == 3


def test_pipeline_unknown_choice_shows_nobody(scored: Scored) -> None:
    page = as_member(scored.world.operator).get(reverse("portal:pipeline"), {"stage": "nowhere", "state": "gone"})
    assert (page.status_code, page.context["page_obj"].object_list) == (200, [])


def test_pipeline_export_holds_the_listed_firms(scored: Scored) -> None:
    applied(scored.world, "JS1-2024-099", "=HYPERLINK식품", JINAN, "60.00")
    answer = as_member(scored.world.operator).get(reverse("portal:pipeline"), {"city": JINAN, "export": "xlsx"})
    content = b"".join(answer.streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["기업", "=HYPERLINK식품", "기금속", "무화학", "정고무"]
    assert b"<f>" not in content


def test_year_agrees_with_lists(scored: Scored, publication: Publication) -> None:
    programme = Programme.objects.get()
    year = year_in_numbers(programme.slug)
    assert year is not None
    by_stage = {}
    for code in year["stages"]:
        found = pipeline(programme.pk, scored.world.operator.actor, Choice(stage=code))
        by_stage[code] = (found.total, {state: count for state, (_label, count) in found.states.items()})
    assert {code: (each["total"], each["by_state"]) for code, each in year["stages"].items()} == by_stage
    for stage in year["stages"].values():
        assert [sum(stage[key].values()) for key in ("by_state", "by_type", "by_city")] == [stage["total"]] * 3


def test_front_shows_calls_and_results(scored: Scored, publication: Publication) -> None:
    page = Client().get("/")
    assert [(call.slug, call.has_results) for call in page.context["calls"]] == [("jeonbuk-2024", True)]
    assert len(page.content) < 200_000


def test_results_name_selected_and_reserve_only(scored: Scored, publication: Publication) -> None:
    page = Client().get(reverse("portal:results", args=["jeonbuk-2024"]))
    named = {firm.firm_name for firm in [*page.context["selected"], *page.context["reserve"]]}
    unnamed = {firm.organisation.name for firm in scored.firms.values()} - named
    assert [name for name in unnamed if name in page.content.decode()] == []
    assert [firm.firm_name for firm in page.context["selected"]] == ["갑식품", "을정밀", "정고무"]


def test_results_before_publication_not_found(scored: Scored) -> None:
    assert Client().get(reverse("portal:results", args=["jeonbuk-2024"])).status_code == 404
    assert Client().get(reverse("portal:results", args=["nowhere"])).status_code == 404
