"""A list over a table that needs nothing of the programme."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Count, Sum
from django.http import HttpRequest
from django.test import RequestFactory

from dure.foundation.interface.lists import (
    BulkAction,
    Choice,
    Column,
    Empty,
    Filter,
    Kind,
    ListPage,
    State,
)

LENGTHS = (Choice("short", "Short"), Choice("long", "Long"))


def by_length(rows: Any, value: str) -> Any:
    return rows.filter(name__regex=r"^.{1,4}$" if value == "short" else r"^.{5,}$")


GROUPS = ListPage(
    key="groups",
    title="Groups",
    columns=(
        Column("name", "Name", Kind.LINK, sort="name", card=1),
        Column("state", "State", Kind.STATE, value=lambda _: State("Open", "info"), card=2),
        Column("grant", "Grant", Kind.WON, value=lambda group: group.pk * 1000, sort="id", total=Sum("id")),
        Column("plain", "Plain", value=lambda _: ""),
    ),
    filters=(
        Filter("name", "Name", field="name", choices=lambda: [("alpha", "Alpha"), ("beta", "Beta")]),
        Filter("length", "Length", choices=LENGTHS, apply=by_length),
    ),
    search=lambda rows, query: rows.filter(name__contains=query),
    row_url=lambda group: f"/groups/{group.pk}/",
    default_sort="name",
    bulk=(BulkAction("remind", "Remind", "/remind/"),),
    empty=Empty("No group yet", "Add one."),
    per_page=3,
)


def make(*names: str) -> list[Group]:
    return [Group.objects.create(name=name) for name in names]


def get(address: str = "/groups/", **headers: str) -> HttpRequest:
    return RequestFactory().get(address, headers=headers)


def rows() -> Any:
    return Group.objects.annotate(people=Count("permissions"))
