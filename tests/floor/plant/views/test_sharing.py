"""Who sees what of a plant: the firm all, a recipient what was agreed, others nothing."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests import world as w
from tests.floor import scene
from tests.portal.conftest import as_member

from dure.floor.plant import actions
from dure.floor.plant.models import Sharing
from dure.foundation.access.actor import SYSTEM, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(floor: scene.Floor) -> w.Member:
    """The programme's operator."""
    return w.member("김운영", Role.OPERATOR, w.organisation("전북테크노파크", "operator"))


@pytest.fixture
def shared(floor_home: object, floor: scene.Floor, operator: w.Member) -> Sharing:
    """The yield and the quality, and nothing else, since the day itself."""
    scene.with_a_day(floor)
    return actions.share(
        site=floor.site, recipient=operator.organisation, figures=["yield", "quality"], starts_on=scene.DAY,
        by=floor.owner, at=scene.EVENING,
    )  # fmt: skip


def seen(sharing: Sharing) -> str:
    return reverse("boards:shared_site", args=[sharing.pk])


def test_share_asks_to_agree_and_says_with_whom(floor: scene.Floor, owner: Client, operator: w.Member):
    address = reverse("plant:sharing", args=[floor.code])
    typed = {"recipient": operator.organisation.pk, "figures": ["output"], "starts_on": "2025-03-01"}

    without = owner.post(address, typed)
    owner.post(address, typed | {"agreed": "on"})

    row = Sharing.objects.get()
    assert without.status_code == 422
    assert (row.recipient, row.figures, row.agreed_by) == (operator.organisation, ["output"], floor.owner.name)
    assert w.ledger_holds()


def test_recipient_sees_the_agreed_figures_and_no_other(shared: Sharing, operator: w.Member):
    reader = as_member(operator, "en")
    (listed,) = reader.get(reverse("boards:shared")).context["rows"]
    page = reader.get(seen(shared))

    assert [str(name) for name in listed[1]] == ["Yield", "Share of good pieces"]
    assert [(week.first, week.values) for week in page.context["weeks"]] == [(scene.DAY, ("92.0%", "90.0%"))]


def test_recipient_sees_nothing_after_the_end(shared: Sharing, owner: Client, operator: w.Member):
    owner.post(reverse("plant:end_sharing", args=[shared.site.code, shared.pk]))
    reader = as_member(operator)

    assert reader.get(seen(shared)).status_code == 403
    assert reader.get(reverse("boards:shared")).context["rows"] == []
    assert owner.get(seen(shared)).context["weeks"] == []


def test_recipient_sees_nothing_before_the_agreed_day(floor: scene.Floor, operator: w.Member):
    later = actions.share(
        site=floor.site, recipient=operator.organisation, figures=["output"], starts_on=scene.DAY.replace(day=4),
        by=floor.owner, at=scene.EVENING,
    )  # fmt: skip

    assert as_member(operator).get(seen(later)).context["weeks"] == []


def test_weeks_without_any_record_say_so_instead_of_nought(floor_home: object, floor: scene.Floor, operator: w.Member):
    row = actions.share(
        site=floor.site, recipient=operator.organisation, figures=["output", "usage"], starts_on=scene.DAY,
        by=floor.owner, at=scene.EVENING,
    )  # fmt: skip

    (week,) = as_member(operator).get(seen(row)).context["weeks"]
    assert week.values == ("–", "–")


def test_another_office_sees_nothing_of_it(shared: Sharing):
    other = as_member(w.member("최도청", Role.PROVINCE, w.organisation("전북특별자치도", "province"), place=w.PROVINCE))

    assert other.get(seen(shared)).status_code == 403
    assert other.get(reverse("boards:shared")).context["rows"] == []


def _routes(patterns: list[URLPattern | URLResolver], names: tuple[str, ...] = ()) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for each in patterns:
        if isinstance(each, URLResolver):
            found += _routes(each.url_patterns, (*names, each.namespace) if each.namespace else names)
        elif each.name:
            kinds = {name: type(kind).__name__ for name, kind in each.pattern.converters.items()}
            found.append((":".join((*names, each.name)), kinds))
    return found


FLOOR_APPS = ("plant", "boards", "lots", "quality", "entry", "gateway")
OF_A_PLANT = [
    (name, kinds) for name, kinds in _routes(get_resolver().url_patterns)
    if name.split(":")[0] in FLOOR_APPS and "code" in kinds
]  # fmt: skip


@pytest.mark.parametrize(("name", "kinds"), OF_A_PLANT, ids=[name for name, _kinds in OF_A_PLANT])
def test_no_page_of_a_plant_opens_for_another_firm_or_the_operator(
    floor: scene.Floor, operator: w.Member, name: str, kinds: dict[str, str]
):
    told = {key: 1 if kind == "IntConverter" else "PACK1" for key, kind in kinds.items()} | {"code": floor.code}
    address = reverse(name, kwargs=told)
    for member in (scene.firm("남원식품").owner, operator):
        client = as_member(member)
        answers = {client.get(address).status_code, client.post(address).status_code}
        assert answers <= {403, 404, 405}, (address, answers)


def test_list_asks_the_database_as_often_for_three_plants_as_for_one(operator: w.Member, floor: scene.Floor):
    def share(one: scene.Floor) -> None:
        actions.share(
            site=one.site, recipient=operator.organisation, figures=["output"], starts_on=scene.DAY, by=SYSTEM,
            at=scene.EVENING,
        )  # fmt: skip

    def queries(of: Callable[[], object]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            of()
        return len(captured)

    reader = as_member(operator)
    share(floor)
    reader.get(reverse("boards:shared"))
    once = queries(lambda: reader.get(reverse("boards:shared")))
    for _each in range(2):
        share(scene.kimchi())

    assert queries(lambda: reader.get(reverse("boards:shared"))) == once
