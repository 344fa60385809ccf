"""Every role's menu: each entry opens, and what a role may read is reached from it."""

import pytest
from django.urls import reverse
from tests.journey.selection.conftest import Scored
from tests.portal.conftest import as_member
from tests.world import JEONJU, PROVINCE, Member, member, organisation

from dure.foundation.access.actor import Role
from dure.journey.selection.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]
PLACES = {Role.CITY: JEONJU, Role.PROVINCE: PROVINCE, Role.COUNCIL: PROVINCE}
READERS = {
    Role.COUNCIL: [
        "portal:pipeline", "programmes:list", "prospects:list", "applications:list", "evaluation:desk",
        "selection:lists", "agreements:memoranda", "agreements:list", "builds:list", "builds:suppliers",
        "assets:list", "budgets:overview", "money:claims", "money:books", "money:settlements", "money:signals",
        "parties:organisations", "portal:ledger",
    ],
    Role.AUDITOR: [
        "portal:pipeline", "programmes:list", "prospects:list", "applications:list", "evaluation:desk",
        "selection:lists", "agreements:memoranda", "agreements:list", "builds:list", "builds:suppliers",
        "assets:list", "budgets:overview", "money:claims", "money:batches", "money:imports", "money:books",
        "money:settlements", "money:signals", "messages:batches", "parties:people", "portal:ledger",
    ],
}  # fmt: skip


def someone(scored: Scored, role: Role) -> Member:
    inside = role in {Role.OPERATOR, Role.APPROVER, Role.COMMITTEE}
    employer = (
        scored.world.operator.organisation
        if inside
        else organisation(f"기관 {role}", "supplier" if role == Role.SUPPLIER else "expert")
    )
    return member(f"사람 {role}", role, employer, place=PLACES.get(role, ""))


@pytest.mark.parametrize("role", list(Role))
def test_every_entry_of_the_menu_opens(scored: Scored, publication: Publication, role: Role) -> None:
    client = as_member(someone(scored, role))
    menu = [item.url for item in client.get(reverse("portal:home")).context["page"].facts.navigation]
    assert {url: client.get(url, follow=True).status_code for url in menu} == dict.fromkeys(menu, 200)


@pytest.mark.parametrize("role", list(READERS))
def test_readers_reach_all_they_may_read(scored: Scored, role: Role) -> None:
    page = as_member(someone(scored, role)).get(reverse("portal:home"))
    assert [item.url for item in page.context["page"].facts.navigation] == [
        reverse("portal:home"), *(reverse(name) for name in READERS[role]),
    ]  # fmt: skip


def test_many_entries_are_grouped_and_the_group_of_the_page_is_marked(scored: Scored) -> None:
    page = as_member(someone(scored, Role.OPERATOR)).get(reverse("money:claims"))
    menu = page.context["page"].facts.menu
    assert [(str(group.label), len(group.entries), group.opens, group.current) for group in menu] == [
        ("", 2, False, False),
        ("공고·모집", 3, True, False),
        ("평가·선정", 2, True, False),
        ("협약·구축", 8, True, False),
        ("사업비", 7, True, True),
        ("운영 관리", 2, True, False),
    ]


def test_few_entries_stand_on_one_line(scored: Scored) -> None:
    page = as_member(someone(scored, Role.ASSESSOR)).get(reverse("portal:home"))
    assert [(group.label, group.opens) for group in page.context["page"].facts.menu] == [("", False)]


@pytest.mark.parametrize("role", list(Role))
def test_account_menu_leads_to_own_keys_and_second_step(scored: Scored, role: Role) -> None:
    client = as_member(someone(scored, role))
    links = [item.url for item in client.get(reverse("portal:home")).context["page"].facts.person_links]
    assert links == [reverse("signing:keys"), reverse("mfa_index")]
    assert client.get(links[0]).status_code == 200


@pytest.mark.parametrize("role", [Role.COUNCIL, Role.AUDITOR, Role.PROVINCE])
def test_readers_open_the_published_list_and_change_nothing(
    scored: Scored, publication: Publication, role: Role
) -> None:
    client = as_member(someone(scored, role))
    assert client.get(reverse("selection:approval", args=[publication.pk])).status_code == 200
    verbs = ("approve", "undo", "take-back", "publish")
    answers = [client.post(reverse("selection:decide", args=[publication.pk, verb])) for verb in verbs]
    assert [answer.status_code for answer in answers] == [403] * len(verbs)


def test_readers_do_not_see_a_list_before_it_is_public(scored: Scored, publication: Publication) -> None:
    Publication.objects.update(status="draft")
    client = as_member(someone(scored, Role.AUDITOR))
    assert client.get(reverse("selection:approval", args=[publication.pk])).status_code == 403
