"""What programs may read without an account, and what they may not."""

import pytest
from django.test import Client
from tests.journey.selection.conftest import Scored
from tests.portal.conftest import in_june, publication, rows_of_the_selection, scenario, scored

from dure.journey.selection.models import Publication

__all__ = ["in_june", "publication", "rows_of_the_selection", "scenario", "scored"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


def test_calls_listed(scored: Scored) -> None:
    found = Client().get("/api/calls").json()
    assert [(call["slug"], call["has_results"]) for call in found] == [("jeonbuk-2024", False)]


def test_results_before_and_after_publication(scored: Scored, request: pytest.FixtureRequest) -> None:
    before = Client().get("/api/results/jeonbuk-2024")
    assert (before.status_code, list(before.json())) == (404, ["detail"])
    published: Publication = request.getfixturevalue("publication")
    after = Client().get("/api/results/jeonbuk-2024").json()
    assert after["digest"] == published.digest
    assert [firm["number"] for firm in after["firms"] if firm["result"] == "selected"] == [
        "JS1-2024-001", "JS1-2024-002", "JS1-2024-004",
    ]  # fmt: skip
    assert {firm["result"] for firm in after["firms"]} <= {"selected", "reserve"}


def test_unknown_addresses_answer_in_json() -> None:
    found = [Client().get(path) for path in ("/api/results/nowhere", "/api/results/../etc")]
    assert [each.status_code for each in found] == [404, 404]


def test_description_names_every_path() -> None:
    description = Client().get("/api/openapi.json").json()
    assert description["info"]["title"] == "Dure"
    assert all(path.startswith("/api/") for path in description["paths"])
