"""Search finds by parts and first consonants, and only what one may see."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.foundation import rows

from dure.foundation.access.actor import PUBLIC, SYSTEM, Actor
from dure.foundation.parties.models import Organisation
from dure.foundation.search import actions, registry
from dure.foundation.search.models import Entry
from dure.foundation.search.queries import find

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    before = dict(registry._KINDS)
    registry._KINDS.clear()
    registry.name_kind("firm", "기업")
    registry.name_kind("visit", "방문")
    yield
    registry._KINDS.clear()
    registry._KINDS.update(before)


def _firm(name: str, kind: str = "firm", subtitle: str = "진안군", words: tuple[str, ...] = ()) -> Organisation:
    row = rows.organisation(name)
    actions.index(row, kind=kind, title=name, subtitle=subtitle, url=f"/x/{row.pk}/", words=words)
    return row


def _titles(actor: Actor, q: str, **more: object) -> list[str]:
    return [hit.title for hit in find(actor, q, **more).hits]  # type: ignore[arg-type]


@pytest.fixture
def operator() -> Actor:
    actor = rows.actor(rows.operator())
    Entry.objects.all().delete()
    return actor


@pytest.mark.parametrize("q", ["진안식품", "안식", "ㅈㅇㅅㅍ", "ㅈㅇ식", " 진안 식품 ", "123-45"])
def test_find_by_parts_and_first_consonants(operator: Actor, q: str) -> None:
    _firm("진안식품", words=("1234567891",))
    _firm("무주섬유", subtitle="무주군")
    assert _titles(operator, q) == ["진안식품"]


@pytest.mark.parametrize("q", ["", "   ", "-", "%", "_", "없는이름"])
def test_find_of_nothing_finds_nothing(operator: Actor, q: str) -> None:
    _firm("진안식품")
    assert (_titles(operator, q), find(operator, q).total) == ([], 0)


def test_find_shows_a_firm_only_itself(operator: Actor) -> None:
    _firm("장수식품")
    owner = rows.firm_owner(firm="진안식품")
    employer = owner.memberships.get().organisation
    actions.index(employer, kind="firm", title="진안식품", url="/x/")
    assert _titles(rows.actor(owner), "식품") == ["진안식품"]
    assert _titles(PUBLIC, "식품") == []
    assert _titles(SYSTEM, "식품") == ["장수식품", "진안식품"]


def test_find_puts_the_closest_title_first(operator: Actor) -> None:
    for name in ("새진안식품", "진안식품제조", "진안식품"):
        _firm(name)
    assert _titles(operator, "진안식품") == ["진안식품", "진안식품제조", "새진안식품"]


def test_find_counts_each_kind_and_narrows_to_one(operator: Actor) -> None:
    _firm("진안식품")
    _firm("진안섬유")
    _firm("진안고무", kind="visit")
    found = find(operator, "진안", kind="visit")
    assert [hit.title for hit in found.hits] == ["진안고무"]
    assert found.by_kind == (("firm", "기업", 2), ("visit", "방문", 1))


def test_find_takes_two_queries_whatever_the_number(
    operator: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        _firm(f"진안식품{number}")
    with django_assert_num_queries(2):
        assert len(find(operator, "진안").hits) == 3


def test_index_again_replaces_and_forget_removes(operator: Actor) -> None:
    row = _firm("진안식품")
    actions.index(row, kind="firm", title="진안푸드", url="/y/")
    assert (_titles(operator, "진안식품"), _titles(operator, "진안푸드")) == ([], ["진안푸드"])
    actions.forget(row)
    assert Entry.objects.count() == 0


def test_rebuild_writes_everything_anew(operator: Actor) -> None:
    row = _firm("진안식품")
    before = registry._INDEXERS[:]
    registry._INDEXERS[:] = [lambda: actions.index(row, kind="firm", title="진안푸드", url="/y/")]
    assert actions.rebuild() == 1
    registry._INDEXERS[:] = before
    assert _titles(operator, "진안") == ["진안푸드"]


def test_page_tells_empty_from_no_match(client: Client) -> None:
    client.force_login(rows.firm_owner())
    url = reverse("search:search")
    assert "진안식품" in client.get(url).content.decode()
    assert "“없음”" in client.get(url, {"q": "없음"}).content.decode()


def test_page_for_htmx_is_the_results_alone(client: Client) -> None:
    client.force_login(rows.firm_owner())
    page = client.get(reverse("search:search"), {"q": "가"}, headers={"HX-Request": "true"}).content.decode()
    assert page.startswith('<div id="search-results"')
