"""Whatever anyone sends, the API answers as its description says: tried by schemathesis on the real application."""

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from pytest_django.live_server_helper import LiveServer
from schemathesis import Case
from tests.journey.selection.conftest import Scored
from tests.portal.conftest import as_member, in_june, publication, rows_of_the_selection, scenario, scored

from dure.journey.selection.models import Publication

__all__ = ["in_june", "publication", "rows_of_the_selection", "scenario", "scored"]
EXAMPLES = 25


def try_everything(client: Client, slug: str, address: str) -> dict[str, set[int]]:
    """Every operation with valid and invalid requests, and with the one address that is there; statuses by path."""
    schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json")
    headers = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())}
    found: dict[str, set[int]] = {}

    def call(case: Case) -> None:
        answered = case.call_and_validate(headers=headers)
        found.setdefault(case.operation.path, set()).add(answered.status_code)

    for result in schema.get_all_operations():
        operation = result.ok()
        if "{slug}" in operation.path:
            call(operation.Case(path_parameters={"slug": slug}))
        trying = given(case=operation.as_strategy())(call)
        settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))(trying)()
    return found


@pytest.mark.usefixtures("in_june")
@pytest.mark.parametrize(("role", "year"), [("public", 403), ("operator", 200)])
def test_contract_held_for(
    live_server: LiveServer, role: str, year: int, scored: Scored, publication: Publication
) -> None:
    client = as_member(scored.world.operator) if role == "operator" else Client()
    found = try_everything(client, scored.world.programme.slug, live_server.url)
    assert found.keys() == {
        "/api/calls", "/api/results/{slug}", "/api/year/{slug}", "/api/floor/{site}/events", "/api/floor/{site}/plant",
    }  # fmt: skip
    assert found["/api/floor/{site}/events"] | found["/api/floor/{site}/plant"] <= {401, 404, 405}
    assert 200 in found["/api/calls"] & found["/api/results/{slug}"]
    assert year in found["/api/year/{slug}"]
