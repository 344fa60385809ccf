"""The file as the field's own test engine reads it, and as its templates want it."""

import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from aas_test_engines.file import check_aasx_file

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import facts
from dure.engine.floor.plant_document import read_plant
from dure.floor.boards.aas.package import environment, write_package

TEMPLATES = Path(__file__).parents[3] / "data" / "floor" / "idta"
DAYS = (date(2026, 1, 5), date(2026, 1, 6))
PLANT = read_plant(
    {
        "name": "두레김치",
        "timezone": "Asia/Seoul",
        "machines": [
            {"id": "절임조 1", "line": "L1", "name": {"ko": "절임조", "en": "Salting tank"}},
            {"id": "M2", "line": "L1", "planned_run_time_s": {"*": 90}},
        ],
        "calendar": [
            {
                "line": "L1",
                "from": "2026-01-01",
                "days": ["mon", "tue"],
                "shifts": [
                    {"name": "day", "start": "08:00", "end": "20:00", "breaks": [["12:00", "13:00"]]},
                    {"name": "night", "start": "20:00", "end": "08:00"},
                ],
            },
            {"line": "L1", "from": "2026-02-01", "days": ["mon"], "shifts": []},
        ],
    }
)
EVENTS = [
    Event("plc#1", 1, "M2", datetime(2026, 1, 4, 23, tzinfo=UTC), Kind.STATE, "run"),
    Event("plc#1", 2, "M2", datetime(2026, 1, 5, 0, tzinfo=UTC), Kind.COUNT, "40"),
    Event("plc#1", 3, "M2", datetime(2026, 1, 5, 1, tzinfo=UTC), Kind.STATE, "off"),
]


@pytest.fixture(scope="module")
def rows():
    return facts(PLANT, EVENTS, *DAYS).rows


@pytest.fixture(scope="module")
def package(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("aas") / "plant.aasx"
    stamp = datetime(2026, 1, 5, 1, tzinfo=UTC)
    write_package(path, "S1", PLANT, "두레식품", rows, span=DAYS, stamp=stamp)
    return path


def test_package_passes_the_test_engine(package):
    with package.open("rb") as stream:
        result = check_aasx_file(stream)
    assert result.ok(), result.dump()


def test_package_holds_calendar_and_one_file_of_shifts_for_each_machine(package):
    with zipfile.ZipFile(package) as archive:
        names = {name for name in archive.namelist() if name.startswith("aasx/files/")}
        calendar = archive.read("aasx/files/calendar.ics").decode()
    assert names == {
        "aasx/files/calendar.ics",
        "aasx/files/x-dure-break.txt",
        "aasx/files/shifts-4d32.csv",
        f"aasx/files/shifts-{'절임조 1'.encode().hex()}.csv",
    }
    assert calendar.split("\r\n")[3:12] == [
        "BEGIN:VEVENT",
        "UID:L1-2026-01-01-day@dure:site:S1",
        "DTSTAMP:20260105T010000Z",
        "SUMMARY:L1 day",
        "DTSTART;TZID=Asia/Seoul:20260105T080000",
        "DTEND;TZID=Asia/Seoul:20260105T200000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20260131T235959Z",
        "X-DURE-BREAK:12:00-13:00",
        "END:VEVENT",
    ]


def test_variables_are_the_sums_of_the_facts(rows):
    told = environment("S1", PLANT, "두레식품", rows, *DAYS)
    variables = next(each for each in told["submodels"] if each["id"] == "urn:dure:site:S1/4d32/variables")
    values = {
        part["idShort"]: {p["idShort"]: p["value"] for p in part["value"]}["currentValue"]
        for part in variables["submodelElements"]
    }
    # Two days of 11 + 12 planned hours; running from 8 to 10, off until 12 (stale after two hours); 40 pieces.
    assert values["PlannedBusyTime"] == "PT165600S"
    assert values["ActualProductionTime"] == "PT7200S"
    assert values["ActualUnitDownTime"] == "PT7200S"
    assert values["ProducedQuantity"] == values["GoodQuantity"] == "40"
    assert values["PlannedRuntimePerItem"] == "PT90S"


@pytest.mark.parametrize("name", ["02006-3-0-1_Template_Digital_Nameplate", "02008-1-1-1_Template_TimeSeriesData",
                                  "02066_Template_PVM", "02067_Template_ProductionCalendar"])  # fmt: skip
def test_submodels_hold_their_template(name, rows):
    """Same meaning, everything the template wants once is there once, and nothing says another type."""
    template = json.loads((TEMPLATES / f"IDTA_{name}.json").read_text())["submodels"][0]
    told = environment("S1", PLANT, "두레식품", rows, *DAYS)
    mine = [each for each in told["submodels"] if each["idShort"] == template["idShort"]]
    assert mine
    for each in mine:
        assert each["semanticId"]["keys"] == template["semanticId"]["keys"]
        compare(each["submodelElements"], template["submodelElements"])


def compare(parts, wanted):
    for want in wanted:
        found = [part for part in parts if meaning(part) == meaning(want)]
        cardinality = want["qualifiers"][0]["value"]
        assert len(found) >= (cardinality in {"One", "OneToMany"}), want.get("idShort")
        assert len(found) <= 1 or cardinality.endswith("ToMany"), want.get("idShort")
        for part in found:
            assert part["modelType"] == want["modelType"]
            assert part.get("valueType") == want.get("valueType")
            if isinstance(want.get("value"), list) and want["modelType"].startswith("SubmodelElement"):
                compare(part["value"], want["value"])


def meaning(part):
    return part["semanticId"]["keys"][0]["value"]
