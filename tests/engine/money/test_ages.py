from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.ages import BUCKETS, Aged, Bucket, ageing, buckets

TODAY = date(2025, 11, 13)


def aged(days: int, won: int = 1) -> Aged:
    return Aged(f"{days}", TODAY - timedelta(days), won)


def test_ages_fall_on_both_sides_of_each_end() -> None:
    groups = ageing([aged(days) for days in (-1, 0, 30, 31, 365, 366)], TODAY)

    assert [group.ids for group in groups] == [("-1",), ("30", "0"), ("31",), (), ("365",), ("366",)]


def test_buckets_leave_no_gap() -> None:
    assert buckets(60) == (Bucket(None, -1), Bucket(0, 60), Bucket(61, None))


@given(st.lists(st.builds(aged, st.integers(-500, 2000), st.integers(0, 10**9)), unique_by=lambda one: one.id))
def test_each_item_is_in_one_group(items: list[Aged]) -> None:
    groups = ageing(items, TODAY)

    assert sorted(one for group in groups for one in group.ids) == sorted(item.id for item in items)
    assert sum(group.won for group in groups) == sum(item.won for item in items)
    assert [group.bucket for group in groups] == list(BUCKETS)
