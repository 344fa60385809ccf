"""The desk page of records: a day as it was told, one record followed down and up, and its correction."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from tests import world as w
from tests.floor.entry.records.wishes import SCRAP, correct, record
from tests.floor.scene import DAY, MORNING, Floor, kimchi, with_a_day
from tests.portal.conftest import as_member

from dure.engine.floor.events import Event, Kind
from dure.floor.events.actions import seal, take
from dure.floor.events.queries import events, volume
from dure.foundation.access.actor import Role
from dure.foundation.installation.clock import now

MOST_QUERIES = 12


@pytest.fixture
def day(floor: Floor) -> Floor:
    """The plant with its day of records."""
    return with_a_day(floor)


@pytest.fixture
def owner(day: Floor) -> Client:
    """The firm's owner, signed in, reading English."""
    return as_member(day.firm.owner, "en")


def page(floor: Floor, who: Client, **query: str) -> Any:
    return who.get(f"/floor/{floor.code}/records/", query)


def one(floor: Floor, key: tuple[str, int] = SCRAP) -> str:
    return f"/floor/{floor.code}/records/record/?{urlencode({'source': key[0], 'seq': key[1]})}"


def wish(floor: Floor, who: Client, key: tuple[str, int] = SCRAP, **said: str) -> Any:
    """The preview of a correction; fields that are not told stay as the page shows them."""
    shown = who.get(one(floor, key)).context["form"]
    data = {name: bound.value() or "" for name, bound in ((f.name, f) for f in shown)}
    return who.post(one(floor, key).replace("/record/?", "/record/correct/?"), {**data, "step": "correct", **said})


def take_wish(floor: Floor, who: Client, preview: Any) -> Any:
    parcel = re.findall(r'name="parcel" value="([^"]+)"', preview.content.decode())[0]
    return who.post(f"/floor/{floor.code}/records/record/take/", {"parcel": parcel}, follow=True)


def kinds(answer: Any) -> list[str]:
    return [row.record.event.kind.value for row in answer.context["rows"]]


def test_newest_day_with_records_is_shown_newest_first(day: Floor, owner: Client) -> None:
    answer = page(day, owner)
    assert (answer.status_code, answer.context["day"]) == (200, DAY)
    assert kinds(answer) == ["lot_out", "scrap", "count", "state", "state", "lot_in", "state"]
    scrap = answer.context["rows"][1]
    assert (scrap.kind, scrap.value.told, scrap.reason.told, scrap.source) == (
        "Thrown away", "10 kg", "Bad packing", "Tablet",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"kind": "stops"}, ["state"] * 3),
        ({"kind": "scrap"}, ["scrap"]),
        ({"machine": "nothing"}, []),
        ({"source": "automatic"}, ["energy"]),
        ({"source": "hands", "kind": "lots"}, ["lot_out", "lot_in"]),
        ({"lot": "K-0303"}, ["lot_out"]),
        ({"reason": "breakdown"}, ["state"]),
        ({"q": "s-0302"}, ["lot_in"]),
        ({"changed": "1"}, ["scrap"]),
        ({"kind": "correction"}, ["correction"]),
        ({"sort": "at", "kind": "lots"}, ["lot_in", "lot_out"]),
    ],
)
def test_conditions_narrow_the_day(day: Floor, owner: Client, query: dict[str, str], left: list[str]) -> None:
    take(day.code, [Event("meter#1", 1, "PACK1", MORNING, Kind.ENERGY, "3", "kWh")], origin="modbus")
    correct(day, value="2")
    assert kinds(page(day, owner, day=DAY.isoformat(), **query)) == left


def test_corrected_record_is_struck_through_with_who_and_why(day: Floor, owner: Client) -> None:
    correct(day, value="2", why="두 번 셈")
    row = page(day, owner, day=DAY.isoformat()).context["rows"][1]
    assert (row.value.told, row.value.now, row.state, row.by, row.why) == (
        "10 kg", "2 kg", "corrected", day.owner.name, "두 번 셈",
    )  # fmt: skip
    assert '<s class="record-was">' in page(day, owner, day=DAY.isoformat()).content.decode()


def test_time_of_receipt_is_told_only_where_it_differs(day: Floor, owner: Client) -> None:
    at = (now() - timedelta(seconds=20)).replace(microsecond=0)
    take(day.code, [Event("hands#now", 1, "PACK1", at, Kind.COUNT, "3")], origin="hands")
    rows = page(day, owner).context["rows"]
    assert (rows[0].received, bool(rows[1].received)) == ("", True)


