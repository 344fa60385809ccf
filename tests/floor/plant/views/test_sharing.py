"""The firm decides who sees what of its plant: it chooses, reads, agrees, and takes back."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests import world as w
from tests.floor import scene
from tests.floor.programme import Supported, supported
from tests.portal.conftest import as_member

from dure.floor.plant.models import Sharing
from dure.floor.plant.offices import offices_of
from dure.floor.plant.terms import digest_of
from dure.foundation.access.actor import Role
from dure.foundation.ledger.queries import trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None, floor_home: object) -> Supported:
    """A firm with a project and a plant."""
    return supported()


@pytest.fixture
def page(here: Supported) -> str:
    return reverse("plant:sharing", args=[here.floor.code])


def chosen(here: Supported, **more: object) -> dict[str, object]:
    key = here.office(here.operator).key
    return {"recipient": key, "figures": ["output"], "starts_on": "2025-03-01", "grain": "week", **more}


def test_offices_are_those_of_the_firms_own_programme(here: Supported):
    stranger = w.organisation("충남테크노파크", "operator")

    offered = [each.organisation.name for each in offices_of(here.floor.site.organisation_id)]

    assert offered == ["전북테크노파크", "진안군"]
    assert (stranger.name in offered, offices_of(w.firm("남원식품").organisation.pk)) == (False, [])


def test_firm_reads_the_text_before_it_agrees_and_its_digest_is_in_the_ledger(here: Supported, page: str):
    owner = as_member(here.floor.firm.owner)
    shown = owner.post(page, chosen(here))
    text = shown.context["to_read"][0]
    unread = owner.post(page, chosen(here, agreed="on"))
    owner.post(page, chosen(here, agreed="on", read=shown.context["read"]))

    row = Sharing.objects.get()
    line = next(each for each in trail(row) if each.action == "plant.share")
    assert (shown.status_code, unread.status_code) == (200, 409)
    assert (row.recipient, row.figures, row.text, row.agreed_by) == (
        here.operator.organisation, ["output", "usage"], text, here.floor.owner.name
    )  # fmt: skip
    assert line.detail["text_sha256"] == row.digest == digest_of(text)
    assert w.ledger_holds()


def test_text_names_everything_that_is_agreed_to(here: Supported):
    row = here.share(machines=("PACK1",), ends_on=scene.DAY)

    for said in ("진안김치", "전북테크노파크", "수율", "2025. 3. 3.", "한 주 합계", "보이지 않습니다", "철회"):
        assert said in row.text, said


def test_text_that_changed_since_it_was_read_is_not_agreed_to(here: Supported, page: str):
    owner = as_member(here.floor.firm.owner)
    read = owner.post(page, chosen(here)).context["read"]

    other = owner.post(page, chosen(here, figures=["output", "oee"], agreed="on", read=read))

    assert (other.status_code, Sharing.objects.count()) == (409, 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"recipient": "programme:999/1"}, "recipient"),
        ({"ends_on": "2025-02-01"}, "ends_on"),
        ({"machines": ["NONE"]}, "machines"),
        ({"grain": "minute"}, "grain"),
    ],
)
def test_what_cannot_be_shared_is_said_at_its_field(here: Supported, page: str, wrong: dict[str, object], field: str):
    answer = as_member(here.floor.firm.owner).post(page, chosen(here) | wrong)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_agreeing_anew_ends_what_was_agreed_and_counts_the_versions(here: Supported):
    first, second = here.share(), here.share(figures=("output",))

    first.refresh_from_db()
    assert (first.number, first.ended_at, first.ended_by) == (1, scene.EVENING, here.floor.owner.name)
    assert (second.number, second.ended_at) == (2, None)
    assert w.ledger_holds()


def test_page_says_what_an_agreement_takes_the_place_of(here: Supported, page: str):
    owner = as_member(here.floor.firm.owner)
    first = owner.post(page, chosen(here))
    owner.post(page, chosen(here, agreed="on", read=first.context["read"]))

    again, other = owner.post(page, chosen(here)), owner.post(page, chosen(here, recipient=here.office(here.jinan).key))

    assert (first.context["replaced"], again.context["replaced"], other.context["replaced"]) == (
        None, Sharing.objects.get(), None,
    )  # fmt: skip


def test_taking_back_is_in_the_record_and_stands_on_the_page(here: Supported, page: str):
    row = here.share()
    owner = as_member(here.floor.firm.owner)
    owner.post(reverse("plant:end_sharing", args=[here.floor.code, row.pk]), {"reason": "그만 보이고 싶음"})

    row.refresh_from_db()
    line = trail(row)[-1]
    assert (line.action, line.reason, line.detail["text_sha256"]) == (
        "plant.end_sharing", "그만 보이고 싶음", row.digest
    )  # fmt: skip
    assert owner.get(page).context["in_force"] == []
    assert row.ended_by == here.floor.owner.name
    assert w.ledger_holds()


def test_firm_without_a_project_is_told_that_there_is_nobody_to_share_with(floor: scene.Floor, owner: Client):
    answer = owner.get(reverse("plant:sharing", args=[floor.code]))

    assert "There is nobody to share with yet" in answer.content.decode()


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
    floor: scene.Floor, name: str, kinds: dict[str, str]
):
    told = {key: 1 if kind == "IntConverter" else "PACK1" for key, kind in kinds.items()} | {"code": floor.code}
    address = reverse(name, kwargs=told)
    operator = w.member("김운영", Role.OPERATOR, w.organisation("전북테크노파크", "operator"))
    for member in (scene.firm("남원식품").owner, operator):
        client = as_member(member)
        answers = {client.get(address).status_code, client.post(address).status_code}
        assert answers <= {403, 404, 405}, (address, answers)
