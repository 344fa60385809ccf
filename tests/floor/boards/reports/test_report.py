"""The whole report: from events alone, known by its digest, the same again to the byte."""

import hashlib
import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from tests.floor import scene
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.engine.floor.events import Event, Kind
from dure.engine.strict_json import canonical
from dure.floor.boards.reports.report import Report, report_of
from dure.floor.boards.reports.spans import Asked, ReportKind, Span
from dure.floor.boards.reports.workbook import workbook_bytes
from dure.floor.events.actions import seal
from dure.floor.events.queries import volume

pytestmark = pytest.mark.django_db
ONE_DAY = Span(DAY, DAY)


def made(plant: Floor, kind: ReportKind, span: Span = ONE_DAY, **more: Span) -> Report:
    return report_of(plant.site, Asked(kind, span, **more), EVENING)


def told(report: Report) -> dict:  # type: ignore[type-arg]
    found: dict = json.loads(report.json_bytes())  # type: ignore[type-arg]
    return found


def test_usage_counts_what_people_typed_apart(plant: Floor):
    tell(plant, event(Kind.CORRECTION, at(15), "4", machine="", ref_source="hands#0001", ref_seq=6))

    (day,) = told(made(plant, ReportKind.USAGE))["figures"]["days"]

    counts = {name: day[name] for name in ("records", "typed", "automatic", "corrections", "sources", "planned")}
    assert counts == {
        "records": 8, "typed": 8, "automatic": 0, "corrections": 1, "sources": {"hands": 8}, "planned": True,
    }  # fmt: skip
    assert day["first"] == "2025-03-02T23:00:00.000000Z"


def test_days_without_records_are_named(plant: Floor):
    span = Span(DAY, DAY + timedelta(days=1))

    figures = told(made(plant, ReportKind.USAGE, span))["figures"]

    assert figures["planned_days_without_records"] == ["2025-03-04"]
    assert figures["totals"]["days_with_records"] == 1


def test_sealing_changes_no_figure(plant: Floor):
    before = {kind: made(plant, kind).figures for kind in ReportKind}
    seal(plant.code)

    assert {kind: made(plant, kind).figures for kind in ReportKind} == before


def test_sealed_files_and_head_of_the_chain_are_named(plant: Floor):
    sealed = seal(plant.code)

    found = told(made(plant, ReportKind.KPI))["provenance"]

    assert found["sealed_files"] == [
        {"name": sealed.name, "first_arrival": 1, "last_arrival": 7, "sha256": sealed.sha256}
    ]
    assert (found["events"]["counted"], found["events"]["chain_head"]) == (7, volume(plant.code).head)
    assert [each["number"] for each in found["plant_versions"]] == [1]


def test_digest_is_of_everything_but_the_time(plant: Floor):
    found = told(made(plant, ReportKind.KPI))
    digest = found.pop("digest")
    del found["made_at"]

    assert hashlib.sha256(canonical(found).encode()).hexdigest() == digest


def test_same_records_give_the_same_file_apart_from_one_line(plant: Floor):
    asked = Asked(ReportKind.KPI, ONE_DAY)
    files = [report_of(plant.site, asked, EVENING + timedelta(hours=n)).json_bytes().splitlines() for n in (0, 1)]

    assert [one for one, other in zip(*files, strict=True) if one != other] == [files[0][1]]
    assert b'"made_at"' in files[0][1]


def test_same_report_is_the_same_workbook_to_the_byte(plant: Floor):
    one, other = (workbook_bytes(made(plant, ReportKind.USAGE)) for _ in range(2))

    assert one == other


def test_yield_of_the_packed_batch(plant: Floor):
    windows = told(made(plant, ReportKind.KPI))["figures"]["windows"]

    values = [each for each in windows[0]["values"] if each["key"] == "yield" and each["machine"] == "PACK1"]
    assert [(each["numerator"], each["denominator"], each["value"]) for each in values] == [(460.0, 500.0, 92.0)]


def test_every_month_has_the_same_rows(plant: Floor):
    windows = told(made(plant, ReportKind.KPI, Span(date(2025, 2, 20), DAY)))["figures"]["windows"]

    rows = {each["first"]: [(one["key"], one["unit"]) for one in each["values"]] for each in windows}
    assert list(rows) == ["2025-02-20", "2025-03-01"]
    assert rows["2025-02-20"] == rows["2025-03-01"]


def test_two_periods_stand_side_by_side(plant: Floor):
    other = Span(DAY - timedelta(days=7), DAY - timedelta(days=1))

    changes = told(made(plant, ReportKind.KPI, before=other, after=ONE_DAY))["figures"]["changes"]

    packed = [each for each in changes if each["key"] == "yield" and each["machine"] == "PACK1"]
    assert [(each["before"], each["after"], each["change_pct"]) for each in packed] == [(None, 92.0, None)]


def test_what_was_counted_outside_every_shift_is_flagged_and_in_no_value(plant: Floor):
    values = told(made(plant, ReportKind.KPI))["figures"]["windows"]
    tell(plant, Event("plc#1", 1, "METAL1", at(3), Kind.COUNT, "1240", unit="ea"), origin="http")

    report = made(plant, ReportKind.KPI)

    assert told(report)["figures"]["windows"] == values
    assert told(report)["figures"]["outside_shifts"] == [
        {"day": DAY.isoformat(), "machine": "METAL1", "unit": "ea", "pq": 1240.0, "gq": 1240.0, "sq": 0.0, "rq": 0.0,
         "energy_kwh": 0.0, "input_kg": 0.0, "output_kg": 0.0}
    ]  # fmt: skip
    book = CalamineWorkbook.from_filelike(BytesIO(workbook_bytes(report)))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names[-2:]}
    assert sheets["근무 시간 밖"][1][2] == 1240
    assert [row[1].split(".")[0] for row in sheets[book.sheet_names[-1]] if row[0] == "근무 시간 밖"] == [
        "근무 시간 밖에 세어진 수량: 1,240개"
    ]


def test_text_of_the_plant_is_no_formula(db: None, floor_home: object):
    plant = scene.kimchi()
    type(plant.site).objects.filter(pk=plant.site.pk).update(name="=1+1")
    plant.site.refresh_from_db()

    book = CalamineWorkbook.from_filelike(BytesIO(workbook_bytes(made(plant, ReportKind.USAGE))))

    last = book.get_sheet_by_index(len(book.sheet_names) - 1).to_python()
    assert last[1][1] == f"=1+1 ({plant.code})"
