from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests.foundation.interface.lists.sample import GROUPS, get, make, rows

from dure.foundation.interface.lists import prepare_list, render_list, selected_rows

pytestmark = pytest.mark.django_db


def names(address: str) -> list[str]:
    return [row.title for row in prepare_list(get(address), GROUPS, rows()).rows]


def test_rows_come_sorted_as_declared_a_page_at_a_time() -> None:
    make("delta", "alpha", "gamma", "beta")

    assert names("/groups/") == ["alpha", "beta", "delta"]
    assert names("/groups/?page=2") == ["gamma"]
    assert names("/groups/?page=99") == ["gamma"]


def test_sort_turns_around_and_ignores_what_cannot_be_sorted() -> None:
    make("delta", "alpha", "beta")

    assert names("/groups/?sort=-name") == ["delta", "beta", "alpha"]
    assert names("/groups/?sort=plain") == ["alpha", "beta", "delta"]
    assert names("/groups/?sort=password") == ["alpha", "beta", "delta"]


def test_heads_say_their_direction_and_lead_to_the_other() -> None:
    listing = prepare_list(get("/groups/?sort=-name&q=a"), GROUPS, rows())

    first, second = listing.heads[0], listing.heads[2]
    assert (first.direction, first.sort_url) == ("descending", "/groups/?sort=name&q=a")
    assert (second.direction, second.sort_url) == ("", "/groups/?sort=grant&q=a")


def test_search_and_filters_narrow_together() -> None:
    make("alpha", "beta", "alphabet")

    assert names("/groups/?q=alpha") == ["alpha", "alphabet"]
    assert names("/groups/?q=alpha&name=alpha") == ["alpha"]
    assert names("/groups/?length=short") == ["beta"]
    assert names("/groups/?name=unknown") == ["alpha", "alphabet", "beta"]


def test_filter_counts_follow_the_search_but_not_their_own_choice() -> None:
    make("alpha", "beta", "gamma")

    listing = prepare_list(get("/groups/?name=alpha&q=a"), GROUPS, rows())

    offers = listing.filters[0].offers
    assert [(offer.value, offer.count, offer.chosen) for offer in offers] == [
        ("alpha", 1, True),
        ("beta", 1, False),
    ]
    assert [offer.count for offer in listing.filters[1].offers] == [None, None]


def test_chips_lead_to_the_list_without_them() -> None:
    listing = prepare_list(get("/groups/?name=alpha&q=a&page=2"), GROUPS, rows())

    assert [(chip.label, chip.url) for chip in listing.chips] == [
        ("Name: Alpha", "/groups/?q=a"),
        ("“a”", "/groups/?name=alpha"),
    ]


def test_what_the_page_around_asks_for_stays_with_the_list_and_the_other_way_round() -> None:
    listing = prepare_list(
        get("/groups/?q=a&day=2025-03-03&other=x&name=alpha"), replace(GROUPS, keep=("day",)), rows()
    )

    assert (listing.kept, listing.clear_url) == ([("day", "2025-03-03")], "/groups/?day=2025-03-03")
    assert listing.own == [("q", "a"), ("sort", "name"), ("name", "alpha")]


def test_totals_cover_every_page() -> None:
    made = make("alpha", "beta", "gamma", "delta")

    totals = prepare_list(get(), GROUPS, rows()).totals

    with override("ko"):
        assert [total and total.text for total in totals] == [
            None, None, f"{sum(group.pk for group in made):,}원", None,
        ]  # fmt: skip


def test_counts_rows_and_totals_are_one_query_each_whatever_the_rows() -> None:
    counts = []
    for batch in (("alpha",), ("beta", "gamma")):
        make(*batch)
        with CaptureQueriesContext(connection) as queries:
            render_list(get(), GROUPS, rows())
        counts.append(len(queries))

    assert counts == [4, 4]  # the fourth is of the page around the list: what this installation is


def test_an_htmx_request_for_the_list_gets_its_part_only() -> None:
    make("alpha")

    whole = render_list(get(), GROUPS, rows())
    part = render_list(get(**{"HX-Request": "true", "HX-Target": "list-groups"}), GROUPS, rows())

    assert whole.content.startswith(b"<!DOCTYPE html>")
    assert part.content.startswith(b'<div class="listing" id="list-groups"')
    assert part.headers["Vary"] == "HX-Target"


def test_an_empty_list_says_what_to_do_and_a_narrowed_one_how_to_widen() -> None:
    with override("en"):
        nothing = render_list(get(), GROUPS, rows()).content.decode()
        make("alpha")
        no_match = render_list(get("/groups/?q=zzz"), GROUPS, rows()).content.decode()

    assert ("No group yet" in nothing, "Nothing matches" in nothing) == (True, False)
    assert ("No group yet" in no_match, "Nothing matches" in no_match) == (False, True)


def test_names_are_escaped() -> None:
    make("<b>alpha</b>")

    assert b"<b>alpha" not in render_list(get(), GROUPS, rows()).content


def test_selected_rows_are_the_chosen_ones_among_those_allowed() -> None:
    alpha, beta, gamma = make("alpha", "beta", "gamma")
    posted = {"selected": [str(alpha.pk), str(gamma.pk), "not-a-key", "999999"]}

    chosen = selected_rows(RequestFactory().post("/x/", posted), GROUPS, Group.objects.exclude(pk=gamma.pk))

    assert list(chosen) == [alpha]
    assert beta not in chosen


def test_selecting_all_keeps_the_filters_in_force() -> None:
    alpha, _beta, alphabet = make("alpha", "beta", "alphabet")
    posted = {"all": "1", "q": "alpha", "selected": []}

    chosen = selected_rows(RequestFactory().post("/x/", posted), GROUPS, Group.objects.all())

    assert sorted(chosen.values_list("pk", flat=True)) == [alpha.pk, alphabet.pk]


def test_a_sliced_queryset_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured):
        prepare_list(get(), GROUPS, Group.objects.order_by("pk")[:3])
