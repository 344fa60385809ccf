"""Who may open the pages that join stages, and what stands on them."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.journey.selection.conftest import Scored
from tests.portal.conftest import as_member
from tests.world import JEONJU, JINAN, MUJU, assessor, moment

from dure.journey.applications.models import Application
from dure.journey.budgets import actions as budgets
from dure.journey.selection.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


def statuses(client: Client, *addresses: str) -> list[int]:
    return [client.get(address).status_code for address in addresses]


def test_city_page_own_city_only(scored: Scored, publication: Publication) -> None:
    jeonju = as_member(scored.world.jeonju)
    page = jeonju.get(reverse("portal:city", args=[JEONJU]))
    assert page.status_code == 200
    assert [row.name for row in page.context["city"].rows] == ["병섬유", "갑식품", "을정밀"]
    assert (page.context["city"].applied, page.context["city"].selected) == (3, 2)
    other = jeonju.get(reverse("portal:city", args=[JINAN]))
    assert other.status_code == 403
    assert "다른 시군" in other.content.decode()


def test_city_page_money_counted_from_selected(scored: Scored, publication: Publication) -> None:
    city = as_member(scored.world.operator).get(reverse("portal:city", args=[JEONJU])).context["city"]
    assert (city.budget_won, city.committed_won, city.left_won, city.asked_won) == (
        90_000_000, 20_000_000, 70_000_000, 30_000_000,
    )  # fmt: skip


def test_city_page_unknown_place(scored: Scored) -> None:
    assert statuses(as_member(scored.world.operator), reverse("portal:city", args=["99999"])) == [404]


def test_firm_story_of_another_firm_refused(scored: Scored, publication: Publication) -> None:
    own, other = scored.firms["JS1-2024-001"], scored.firms["JS1-2024-004"]
    client = as_member(own.owner)
    assert statuses(client, reverse("portal:firm", args=[own.organisation.pk])) == [200]
    refused = client.get(reverse("portal:firm", args=[other.organisation.pk]))
    assert refused.status_code == 403
    assert other.organisation.name not in refused.content.decode()


def test_firm_story_tells_what_was_promised_and_by_whom(scored: Scored, publication: Publication) -> None:
    world, firm = scored.world, scored.firms["JS1-2024-001"]
    by, at, on = world.operator.actor, moment(6, 1), moment(6, 1).date()
    line = budgets.make_line(
        programme=world.programme, funder=world.jeonju.organisation, place=world.cities[JEONJU], fiscal_year=2024,
        nature="contribution", name="스마트공장", by=by, at=at,
    )  # fmt: skip
    for kind in ("budget", "request", "decide"):
        budgets.book(line=line, kind=kind, amount_won=1_000, on=on, by=by, at=at)
    application = Application.objects.get(firm=firm.organisation)
    budgets.promise(line=line, application=application, amount_won=700, by=by, at=at)
    page = as_member(firm.owner).get(reverse("portal:firm", args=[firm.organisation.pk]), {"kind": "budgets"})

    assert [(each.kind, "700원" in each.text) for each in page.context["entries"]] == [("budgets", True)]
    assert ("예산", 1) in [(str(tab.label), tab.count) for tab in page.context["tabs"]]


def test_firm_story_city_sees_own_firms(scored: Scored, publication: Publication) -> None:
    client = as_member(scored.world.jeonju)
    mine, other = (scored.firms[number].organisation.pk for number in ("JS1-2024-001", "JS1-2024-004"))
    assert statuses(client, *(reverse("portal:firm", args=[pk]) for pk in (mine, other, 10**9))) == [200, 403, 404]


def test_pipeline_by_role(scored: Scored) -> None:
    address = reverse("portal:pipeline")
    world, firm = scored.world, scored.firms["JS1-2024-001"]
    found = {
        name: as_member(who).get(address).status_code
        for name, who in {
            "operator": world.operator, "province": world.province, "city": world.jeonju,
            "firm": firm.owner, "assessor": assessor(),
        }.items()
    }  # fmt: skip
    assert found == {"operator": 200, "province": 200, "city": 200, "firm": 403, "assessor": 403}


def test_pipeline_city_sees_own_firms(scored: Scored) -> None:
    page = as_member(scored.world.muju).get(reverse("portal:pipeline"))
    assert [firm.name for firm in page.context["page_obj"]] == []
    page = as_member(scored.world.jeonju).get(reverse("portal:pipeline"))
    assert [firm.name for firm in page.context["page_obj"]] == ["갑식품", "병섬유", "을정밀"]


def test_signed_out_sent_to_sign_in(scored: Scored) -> None:
    paths = [reverse("portal:home"), reverse("portal:pipeline"), reverse("portal:city", args=[MUJU])]
    answers = [Client().get(path) for path in paths]
    assert [(each.status_code, each.headers.get("Location", "").split("?")[0]) for each in answers] == [
        (302, reverse("account_login"))
    ] * 3


def test_menu_of_city_official_leads_to_own_page(scored: Scored) -> None:
    page = as_member(scored.world.jeonju).get(reverse("portal:home"))
    menu = [(item.label, item.url) for item in page.context["page"].facts.navigation]
    assert menu[:2] == [("처음", reverse("portal:home")), ("우리 시군", reverse("portal:city", args=[JEONJU]))]
