"""The programme's page of what its firms share: sums, reasons, and nothing of those who share nothing."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests import world as w
from tests.floor import scene
from tests.floor.events.conftest import floor_home
from tests.floor.programme import Supported, partner, supported
from tests.portal.conftest import as_member

from dure.floor.boards.reckoning import reckon_shared
from dure.floor.plant.actions import end_sharing
from dure.foundation.access.actor import Role
from dure.foundation.parties.models import OrganisationKind

__all__ = ["floor_home"]
pytestmark = pytest.mark.django_db
DAY = {"from": "2025-03-03", "to": "2025-03-03"}


@pytest.fixture
def here(db: None, floor_home: object) -> Supported:
    return supported()


def read(client: Client, **asked: str):
    return client.get(reverse("portal:shop_floor"), DAY | asked)


def cells(page) -> list[dict[str, str]]:
    heads = [head.key for head in page.context["listing"].heads]
    return [dict(zip(heads, (cell.text for cell in row.cells), strict=True)) for row in page.context["listing"].rows]


def test_firm_that_shares_nothing_is_named_and_nothing_else(here: Supported):
    page = read(as_member(here.operator, "en"))

    assert cells(page) == [{"firm": "진안김치", "sharing": "Not shared", "city": "Jinan-gun"}]
    assert "No firm shares figures with you yet." in page.content.decode()
    assert reverse("boards:owner", args=[here.floor.code]) not in page.content.decode()


def test_shared_figures_stand_in_the_list_and_lead_on(here: Supported):
    row = here.share(machines=("PACK1",))
    reckon_shared(scene.EVENING)

    page = read(as_member(here.operator, "en"))

    (found,) = cells(page)
    assert (found["sharing"], found["yield"], found["quality"]) == ("Shares figures", "92.0%", "90.0%")
    assert reverse("boards:shared_site", args=[row.pk]) in page.content.decode()


def test_figure_that_cannot_be_given_stands_with_its_reason(here: Supported):
    here.share(figures=("energy",))
    reckon_shared(scene.EVENING)

    page = read(as_member(here.operator, "en"))

    (found,) = cells(page)
    assert "energy" not in found
    assert "No firm has a figure in these days: Energy." in page.content.decode()


def test_withdrawn_is_gone_at_once(here: Supported):
    row = here.share()
    reckon_shared(scene.EVENING)
    end_sharing(sharing=row, by=here.floor.owner, at=scene.EVENING)

    assert [each["sharing"] for each in cells(read(as_member(here.operator, "en")))] == ["Not shared"]


def test_each_office_sees_what_was_agreed_with_it(here: Supported):
    here.share(here.jinan)
    reckon_shared(scene.EVENING)

    def state(member: w.Member) -> list[str]:
        return [each["sharing"] for each in cells(read(as_member(member, "en")))]

    assert (state(here.jinan), state(here.operator), state(here.world.province)) == (
        ["Shares figures"], ["Not shared"], ["Not shared"]
    )  # fmt: skip
    assert state(here.world.muju) == []


def test_operator_of_another_programme_sees_no_firm_of_this(here: Supported):
    here.share()
    other = w.member("박충남", Role.OPERATOR, w.organisation("충남테크노파크", OrganisationKind.OPERATOR))
    client = as_member(other)

    theirs = client.get(reverse("portal:shop_floor_of", args=[here.world.programme.slug]))
    assert theirs.status_code == 404
    assert "진안김치" not in client.get(reverse("portal:shop_floor")).content.decode()


def test_firms_and_assessors_have_no_such_page(here: Supported):
    for member in (here.floor.firm.owner, w.assessor()):
        assert read(as_member(member)).status_code == 403


def test_partner_without_a_memorandum_sees_no_firm(here: Supported):
    assert cells(read(as_member(partner(here.world)))) == []


def test_totals_are_sums(here: Supported):
    other = supported("진안둘째", world=here.world)
    for each in (here, other):
        each.share(figures=("yield", "output"), machines=("PACK1",))
    reckon_shared(scene.EVENING)

    totals = read(as_member(here.operator)).context["found"].totals

    assert (totals.firms, totals.yield_, totals.made) == (2, 92.0, ((920.0, "kg"),))


def test_page_asks_as_few_queries_for_three_plants_as_for_one(here: Supported):
    client = as_member(here.operator)

    def asked() -> int:
        reckon_shared(scene.EVENING)
        read(client, cut="2025-03-01", figure="quality")
        with CaptureQueriesContext(connection) as caught:
            assert read(client, cut="2025-03-01", figure="quality", sort="-quality").status_code == 200
        return len(caught)

    here.share(machines=("PACK1",))
    one = asked()
    for name in ("진안둘째", "진안셋째"):
        supported(name, world=here.world).share(machines=("PACK1",))

    assert (asked(), one <= 12) == (one, True)


def test_list_is_sorted_filtered_searched_and_exported(here: Supported):
    supported("무주김치", world=here.world)
    here.share(machines=("PACK1",))
    reckon_shared(scene.EVENING)
    client = as_member(here.operator, "en")

    def names(**asked: str) -> list[str]:
        return [each["firm"] for each in cells(read(client, **asked))]

    assert (names(sort="-quality"), names(sharing="not"), names(q="무주")) == (
        ["진안김치", "무주김치"], ["무주김치"], ["무주김치"]
    )  # fmt: skip
    file = BytesIO(b"".join(read(client, sort="-quality", export="xlsx").streaming_content))
    head, *rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    at = head.index("Share of good pieces")
    assert [(row[0], row[at]) for row in rows] == [("진안김치", 90), ("무주김치", "")]


def test_story_tells_each_side_what_it_may_know(here: Supported):
    row = here.share()
    reckon_shared(scene.EVENING)
    address = reverse("portal:firm", args=[here.floor.firm.organisation.pk])

    def told(member: w.Member) -> list[str]:
        page = as_member(member, "en").get(address)
        return sorted(str(each.text) for each in page.context["entries"] if each.kind == "floor")

    shared = "Figures of the plant shared with 전북테크노파크, version 1"
    assert told(here.operator) == told(here.floor.firm.owner) == [shared, "First record of the plant", "Plant set up"]
    assert told(here.world.province) == []
    end_sharing(sharing=row, by=here.floor.owner, at=scene.EVENING)
    assert told(here.operator) == [shared, "Sharing with 전북테크노파크 ended, version 1"]
