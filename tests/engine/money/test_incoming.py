from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.incoming import Awaited, match_incoming
from dure.engine.money.payment_rows import Row
from dure.engine.money.reconcile import How, Pair

ON = date(2024, 7, 10)
CASH = Awaited("deposit:1", frozenset({5_000_000}), date(2024, 7, 1), date(2024, 7, 20), "㈜진안식품", "자부담-1")
ROW = Row("1", ON, 5_000_000, name="진안식품")


def test_a_row_that_names_who_paid_is_matched() -> None:
    assert match_incoming([CASH], [ROW]).pairs == (Pair("deposit:1", "1", How.DETAILS),)


def test_a_bank_that_writes_the_payer_as_its_memo_is_understood() -> None:
    assert match_incoming([CASH], [replace(ROW, name="", reference="(주)진안식품")]).pairs == (
        Pair("deposit:1", "1", How.DETAILS),
    )


def test_a_reference_tells_without_a_name() -> None:
    assert match_incoming([CASH], [replace(ROW, name="", reference="자부담 1")]).pairs == (
        Pair("deposit:1", "1", How.REFERENCE),
    )


def test_a_row_of_another_payer_is_left_with_its_candidate() -> None:
    found = match_incoming([CASH], [replace(ROW, name="두레솔루션")])
    assert (found.pairs, found.candidates) == ((), {"1": ("deposit:1",)})


def test_one_of_several_amounts_is_enough() -> None:
    debt = Awaited("recovery:2", frozenset({900, 300}), ON, date.max, "진안식품")
    assert match_incoming([debt], [replace(ROW, won=300)]).pairs == (Pair("recovery:2", "1", How.DETAILS),)


def test_a_row_outside_the_days_or_amount_has_no_candidate() -> None:
    rows = [replace(ROW, on=date(2024, 6, 30)), replace(ROW, id="2", won=4_999_999)]
    assert match_incoming([CASH], rows).candidates == {"1": (), "2": ()}


def test_two_rows_for_one_awaited_amount_are_left_to_a_human() -> None:
    found = match_incoming([CASH], [ROW, replace(ROW, id="2")])
    assert (found.pairs, found.candidates) == ((), {"1": ("deposit:1",), "2": ("deposit:1",)})


def test_one_row_for_two_awaited_amounts_is_left_to_a_human() -> None:
    found = match_incoming([CASH, replace(CASH, id="recovery:1")], [ROW])
    assert (found.pairs, found.candidates) == ((), {"1": ("deposit:1", "recovery:1")})


ROWS = st.lists(
    st.builds(Row, st.uuids().map(str), st.dates(ON, date(2024, 7, 12)), st.sampled_from([1, 2]),
              name=st.sampled_from(["가", "나", ""])),
    max_size=6, unique_by=lambda row: row.id,
)  # fmt: skip
AWAITED = st.lists(
    st.builds(Awaited, st.uuids().map(str), st.frozensets(st.sampled_from([1, 2]), min_size=1), st.just(ON),
              st.dates(ON, date(2024, 7, 12)), st.sampled_from(["가", "나"])),
    max_size=6, unique_by=lambda one: one.id,
)  # fmt: skip


@given(AWAITED, ROWS)
def test_every_row_is_matched_or_has_its_candidates_and_nothing_is_taken_twice(
    awaited: list[Awaited], rows: list[Row]
) -> None:
    found = match_incoming(awaited, rows)
    theirs = [pair.theirs for pair in found.pairs]
    ours = [pair.ours for pair in found.pairs]
    assert sorted([*theirs, *found.candidates]) == sorted(row.id for row in rows)
    assert len(set(ours)) == len(ours)
    assert match_incoming(awaited[::-1], rows[::-1]).pairs == found.pairs
