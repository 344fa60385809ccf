"""One click signs in: in a demo, never elsewhere."""

import pytest
from django.test import Client
from tests.world import member, organisation

from dure.demo.clock import TODAY
from dure.foundation.access.actor import Role
from dure.foundation.installation.actions import mark_demo, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return member("김서연", Role.OPERATOR, organisation("전북테크노파크", "operator"), email="operator1@example.org")


@pytest.fixture
def demo(staff):
    return mark_demo(name_ko="예시", name_en="Sample", today=TODAY)


def test_roles_are_not_found_outside_a_demo(client: Client, staff):
    set_up(name_ko="실제")

    assert client.get("/demo/").status_code == 404


def test_sign_in_is_not_found_outside_a_demo(client: Client, staff):
    set_up(name_ko="실제")
    response = client.post("/demo/sign-in/", {"email": "operator1@example.org"})

    assert (response.status_code, "_auth_user_id" in client.session) == (404, False)


def test_nothing_is_found_on_an_empty_installation(client: Client, staff):
    response = client.post("/demo/sign-in/", {"email": "operator1@example.org"})

    assert (response.status_code, client.get("/demo/").status_code) == (404, 404)


def test_roles_show_each_person_of_the_demo(client: Client, demo):
    page = client.get("/demo/")

    assert (page.status_code, page.content.decode().count("김서연")) == (200, 2)


def test_one_click_signs_in(client: Client, demo, staff):
    response = client.post("/demo/sign-in/", {"email": "operator1@example.org"})

    assert (response.status_code, response.url, client.session["_auth_user_id"]) == (
        302,
        "/home/",
        str(staff.person.pk),
    )


def test_another_click_changes_the_role(client: Client, demo, staff):
    approver = member("이정민", Role.APPROVER, staff.organisation, email="approver@example.org")
    client.post("/demo/sign-in/", {"email": "operator1@example.org"})
    client.post("/demo/sign-in/", {"email": "approver@example.org"})

    assert client.session["_auth_user_id"] == str(approver.person.pk)


def test_people_without_a_card_cannot_be_signed_in_as(client: Client, demo, staff):
    member("다른이", Role.OPERATOR, staff.organisation, email="someone@example.org")
    response = client.post("/demo/sign-in/", {"email": "someone@example.org"})

    assert (response.status_code, "_auth_user_id" in client.session) == (404, False)


def test_sign_in_by_link_is_refused(client: Client, demo):
    assert client.get("/demo/sign-in/?email=operator1@example.org").status_code == 405
