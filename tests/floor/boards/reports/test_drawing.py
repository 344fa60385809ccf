"""How a report's tables stand on its page."""

from datetime import date, timedelta

from dure.floor.boards.reports.drawing import drawn
from dure.floor.boards.reports.sheets import Sheet, Value

FIRST = date(2025, 1, 20)


def by_day(days: int) -> Sheet:
    rows: list[list[Value]] = [[FIRST + timedelta(days=n), 2, 0.0312] for n in range(days)]
    foot: list[Value] = ["합계", 2 * days, None]
    return Sheet("일별", ("일자", "건수", "kWh"), rows, frozenset({1, 2}), foot=foot, by_day=True, told=1)


def test_table_of_a_month_is_whole() -> None:
    found = drawn(by_day(31))

    assert found.table is not None
    assert (len(found.table.rows), list(found.table.rows[0]), found.table.foot, found.folded) == (
        31, ["1. 20.(월)", "2", "0.0312"], ["합계", "62", ""], (),
    )  # fmt: skip


def test_longer_one_is_folded_by_month_under_its_sums() -> None:
    found = drawn(by_day(32))

    assert found.table is not None
    assert (found.table.rows, found.table.foot) == ([], ["합계", "64", ""])
    assert [(line, len(table.rows), table.foot) for line, table in found.folded] == [
        ("2025년 1월 · 12일 · 건수 24", 12, ()), ("2025년 2월 · 20일 · 건수 40", 20, ()),
    ]  # fmt: skip
