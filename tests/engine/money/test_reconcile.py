import itertools
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engine.money.payment_rows import may_be_the_same, plain
from dure.engine.money.reasons import MoneyRefused
from dure.engine.money.reconcile import Candidates, How, Matching, MatchRules, Pair, Row, match, only_way

DAY = date(2025, 3, 4)


def row(of: str, won: int = 500, day: int = 0, **more: str) -> Row:
    return Row(of, DAY + timedelta(day), won, **({"account": "123-45"} | more))


def test_reference_tells_before_anything_else() -> None:
    ours = [row("a", reference="JS1-07 / 2"), row("b", reference="JS1-07/3")]
    theirs = [row("x", day=90, reference="js107-3", account="9"), row("y", reference="JS1072")]

    assert match(ours, theirs).pairs == (Pair("a", "y", How.REFERENCE), Pair("b", "x", How.REFERENCE))


def test_same_reference_with_another_amount_is_for_a_human() -> None:
    found = match([row("a", reference="7")], [row("x", 501, reference="7")])

    assert found.different_amounts == (Pair("a", "x", How.REFERENCE),)
    assert (found.pairs, found.missing_there, found.missing_here, found.agrees) == ((), (), (), False)


def test_reference_that_stands_twice_is_ambiguous_and_flagged() -> None:
    found = match([row("a", reference="7")], [row("x", reference="7"), row("y", reference="7")])

    assert found.ambiguous == (Candidates(("a",), ("x", "y")),)
    assert found.duplicates_theirs == (("x", "y"),)


def test_details_tell_where_no_reference_does() -> None:
    found = match([row("a"), row("b", 700)], [row("x", 700, 3), row("y", 500, -3, account="12345")])

    assert found.pairs == (Pair("a", "y", How.DETAILS), Pair("b", "x", How.DETAILS))
    assert found.agrees


def test_rows_outside_the_window_are_missing_on_either_side() -> None:
    found = match([row("a")], [row("x", day=4)])

    assert (found.missing_there, found.missing_here) == (("a",), ("x",))
    assert match([row("a")], [row("x", day=4)], MatchRules(window_days=4)).agrees


def test_two_equal_payments_are_left_to_a_human_with_their_candidates() -> None:
    found = match([row("a"), row("b", day=1)], [row("x"), row("y", day=1)])

    assert found.ambiguous == (Candidates(("a", "b"), ("x", "y")),)


def test_rows_that_can_only_be_paired_in_one_way_are_paired() -> None:
    """b is too far from x, so x is a's; without x, nothing would say whose y is."""
    ours, theirs = [row("a"), row("b", day=3)], [row("x", day=-3), row("y", day=3)]

    assert match(ours, theirs).pairs == (Pair("a", "x", How.DETAILS), Pair("b", "y", How.DETAILS))
    assert match(ours, theirs[1:]).ambiguous == (Candidates(("a", "b"), ("y",)),)


def test_names_tell_only_where_an_account_is_unknown() -> None:
    ours = row("a", account="", name="㈜두레 식품")
    theirs = row("x", name="두레식품(주)")

    assert match([ours], [theirs]).pairs == (Pair("a", "x", How.DETAILS),)
    assert match([replace(ours, account="99")], [theirs]).missing_there == ("a",)
    assert match([replace(ours, name="")], [replace(theirs, account="", name="")]).missing_there == ("a",)


def test_words_are_compared_without_form_marks_and_case() -> None:
    one = plain(Row("a", DAY, 1, "JS1-07 / ２", "123-45-6", "주식회사 두레Food"))

    assert (one.reference, one.account, one.name) == ("js1072", "123456", "두레food")


def test_id_that_stands_twice_on_a_side_is_refused() -> None:
    with pytest.raises(MoneyRefused):
        match([row("a"), row("a", 7)], [])


ROWS = st.builds(
    lambda won, day, reference, account: Row("", DAY + timedelta(day), won, reference, account, ""),
    st.sampled_from([100, 200]),
    st.integers(0, 8),
    st.sampled_from(["", "", "", "r1", "r2", "r3"]),
    st.sampled_from(["1", "2"]),
)
SIDES = st.lists(ROWS, max_size=6)


def named(rows: list[Row], letter: str) -> list[Row]:
    return [replace(one, id=f"{letter}{at}") for at, one in enumerate(rows)]


def places(found: Matching) -> tuple[list[str], list[str]]:
    told = (*found.pairs, *found.different_amounts)
    ours = [pair.ours for pair in told] + [one for group in found.ambiguous for one in group.ours]
    theirs = [pair.theirs for pair in told] + [one for group in found.ambiguous for one in group.theirs]
    return ours + list(found.missing_there), theirs + list(found.missing_here)


@settings(max_examples=300)
@given(SIDES, SIDES, st.randoms(use_true_random=False))
def test_every_row_stands_in_one_place_whatever_the_order(
    mine: list[Row], yours: list[Row], shuffle: random.Random
) -> None:
    ours, theirs = named(mine, "o"), named(yours, "t")
    found = match(ours, theirs)
    placed_ours, placed_theirs = places(found)

    assert sorted(placed_ours) == sorted(one.id for one in ours)
    assert sorted(placed_theirs) == sorted(one.id for one in theirs)
    shuffle.shuffle(ours)
    shuffle.shuffle(theirs)
    assert match(ours, theirs) == found


@settings(max_examples=300)
@given(SIDES, SIDES)
def test_rows_are_paired_by_details_only_where_all_ways_agree(mine: list[Row], yours: list[Row]) -> None:
    """Against all ways to pair the most rows: a pair by details is in each of them."""
    ours = named([replace(one, reference="") for one in mine], "o")
    theirs = named([replace(one, reference="") for one in yours], "t")
    ways = fullest_ways(ours, theirs)

    for pair in match(ours, theirs).pairs:
        assert all((pair.ours, pair.theirs) in way for way in ways)


def fullest_ways(ours: list[Row], theirs: list[Row]) -> list[frozenset[tuple[str, str]]]:
    ways: list[frozenset[tuple[str, str]]] = [frozenset()]
    for one in ours:
        ways += [
            way | {(one.id, other.id)}
            for way in ways
            for other in theirs
            if may_be_the_same(one, other, 3) and other.id not in {taken for _, taken in way}
        ]
    most = max(len(way) for way in ways)
    return [way for way in ways if len(way) == most]


@given(st.dictionaries(st.sampled_from("abcd"), st.frozensets(st.sampled_from("wxyz")), max_size=4))
def test_only_way_is_the_one_of_all_permutations(candidates: Mapping[str, frozenset[str]]) -> None:
    ours = sorted(candidates)
    theirs = sorted({one for each in candidates.values() for one in each})
    ways = [
        dict(zip(ours, order, strict=True))
        for order in itertools.permutations(theirs, len(ours))
        if all(one in candidates[mine] for mine, one in zip(ours, order, strict=True))
    ]

    assert only_way(candidates) == (ways[0] if len(ways) == 1 else None)


def test_long_lists_are_matched_by_their_own_rows() -> None:
    ours = [row(f"o{at}", 1000, at % 300, account=str(at)) for at in range(3000)]
    theirs = [replace(one, id=one.id.replace("o", "t")) for one in reversed(ours)]
    found = match(ours, theirs)

    assert len(found.pairs) == 3000
    assert all(pair.ours[1:] == pair.theirs[1:] for pair in found.pairs)
