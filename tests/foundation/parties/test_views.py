"""The pages of organisations and people, and coming in."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.foundation import rows

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.installation import clock
from dure.foundation.parties import actions, queries
from dure.foundation.parties.business_number import check_digit
from dure.foundation.parties.models import Organisation, Person
from dure.foundation.places.actions import load_default_region

pytestmark = pytest.mark.django_db
PASSWORD = "봄비와 나무와 자전거"
NUMBER = "123456789" + str(check_digit("123456789"))


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(rows.operator())
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


@pytest.fixture
def firm() -> Organisation:
    return rows.organisation("진안식품", number=NUMBER)


@pytest.mark.parametrize("name", ["people", "organisations", "add_person", "add_organisation"])
def test_page_opens_for_staff(staff: Client, name: str) -> None:
    assert staff.get(reverse(f"parties:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["organisation", "rename", "change_number", "add_establishment", "merge"])
def test_page_of_an_organisation_opens_for_staff(staff: Client, firm: Organisation, name: str) -> None:
    rows.person("박대표", Role.FIRM, firm)
    page = staff.get(reverse(f"parties:{name}", args=[firm.pk]))
    assert page.status_code == 200
    assert "진안식품" in page.content.decode()


@pytest.mark.parametrize("name", ["person", "change_person", "grant_role"])
def test_page_of_a_person_opens_for_staff(staff: Client, name: str) -> None:
    assert staff.get(reverse(f"parties:{name}", args=[rows.firm_owner().pk])).status_code == 200


@pytest.mark.parametrize("name", ["add_person", "add_organisation"])
def test_page_for_staff_is_closed_to_firms(client: Client, name: str) -> None:
    client.force_login(rows.firm_owner())
    assert client.get(reverse(f"parties:{name}")).status_code == 403


def test_firm_sees_itself_and_no_other(client: Client, firm: Organisation) -> None:
    owner = rows.firm_owner(firm="장수식품")
    client.force_login(owner)
    own = owner.memberships.get().organisation
    assert client.get(reverse("parties:organisation", args=[own.pk])).status_code == 200
    assert client.get(reverse("parties:organisation", args=[firm.pk])).status_code == 403
    page = client.get(reverse("parties:organisations")).content.decode()
    assert ("장수식품" in page, "진안식품" in page) == (True, False)


@pytest.mark.parametrize("name", ["people", "organisations"])
def test_list_takes_as_many_queries_for_three_as_for_one(staff: Client, name: str) -> None:
    load_default_region()

    def fill(number: int) -> None:
        owner = rows.firm_owner(f"박{number}", f"공장{number}", f"o{number}@example.org")
        actions.add_establishment(
            organisation=owner.memberships.get().organisation, kind="factory", name="공장", city_code="52720",
            by=SYSTEM, at=rows.AT,
        )  # fmt: skip

    fill(1)
    staff.get(reverse(f"parties:{name}"))
    with CaptureQueriesContext(connection) as one:
        staff.get(reverse(f"parties:{name}"))
    fill(2)
    fill(3)
    with CaptureQueriesContext(connection) as three:
        staff.get(reverse(f"parties:{name}"))
    assert len(three) == len(one) <= 12


def test_register_with_a_wrong_number_keeps_what_was_typed(staff: Client) -> None:
    typed = {"kind": "firm", "name": "진안식품", "number": "123-45-67890"}
    page = staff.post(reverse("parties:add_organisation"), typed)
    assert page.status_code == 422
    assert 'value="진안식품"' in page.content.decode()
    assert Organisation.objects.filter(name="진안식품").count() == 0


def test_register_opens_the_new_record(staff: Client) -> None:
    page = staff.post(reverse("parties:add_organisation"), {"kind": "firm", "name": "진안식품", "number": NUMBER})
    made = Organisation.objects.get(name="진안식품")
    assert page["Location"] == reverse("parties:organisation", args=[made.pk])


def test_merge_shows_first_and_then_does(staff: Client, firm: Organisation) -> None:
    double = rows.organisation("진안식품 본사")
    url = reverse("parties:merge", args=[firm.pk])
    assert "진안식품 본사" in staff.get(url).content.decode()
    assert staff.get(url, {"other": double.pk}).status_code == 200
    assert staff.post(f"{url}?other={double.pk}", {"reason": ""}).status_code == 422
    assert queries.organisation(double.pk) == double
    staff.post(f"{url}?other={double.pk}", {"reason": "같은 회사"})
    assert queries.organisation(double.pk) == firm


def test_invite_shows_the_link_once(staff: Client) -> None:
    owner = rows.firm_owner()
    link = re.compile(r"http://testserver/people/invitations/[\w-]{43}/")
    page = staff.post(reverse("parties:invite", args=[owner.pk]), follow=True).content.decode()
    assert len(link.findall(page)) == 1
    page = staff.get(reverse("parties:person", args=[owner.pk])).content.decode()
    assert len(link.findall(page)) == 0


def test_accept_signs_in_and_leads_staff_to_the_second_step(client: Client) -> None:
    invited = rows.operator()
    path = actions.invite(person=invited, by=SYSTEM, at=clock.now())
    assert client.get(path).status_code == 200
    assert client.post(path, {"password": PASSWORD, "again": "anders"}).status_code == 422
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    page = client.get(reverse("parties:people"))
    assert page["Location"] == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "data:image/svg+xml" in page.content.decode()


def test_accept_of_a_used_link_explains(client: Client) -> None:
    assert client.get(reverse("parties:accept", args=["nonsense"])).status_code == 410


def _sign_in(client: Client, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": "owner@example.org", "password": password})


@pytest.fixture
def owner() -> Person:
    row = rows.firm_owner()
    row.set_password(PASSWORD)
    row.save()
    return row


def test_sign_in_is_locked_after_five_wrong_passwords_until_unlocked(client: Client, owner: Person) -> None:
    assert [_sign_in(client, "falsch").status_code for _number in range(4)] == [200] * 4
    _sign_in(client, "falsch")
    locked = _sign_in(client, PASSWORD)
    assert locked.status_code == 429
    assert reverse("account_reset_password") in locked.content.decode()
    assert queries.is_locked_out(owner)
    actions.unlock(person=owner, by=SYSTEM, at=rows.AT)
    assert not queries.is_locked_out(owner)
    assert _sign_in(client, PASSWORD).status_code == 302


def test_password_reset_by_mail_lifts_the_lock(client: Client, owner: Person) -> None:
    for _number in range(6):
        _sign_in(client, "falsch")
    client.post(reverse("account_reset_password"), {"email": "owner@example.org"})
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    page = client.get(link.split("testserver")[1], follow=True)
    new = "가을과 바람과 우체통"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert _sign_in(client, new).status_code == 302


def test_password_reset_of_a_stranger_sends_nothing(client: Client) -> None:
    page = client.post(reverse("account_reset_password"), {"email": "stranger@example.org"})
    assert (page.status_code, mail.outbox) == (302, [])


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done", "account_signup",
             "account_inactive", "account_reset_password_from_key_done"]
)  # fmt: skip
def test_page_of_signing_in_opens(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200
