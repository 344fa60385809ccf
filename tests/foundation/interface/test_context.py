from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from dure.foundation.access.actor import PUBLIC, Actor
from dure.foundation.installation.models import Installation
from dure.foundation.interface import assets
from dure.foundation.interface.context import Page, PageFacts


def some_facts(request: HttpRequest) -> PageFacts:
    return PageFacts(programme=f"asked by {request.path}")


def request(actor: Actor | None = None) -> HttpRequest:
    made = RequestFactory().get("/firms/?q=a")
    made.user = AnonymousUser()
    if actor is not None:
        made.actor = actor  # type: ignore[attr-defined]
    return made


def test_a_page_without_an_actor_is_the_publics(settings: Settings) -> None:
    settings.INTERFACE_PAGE_FACTS = ""
    page = Page(request())

    assert (page.is_signed_in, page.facts, page.path) == (False, PageFacts(), "/firms/?q=a")


def test_facts_come_from_the_function_that_the_setting_names(settings: Settings) -> None:
    settings.INTERFACE_PAGE_FACTS = f"{__name__}.some_facts"

    assert Page(request(PUBLIC)).facts.programme == "asked by /firms/"
    assert Page(request()).facts == PageFacts()


@pytest.mark.django_db
def test_nothing_is_asked_of_the_database_until_it_is_read(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        page = Page(request(Actor(person_id=1, name="Kim")))
        assert page.is_signed_in is True


@pytest.mark.django_db
def test_the_installation_names_the_organisation_until_a_programme_does(settings: Settings) -> None:
    settings.INTERFACE_PAGE_FACTS = ""
    settings.LANGUAGE_CODE = "ko"
    Installation.objects.update_or_create(id=1, defaults={"name_ko": "전북테크노파크", "is_demo": True})

    page = Page(request())

    assert (page.organisation, page.is_demo) == ("전북테크노파크", True)


def test_krds_sheets_are_linked_only_where_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = Template("{% load dure %}{% asset_links %}")
    monkeypatch.setattr(assets, "TARGET", tmp_path)

    assert template.render(Context()).count("dure/krds/") == 0
    (tmp_path / "tokens.css").write_text("", encoding="utf-8")
    assert template.render(Context()).count("dure/krds/") == 2
    assert Template("{% load dure %}{% asset_links fonts=False %}").render(Context()).count("dure/krds/") == 1
