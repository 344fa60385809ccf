"""What the page skeletons need from a request: ``page`` in every template.

The foundation knows no stage. Who fills the menu, the inbox count and the programme's name is named by
the setting ``INTERFACE_PAGE_FACTS``, the dotted path of a function ``(request) -> PageFacts``.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from dure.foundation.access.actor import PUBLIC, Actor
from dure.foundation.installation import clock
from dure.foundation.installation.models import Installation
from dure.foundation.installation.queries import installation
from dure.foundation.interface.formats import is_korean
from dure.foundation.interface.parts import Text


@dataclass(frozen=True)
class NavItem:
    """One entry of the main menu; those of one ``group`` stand together and open from its name."""

    label: Text
    url: str
    current: bool = False
    count: int | None = None
    group: Text = ""


@dataclass(frozen=True)
class NavGroup:
    """Entries of the main menu under one name; without a name, or alone in it, they stand by themselves."""

    label: Text
    entries: tuple[NavItem, ...]

    @property
    def current(self) -> bool:
        """Whether the page shown is one of these."""
        return any(entry.current for entry in self.entries)

    @property
    def opens(self) -> bool:
        """Whether there is anything to open."""
        return bool(self.label) and len(self.entries) > 1


@dataclass(frozen=True)
class PageFacts:
    """What the skeleton shows around a page. Every field may stay empty; `switch_role_url` is for a demo only."""

    organisation: Text = ""
    programme: Text = ""
    role_label: Text = ""
    navigation: tuple[NavItem, ...] = ()
    inbox_count: int = 0
    inbox_url: str = ""
    search_url: str = "/search/"
    switch_role_url: str = ""
    person_links: tuple[NavItem, ...] = ()
    contact: Text = ""

    @cached_property
    def menu(self) -> tuple[NavGroup, ...]:
        """The navigation by group, in its own order."""
        return tuple(
            NavGroup(label, tuple(entries)) for label, entries in groupby(self.navigation, lambda item: item.group)
        )


class Page:
    """Read lazily: a partial response that shows no header asks the database nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def facts(self) -> PageFacts:
        """Empty for a request refused before anyone was made out, such as one for another host."""
        path = getattr(settings, "INTERFACE_PAGE_FACTS", "")
        if not path or not hasattr(self._request, "actor"):
            return PageFacts()
        facts: PageFacts = import_string(path)(self._request)
        return replace(facts, switch_role_url="") if facts.switch_role_url and not self.is_demo else facts

    @cached_property
    def actor(self) -> Actor:
        actor: Actor = getattr(self._request, "actor", PUBLIC)
        return actor

    @property
    def is_signed_in(self) -> bool:
        return not self.actor.is_public

    @cached_property
    def installation(self) -> Installation | None:
        return installation()

    @property
    def organisation(self) -> Text:
        """The operator's name; the installation's own name until a programme says more."""
        if self.facts.organisation or self.installation is None:
            return self.facts.organisation
        english = self.installation.name_en
        return self.installation.name_ko if is_korean() or not english else english

    @property
    def is_demo(self) -> bool:
        return bool(self.installation and self.installation.is_demo)

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def path(self) -> str:
        return self._request.get_full_path()

    @property
    def sign_in_url(self) -> str:
        return address("account_login")

    @property
    def sign_out_url(self) -> str:
        return address("account_logout")

    @property
    def language_url(self) -> str:
        return address("set_language")


def is_about(request: HttpRequest, programme: Any) -> None:
    """Say which programme a page is about: the skeleton names it, and need not look for one."""
    request.page_programme = programme  # type: ignore[attr-defined]


def programme_of_page(request: HttpRequest) -> Any | None:
    """The programme that the view named by `is_about`, if it did."""
    return getattr(request, "page_programme", None)


def address(name: str) -> str:
    """The address of a named route; empty where this installation has no such route."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def page(request: HttpRequest) -> dict[str, Any]:
    return {"page": Page(request)}
