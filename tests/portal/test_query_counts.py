"""No list page asks more of the database at three rows than at one, nor more than it may."""

import inspect
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from tests.portal.conftest import as_member
from tests.portal.lists_of_year import COUNTED_AT_HOME, LISTS, ListOf, Year, publish, year_of
from tests.world import moment
from tools.reference.routes import views

from dure.foundation.installation.actions import mark_demo
from dure.foundation.interface.lists import prepare_list, render_list
from dure.foundation.interface.lists.respond import list_response

# The two years are built in the set-up of whichever test comes first.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
LIST_MACHINERY = {prepare_list, render_list, list_response}
Counts = dict[str, int]


@pytest.fixture(scope="module")
def counts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[int, Counts]]:
    """The queries of every list page, by its name, at one row and at three."""
    with django_db_blocker.unblock():
        yield {rows: _counted(rows) for rows in (1, 3)}


def _counted(rows: int) -> Counts:
    """A year of its own, thrown away after it was read. A demonstration's clock: no second factor is asked for."""
    cache.clear()
    with transaction.atomic():
        mark_demo(name_ko="시험", name_en="Test", today=moment(6, 2))
        year = year_of(rows)
        found = {each.name: _queries(year, each) for each in LISTS if not each.published}
        publish(year, rows)
        found |= {each.name: _queries(year, each) for each in LISTS if each.published}
        transaction.set_rollback(True)
    cache.clear()
    return found


def _queries(year: Year, page: ListOf) -> int:
    client = Client() if page.reader == "public" else as_member(year.readers[page.reader])
    address = page.address(year)
    client.get(address)  # what is remembered between requests is remembered now
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200, page.name
    return len(caught)


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
def test_list_asks_few_queries_and_as_many_at_three_rows_as_at_one(page: ListOf, counts: dict[int, Counts]) -> None:
    one, three = counts[1][page.name], counts[3][page.name]

    assert (three, three <= page.most) == (one, True)


def test_every_view_that_shows_a_list_is_counted() -> None:
    shown = {name for name, view in views() if _shows_a_list(inspect.unwrap(view))}
    lists = {name for name in shown if name.split(":")[0] not in COUNTED_AT_HOME}

    assert lists - {page.route for page in LISTS} == set()


def _shows_a_list(view: Any, seen: frozenset[Any] = frozenset()) -> bool:
    """Whether the view, or a function of its module that it names, hands rows to the list machinery for GET."""
    if not isinstance(view, FunctionType) or view in seen:
        return False
    named = [view.__globals__.get(name) for name in view.__code__.co_names]
    near = [each for each in named if isinstance(each, FunctionType) and each.__module__ == view.__module__]
    return any(each in LIST_MACHINERY for each in named if isinstance(each, FunctionType)) or any(
        _shows_a_list(inspect.unwrap(each), seen | {view}) for each in near
    )
