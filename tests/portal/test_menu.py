"""Every role's menu: each entry opens, and what a role may read is reached from it."""

import pytest
from django.test import Client
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


def menu_of(client: Client) -> list[str]:
    return [item.url for item in client.get(reverse("portal:home")).context["page"].facts.navigation]


# Every role in one test: the programme they all see is most of the work.
def test_every_entry_of_the_menu_opens_for_every_role(scored: Scored, publication: Publication) -> None:
    clients = {role: as_member(someone(scored, role)) for role in Role}
    menus = {role: menu_of(client) for role, client in clients.items()}

    opened = {(role, url): clients[role].get(url, follow=True).status_code for role in Role for url in menus[role]}
    assert opened == {(role, url): 200 for role in Role for url in menus[role]}
    assert [role for role in Role if not menus[role]] == []


def test_readers_reach_all_they_may_read(scored: Scored) -> None:
    found = {role: menu_of(as_member(someone(scored, role))) for role in READERS}
    assert found == {role: [reverse("portal:home"), *map(reverse, names)] for role, names in READERS.items()}


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


def test_account_menu_leads_every_role_to_own_keys_and_second_step(scored: Scored) -> None:
    clients = {role: as_member(someone(scored, role)) for role in Role}
    pages = {role: client.get(reverse("portal:home")).context["page"] for role, client in clients.items()}

    links = [reverse("signing:keys"), reverse("mfa_index")]
    assert {role: [item.url for item in page.facts.person_links] for role, page in pages.items()} == dict.fromkeys(
        Role, links
    )
    assert {role: client.get(links[0]).status_code for role, client in clients.items()} == dict.fromkeys(Role, 200)


def test_readers_open_the_published_list_and_change_nothing(scored: Scored, publication: Publication) -> None:
    clients = {role: as_member(someone(scored, role)) for role in (Role.COUNCIL, Role.AUDITOR, Role.PROVINCE)}
    page = reverse("selection:approval", args=[publication.pk])
    verbs = [
        reverse("selection:decide", args=[publication.pk, verb]) for verb in ("approve", "undo", "take-back", "publish")
    ]

    assert [client.get(page).status_code for client in clients.values()] == [200] * len(clients)
    answers = {(role, verb): client.post(verb).status_code for role, client in clients.items() for verb in verbs}
    assert answers == {(role, verb): 403 for role in clients for verb in verbs}


def test_readers_do_not_see_a_list_before_it_is_public(scored: Scored, publication: Publication) -> None:
    Publication.objects.update(status="draft")
    client = as_member(someone(scored, Role.AUDITOR))
    assert client.get(reverse("selection:approval", args=[publication.pk])).status_code == 403
