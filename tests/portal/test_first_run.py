"""The page an empty installation begins with."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.world import PROVINCE

from dure.foundation.installation.models import Installation
from dure.foundation.parties.models import Membership, Person
from dure.foundation.places.actions import load_default_region
from dure.journey.programmes.models import NoticeVersion

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "두레 전북",
    "operator": "전북테크노파크",
    "province": PROVINCE,
    "person": "김운영",
    "email": "operator@example.org",
    "password": "긴-비밀번호-2024",
    "template": "jeonbuk_2024",
}


@pytest.fixture(autouse=True)
def _region(db: None) -> None:
    load_default_region()


def test_front_of_empty_installation_leads_to_set_up() -> None:
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:first_run"))


def test_set_up_makes_operator_and_draft_notice() -> None:
    answer = Client().post(reverse("portal:first_run"), ANSWERS)
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:home"))
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["approver", "operator"]
    assert [(row.status, row.programme.operator.name) for row in NoticeVersion.objects.all()] == [
        ("draft", "전북테크노파크")
    ]


def test_set_up_only_once() -> None:
    Client().post(reverse("portal:first_run"), ANSWERS)
    again = Client()
    assert again.get(reverse("portal:first_run")).status_code == 404
    assert again.post(reverse("portal:first_run"), {**ANSWERS, "email": "b@example.org"}).status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"password": "short"}, {"province": "00000"}, {"email": "nobody"}, {"operator": ""}])
def test_set_up_wrong_answer_keeps_nothing(wrong: dict[str, str]) -> None:
    answer = Client().post(reverse("portal:first_run"), {**ANSWERS, **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(wrong)
    assert (Installation.objects.count(), Person.objects.count()) == (0, 0)


def test_set_up_from_elsewhere_needs_the_key() -> None:
    answer = Client(REMOTE_ADDR="203.0.113.9").get(reverse("portal:first_run"))
    assert answer.status_code == 404
