"""More firms, no more queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.journey.selection.conftest import applied
from tests.portal.conftest import as_member
from tests.world import JINAN, World, small_programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


def queries(client: Client, path: str) -> int:
    client.get(path)  # what is remembered between requests is remembered now
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.fixture
def world() -> World:
    return small_programme()


def test_pages_same_queries_for_one_and_three_firms(world: World) -> None:
    first = applied(world, "JS1-2024-001", "갑식품", JINAN, "90.00")
    client = as_member(world.operator)
    paths = [
        reverse("portal:home"),
        reverse("portal:pipeline"),
        reverse("portal:firm", args=[first.organisation.pk]),
        reverse("portal:city", args=[JINAN]),
    ]
    one = {path: queries(client, path) for path in paths}
    for number, name in ((2, "을식품"), (3, "병식품")):
        applied(world, f"JS1-2024-00{number}", name, JINAN, "80.00")
    assert {path: queries(client, path) for path in paths} == one
