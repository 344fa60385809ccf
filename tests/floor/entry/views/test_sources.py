"""The owner gives a token, sees it once, and takes it back; nobody else does."""

import re

import pytest
from django.test import Client
from tests.floor.entry.suppliers.scene import source
from tests.floor.scene import Floor, kimchi
from tests.portal.conftest import as_member

from dure.floor.entry.suppliers.models import Source
from dure.floor.entry.suppliers.queries import source_of_token
from dure.foundation.ledger.queries import trail


@pytest.fixture
def owner(floor: Floor) -> Client:
    """The firm's owner, signed in, reading English."""
    return as_member(floor.firm.owner, "en")


def test_token_shown_once(floor: Floor, owner: Client) -> None:
    form = {"name": "MES of Hanbit", "kind": "supplier", "families": "mes, mes-2"}
    made = owner.post(f"/floor/{floor.code}/sources/", form)
    [token] = re.findall(r'<code class="source-token">([A-Za-z0-9_-]{40,})</code>', made.content.decode())
    row = Source.objects.get()
    assert (made.status_code, made["Cache-Control"], source_of_token(token)) == (200, "no-store", row)
    assert (row.families, row.made_by) == (["mes", "mes-2"], floor.owner.name)
    assert token not in owner.get(f"/floor/{floor.code}/sources/").content.decode()
    assert [entry.action for entry in trail(row)] == ["entry.make_source"]


def test_wrong_names_told_and_nothing_entered_lost(floor: Floor, owner: Client) -> None:
    form = {"name": "MES of Hanbit", "kind": "supplier", "families": "hands"}
    answer = owner.post(f"/floor/{floor.code}/sources/", form)
    text = answer.content.decode()
    assert (answer.status_code, Source.objects.count()) == (409, 0)
    assert ("is kept for what people enter themselves" in text, 'value="MES of Hanbit"' in text) == (True, True)
    assert owner.post(f"/floor/{floor.code}/sources/", {}).status_code == 422


def test_token_revoked_on_the_page(floor: Floor, owner: Client) -> None:
    row, _token = source(floor)
    answer = owner.post(f"/floor/{floor.code}/sources/{row.pk}/revoke/", {"reason": "supplier left"})
    row.refresh_from_db()
    assert (answer.status_code, row.revoked_at is None) == (302, False)
    assert "Token revoked" in owner.get(f"/floor/{floor.code}/sources/").content.decode()
    assert owner.post(f"/floor/{floor.code}/sources/999/revoke/").status_code == 404


def test_other_firm_reaches_none_of_it(floor: Floor) -> None:
    row, _token = source(floor)
    stranger = as_member(kimchi().firm.owner)
    address = f"/floor/{floor.code}/sources/"
    statuses = [
        stranger.get(address).status_code,
        stranger.post(address, {"name": "x", "kind": "supplier", "families": "x"}).status_code,
        stranger.post(f"{address}{row.pk}/revoke/").status_code,
        stranger.get(f"{address}client/").status_code,
    ]
    assert (statuses, Source.objects.count()) == ([403] * 4, 1)


def test_sample_client_comes_as_a_file(floor: Floor, owner: Client) -> None:
    answer = owner.get(f"/floor/{floor.code}/sources/client/")
    assert answer["Content-Disposition"] == 'attachment; filename="dure_client.py"'
    compile(answer.content, "dure_client.py", "exec")


@pytest.mark.parametrize("systems", [1, 3])
def test_queries_do_not_grow_with_systems(
    floor: Floor, owner: Client, systems: int, django_assert_max_num_queries
) -> None:
    for number in range(systems):
        source(floor, f"mes-{number}")
    with django_assert_max_num_queries(30):
        owner.get(f"/floor/{floor.code}/sources/")
