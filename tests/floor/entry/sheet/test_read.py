"""A filled form becomes events, or each bad cell is named; nothing is guessed."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from tests.floor.entry.sheet.papers import empty, filled, kimchi

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant_document import read_plant
from dure.engine.strict_json import InputError
from dure.floor.entry.notes import action_told
from dure.floor.entry.sheet.identity import identity_in
from dure.floor.entry.sheet.layout import CODE_ROW, DATE_ROW, HEADING_ROW, Form
from dure.floor.entry.sheet.make import form_bytes
from dure.floor.entry.sheet.read import read_sheet, read_sheets
from dure.floor.plant.sectors import document


def at(hour: int, minute: int = 0, day: int = 5, second: int = 0) -> datetime:
    """A time in Seoul, as an instant."""
    return datetime(2026, 1, day, hour, minute, second).replace(tzinfo=kimchi().timezone).astimezone(UTC)


def told(data: bytes, plant=None) -> list[tuple[int, str, str, datetime, str, str]]:
    events = [event for _, event in read_sheet(data, plant or kimchi()).events]
    return [(e.source_seq, e.kind.value, e.machine, e.at, e.value, e.reason) for e in events]


def test_production_row_counts_and_runs() -> None:
    plant = kimchi()
    defect = next(iter(plant.defects.values()))
    data = filled(
        empty(), [[time(8), "12:00", "포장기", "배추김치", "W-1", 300.5, 5, defect.name["ko"], "", "첫 생산"]]
    )
    events = [event for _, event in read_sheet(data, plant).events]
    assert told(data) == [
        (50100, "count", "PACK1", at(11, 59, second=59), "300.5", ""),
        (50200, "scrap", "PACK1", at(11, 59, second=59), "5", defect.id),
        (50300, "state", "PACK1", at(8), "run", ""),
        (50400, "state", "PACK1", at(12), "unknown", ""),
    ]
    assert (events[0].unit, events[0].item, events[0].order, events[0].note) == ("kg", "KIMCHI", "W-1", "첫 생산")
    assert {event.family for event in events} == {"excel"}


def test_stop_within_a_run_goes_back_to_running() -> None:
    reason = kimchi().reasons["brine"]
    rows = [
        ["8:00", "12:00", "PACK1", "", "", 100],
        ["10:00", "10:20", "PACK1", "", "", "", "", "", reason.name["ko"]],
        ["12:00", "13:00", "PACK1", "", "", 20],
    ]
    states = [each for each in told(filled(empty(), rows)) if each[1] == "state"]
    assert states == [
        (50300, "state", "PACK1", at(8), "run", ""),
        (60300, "state", "PACK1", at(10), "down", "brine"),
        (60400, "state", "PACK1", at(10, 20), "run", ""),
        (70300, "state", "PACK1", at(12), "run", ""),
        (70400, "state", "PACK1", at(13), "unknown", ""),
    ]


def test_batch_over_night_ends_next_day() -> None:
    row = ["17:00", "절임조", "B-1", "C-0105", "원배추", 1000, "09:00", "S-0106", "", 820.25, 12, "", ""]
    events = [event for _, event in read_sheet(filled(empty(Form.BATCH), [row]), kimchi()).events]
    assert [(e.kind, e.at, e.lot, e.value, e.unit, e.order) for e in events] == [
        (Kind.LOT_IN, at(17), "C-0105", "1000", "kg", "B-1"),
        (Kind.LOT_OUT, at(9, day=6), "S-0106", "820.25", "kg", "B-1"),
        (Kind.SCRAP, at(9, day=6), "S-0106", "12", "kg", "B-1"),
    ]


def test_checks_and_control_points_told_apart() -> None:
    plant = kimchi()
    check, ccp = next(c for c in plant.checks.values() if c.is_measured), next(iter(plant.ccps.values()))
    rows = [
        ["08:30", check.name["ko"], "", "L1", "", 2.5],
        ["9시 5분", ccp.id, "", "", "", "부적합", "재세척", "다시 봄"],
    ]
    events = [event for _, event in read_sheet(filled(empty(Form.CHECKS), rows), plant).events]
    assert [(e.kind, e.reason, e.value, e.at, e.machine) for e in events] == [
        (Kind.CHECK, check.id, "2.5", at(8, 30), check.machine),
        (Kind.CCP, ccp.id, "ng", at(9, 5), ccp.machine),
    ]
    assert (action_told(events[1].note), events[1].note) == ("재세척", "action:재세척 · 다시 봄")


def test_time_after_midnight_of_a_night_shift_is_the_next_day() -> None:
    nights = document("food-kimchi", name="밤") | {
        "calendar": [{"line": "*", "from": "2020-01-01", "days": ["mon", "tue", "wed", "thu", "fri"],
                      "shifts": [{"name": "야간", "start": "20:00", "end": "08:00"}]}]
    }  # fmt: skip
    data = filled(empty(), [["01:00", "", "PACK1", "", "", 10], ["21:00", "", "PACK1", "", "", 10]])
    found = told(data, read_plant(nights))
    assert [each[3] for each in found] == [at(1, day=6), at(21)]


@pytest.mark.parametrize(
    ("row", "cell", "why"),
    [
        (["25:00", "", "PACK1", "", "", 1], "A5", "‘25:00’: 08:30처럼 시각을 쓰세요"),
        (["8:00", "", "없는것", "", "", 1], "C5", "‘없는것’ 설비가 없습니다. 목록에서 고르세요"),
        (["8:00", "", "PACK1", "", "", "많이"], "F5", "‘많이’은(는) 수가 아닙니다. 숫자만 쓰세요"),
        (["8:00", "", "PACK1", "", "", -1], "F5", "음수는 쓸 수 없습니다"),
        (["8:00", "", "PACK1", "", "", "#DIV/0!"], "F5", "셀에 오류(#DIV/0!)가 있습니다. 값을 직접 입력하세요"),
        (["8:00", "", "", "", "", 1], "C5", "칸이 비어 있습니다"),
        (["", "", "PACK1", "", "", 1], "A5", "칸이 비어 있습니다"),
        (["8:00", "", "PACK1"], "F5", "양품, 불량, 멈춘 이유 가운데 하나는 있어야 합니다"),
        (["8:00", "", "PACK1", "", "", 1, "", "", "brine"], "F5", "멈춤은 따로 한 줄에 쓰세요"),
        (["8:00", "", "PACK1", "", "", "1234567890123456.5"], "F5", "value: 15자리를 넘는 수입니다"),
    ],
)
def test_bad_cell_named(row: list[object], cell: str, why: str) -> None:
    reading = read_sheet(filled(empty(), [row, ["9:00", "", "PACK1", "", "", 7]]), kimchi())
    assert [bad.error.why("ko") for bad in reading.bad] == [f"생산일지 01-05!{cell}: {why}"]
    assert [(number, event.value) for number, event in reading.events] == [(6, "7")]


def test_names_in_any_language_and_codes_taken() -> None:
    rows = [
        ["8:00", "", name, "", "", 1] for name in ("포장기", " 포 장 기", "Packing Machine", "Máy đóng gói", "pack1")
    ]
    assert [each[2] for each in told(filled(empty(), rows))] == ["PACK1"] * 5


def test_names_that_two_machines_bear_ask_for_the_code() -> None:
    twins = document("food-kimchi", name="쌍둥이")
    twins["machines"] = [{"id": name, "line": "L1", "name": {"ko": "포장기"}} for name in ("P1", "P2")]
    for check in (*twins["checks"], *twins["ccps"], *twins["stages"]):
        check["machine"] = "P1"
    data = filled(empty(), [["8:00", "", name, "", "", 1] for name in ("포장기", "포장기 (P2)", "P1")])
    reading = read_sheet(data, read_plant(twins))
    assert [event.machine for _, event in reading.events] == ["P2", "P1"]
    assert [bad.number for bad in reading.bad] == [5]


def test_number_as_excel_shows_it() -> None:
    found = told(filled(empty(), [["8:00", "", "PACK1", "", "", 0.1 + 0.2], ["8:00", "", "PACK1", "", "", "1,234.50"]]))
    assert [each[4] for each in found] == ["0.3", str(Decimal("1234.5"))]


def test_week_is_seven_forms() -> None:
    data = filled(empty(days=7), [["8:00", "", "PACK1", "", "", 1]], sheet=2)
    sheets = read_sheets(data, kimchi())
    assert [(sheet.identity.on.day, len(sheet.events)) for sheet in sheets] == [
        (5, 0), (6, 0), (7, 1), (8, 0), (9, 0), (10, 0), (11, 0),
    ]  # fmt: skip
    assert len({sheet.identity for sheet in sheets}) == 7


@pytest.mark.parametrize("language", ["ko", "en"])
def test_form_in_either_language_reads(language: str) -> None:
    for form in Form:
        [sheet] = read_sheets(empty(form, language=language), kimchi())
        assert (sheet.identity.form, sheet.events, sheet.bad) == (form, [], [])


@pytest.mark.parametrize(
    ("place", "cell", "why"),
    [
        (
            (DATE_ROW, 1),
            "2026-01-06",
            "생산일지 01-05!B2: 2026-01-05 양식입니다. 다른 날은 그날의 양식을 새로 내려받으세요",
        ),
        ((HEADING_ROW, 5), "불량", "생산일지 01-05!F4: ‘양품’ 열이어야 합니다. 열의 순서를 바꾸지 마세요"),
    ],
)
def test_form_put_to_another_use_tells_nothing(place: tuple[int, int], cell: str, why: str) -> None:
    reading = read_sheet(filled(empty(), [["8:00", "", "PACK1", "", "", 1]], changed={place: cell}), kimchi())
    assert (reading.events, [bad.error.why("ko") for bad in reading.bad]) == ([], [why])


def test_file_that_is_no_form_refused() -> None:
    without_code = filled(empty(), [], changed={(CODE_ROW, 0): "코드 없음"})
    for data in (b"", b"PK\x03\x04nothing", b"source_id,source_seq\n", without_code):
        with pytest.raises(InputError):
            read_sheet(data, kimchi())


def test_identity_read_back() -> None:
    [sheet] = read_sheets(form_bytes(Form.CHECKS, [date(2026, 2, 28)], kimchi(), "en"), kimchi())
    assert identity_in(f" {sheet.identity.printed}  ") == sheet.identity
    assert [identity_in(text) for text in ("DURE daily.2026-13-01.0123abcd", "DURE x", "")] == [None, None, None]


def test_every_key_fits_its_row() -> None:
    [(_number, event)] = read_sheet(filled(empty(), [["8:00", "", "PACK1", "", "", 1]]), kimchi()).events
    assert isinstance(event, Event)
    assert event.source_seq == 5 * 10_000 + 100