def test_made_up_record_is_said_to_be_made_up_instead_of_when_it_came(floor: Floor) -> None:
    take(floor.code, [Event("scale-1", 1, "PACK1", MORNING, Kind.COUNT, "3")], origin="simulator")
    owner = as_member(floor.firm.owner, "en")
    row = page(floor, owner).context["rows"][0]
    shown = owner.get(one(floor, ("scale-1", 1))).context
    facts = {str(fact.label): (str(fact.value), fact.note) for fact in shown["trace"]}
    answer = page(floor, owner, day=DAY.isoformat(), export="xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer))).get_sheet_by_index(0).to_python()  # type: ignore[arg-type]
    assert (row.received, row.source) == ("Simulated data", "Scale 1")
    assert (facts["Came by"], "Time received" in facts) == (("Simulated data", "simulator"), False)
    assert next(each[1:3] for each in rows if "scale-1" in each) == ["", "Simulated data"]


def test_excel_holds_every_row_asked_for(day: Floor, owner: Client) -> None:
    correct(day, value="2")
    answer = page(day, owner, day=DAY.isoformat(), kind="made", export="xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer))).get_sheet_by_index(0).to_python()  # type: ignore[arg-type]
    assert next(row for row in rows if "2 kg" in row).count("10 kg") == 1


def test_day_without_records_says_so_and_words_that_are_no_day_are_left(day: Floor, owner: Client) -> None:
    assert "No record on this day" in page(day, owner, day="2024-01-01").content.decode()
    assert [page(day, owner, day=text).context["day"] for text in ("x", "0001-01-01", "9999-12-31")] == [DAY] * 3
    empty = kimchi()
    assert page(empty, as_member(empty.firm.owner)).status_code == 200


def test_record_is_followed_down_to_its_batch_and_up_to_its_figures(day: Floor, owner: Client) -> None:
    found = owner.get(one(day)).context
    trace = {fact.label: fact.value for fact in found["trace"]}
    assert (trace["Source"], trace["Number in the source"], trace["Link of the batch"]) == (
        "hands#0001", "6", volume(day.code).head,
    )  # fmt: skip
    assert [(fact.label, fact.value) for fact in found["figures"]][:2] == [("Good", "90 kg"), ("Thrown away", "10 kg")]
    assert [way.url.partition("?")[0].removeprefix(f"/floor/{day.code}/") for way in found["ways"]] == [
        "report/", "line/L1/", "figures/",
    ]  # fmt: skip


def test_correction_is_shown_then_told_then_undone(day: Floor, owner: Client) -> None:
    told = list(events(day.code))
    preview = wish(day, owner, value="2", why="12를 2로")
    assert (list(events(day.code)), [lines for _shift, lines in preview.context["shifts"]]) == (
        told, [["Thrown away 10 kg → 2 kg", "Produced 100 kg → 92 kg"]],
    )  # fmt: skip
    shown = take_wish(day, owner, preview)
    assert [(step.what, step.by, step.why) for step in shown.context["steps"]] == [
        ("corrected", day.owner.name, "12를 2로")
    ]
    take_wish(day, owner, wish(day, owner, step="undo", why="맞았음"))
    now = record(day).now
    assert (now and now.value, len(record(day).steps)) == ("10", 2)


def test_same_preview_sent_twice_corrects_once(day: Floor, owner: Client) -> None:
    preview = wish(day, owner, step="take_back", why="두 번 누름")
    for _again in range(2):
        take_wish(day, owner, preview)
    assert len(record(day).steps) == 1


@pytest.mark.parametrize("said", [{"why": ""}, {"value": "-1"}, {"value": "x"}, {"value": ""}, {"at": "never"},
                                  {"at": "0001-01-01T00:00:00"},
                                  {"at": "2199-01-01T00:00:00"}, {"machine": "M99"}, {}])  # fmt: skip
def test_wrong_wish_told_on_the_page_and_nothing_written(day: Floor, owner: Client, said: dict[str, Any]) -> None:
    assert wish(day, owner, **{"why": "까닭", **said}).status_code == 422
    assert record(day).steps == ()


def test_sealed_record_is_corrected_on_the_page(day: Floor, owner: Client) -> None:
    seal(day.code)
    take_wish(day, owner, wish(day, owner, value="2", why="봉인 뒤"))
    assert [row.value.now for row in page(day, owner, changed="1", day=DAY.isoformat()).context["rows"]] == ["2 kg"]


def test_forged_or_foreign_parcel_corrects_nothing(day: Floor, owner: Client) -> None:
    other = with_a_day(kimchi())
    elsewhere = as_member(other.firm.owner, "en")
    foreign = re.findall(r'name="parcel" value="([^"]+)"', wish(other, elsewhere, value="2", why="x").content.decode())
    for parcel in ("forged", *foreign):
        owner.post(f"/floor/{day.code}/records/record/take/", {"parcel": parcel})
    assert (record(day).steps, record(other).steps) == ((), ())


def test_other_firm_and_the_programme_see_no_record(day: Floor) -> None:
    strangers = [
        as_member(kimchi().firm.owner),
        as_member(w.member("김운영", Role.OPERATOR, w.organisation("진흥원", "operator"))),
    ]
    found = [
        answer.status_code
        for who in strangers
        for answer in (
            page(day, who), who.get(one(day)), who.post(one(day).replace("/record/?", "/record/correct/?")),
            who.post(f"/floor/{day.code}/records/record/take/", {"parcel": "x"}),
        )
    ]  # fmt: skip
    assert found == [403] * 8


def test_unknown_record_is_not_found(day: Floor, owner: Client) -> None:
    keys = [("hands#0001", 99), ("nobody", 1)]
    assert [owner.get(one(day, key)).status_code for key in keys] == [404, 404]
    assert owner.get(f"/floor/{day.code}/records/record/?source=hands&seq=x").status_code == 404


def test_pages_ask_few_queries(day: Floor, owner: Client) -> None:
    correct(day, value="2")
    for address in (f"/floor/{day.code}/records/?day={DAY.isoformat()}", one(day)):
        owner.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert owner.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES, address
