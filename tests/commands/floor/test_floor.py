"""``dure floor`` as people script it: JSON in, JSON out, exit codes, the same twice."""

import json

import pytest

from dure.cli import main

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PLANT = {
    "name": "두레정공",
    "timezone": "Asia/Seoul",
    "machines": [{"id": "M1", "line": "L1", "planned_run_time_s": {"*": 60}, "stale_after_s": 7200}],
    "calendar": [
        {
            "line": "L1",
            "from": "2026-01-01",
            "days": ["mon", "tue", "wed", "thu", "fri"],
            "shifts": [{"name": "day", "start": "08:00", "end": "12:00", "breaks": [["10:00", "10:30"]]}],
        }
    ],
}
HEADER = "source_id,source_seq,machine,at,kind,value,unit,item,lot,order,reason,ref_source,ref_seq,void"
EVENTS = [
    "plc#1,1,M1,2026-01-05T08:00:00+09:00,state,run,,,,,,,,",
    "plc#1,2,M1,2026-01-05T09:00:00+09:00,count,80,ea,,,,,,,",
    "plc#1,3,M1,2026-01-05T09:30:00+09:00,state,down,,,,,,,,",
    "plc#1,4,M1,2026-01-05T09:40:00+09:00,reason,,,,,,jam,,,",
    "plc#1,5,M1,2026-01-05T10:30:00+09:00,state,run,,,,,,,,",
    "plc#1,6,M1,2026-01-05T11:00:00+09:00,scrap,4,ea,,,,,,,",
    "plc#1,7,M1,2026-01-05T11:10:00+09:00,lot_in,100,kg,,RAW1,O1,,,,",
    "plc#1,8,M1,2026-01-05T11:20:00+09:00,lot_out,90,kg,,OUT1,O1,,,,",
]


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A home with the site S1, and a way to write files beside it."""
    monkeypatch.setenv("DURE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def write(name, content):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    assert main(["floor", "site", "S1", "--plant", write("plant.json", PLANT)]) == 0
    return write


@pytest.fixture
def answer(files, capsys):
    """Runs a command; its exit code and what it printed."""
    capsys.readouterr()

    def run(*arguments):
        code = main(["floor", *arguments])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else None, err

    return run


def csv(lines):
    return "\n".join([HEADER, *lines]) + "\n"


def test_site_again_with_the_same_plant_is_the_same_version(files, answer):
    code, found, _ = answer("site", "S1", "--plant", files("again.json", PLANT))
    assert (code, found["version"]) == (0, 1)
    changed = {**PLANT, "machines": [{"id": "M1", "line": "L1", "planned_run_time_s": {"*": 58.5}}]}
    assert answer("site", "S1", "--plant", files("changed.json", changed))[1]["version"] == 2


def test_site_with_an_unknown_key_names_it_and_writes_nothing(files, answer):
    code, found, err = answer("site", "S2", "--plant", files("bad.json", {**PLANT, "machnes": []}))
    assert (code, found) == (2, None)
    assert err == "dure: /machnes: unknown key\n"
    assert answer("kpi", "--site", "S2", "--from", "2026-01-05", "--to", "2026-01-05")[0] == 2


def test_import_twice_changes_nothing_the_second_time(files, answer):
    path = files("events.csv", csv(EVENTS))
    code, first, _ = answer("import", "--site", "S1", path)
    assert (code, first) == (
        0, {"read": 8, "accepted": 8, "duplicate": 0, "conflict": 0, "future": 0, "rejected": []},
    )  # fmt: skip
    code, second, _ = answer("import", "--site", "S1", path)
    assert (code, second["accepted"], second["duplicate"]) == (0, 0, 8)


def test_import_bad_lines_are_named_and_the_rest_is_taken(files, answer):
    lines = [*EVENTS, "plc#1,9,M1,yesterday,state,run,,,,,,,,", "plc#1,10,M7,2026-01-05T11:30:00+09:00,count,1,,,,,,,,"]
    code, found, _ = answer("import", "--site", "S1", files("events.csv", csv(lines)))
    assert (code, found["read"], found["accepted"]) == (1, 10, 8)
    assert found["rejected"] == [
        {"line": 10, "why": "at: “yesterday” is not a time like 2026-01-05T08:00:00+09:00"},
        {"line": 11, "why": "machine: the plant has no “M7”"},
    ]


def test_import_strict_takes_all_or_nothing(files, answer):
    path = files("events.csv", csv([*EVENTS, "plc#1,9,M1,2026-01-05T11:30:00+09:00,count,many,,,,,,,,"]))
    code, found, _ = answer("import", "--site", "S1", path, "--strict")
    assert (code, found["accepted"], len(found["rejected"])) == (1, 0, 1)
    assert answer("import", "--site", "S1", path)[1]["accepted"] == 8


def test_import_same_key_with_other_content_is_a_conflict(files, answer):
    answer("import", "--site", "S1", files("events.csv", csv(EVENTS)))
    other = [EVENTS[1].replace(",80,", ",81,")]
    code, found, _ = answer("import", "--site", "S1", files("other.csv", csv(other)))
    assert (code, found["conflict"], found["accepted"]) == (1, 1, 0)


def test_import_with_a_bad_header_writes_nothing(files, answer):
    code, found, err = answer("import", "--site", "S1", files("events.csv", "source_id,machine\nplc,M1\n"))
    assert (code, found) == (2, None)
    assert err == "dure: /header/source_seq: column missing\n"


def kpi(answer, by, first="2026-01-05", last="2026-01-06"):
    code, rows, _ = answer("kpi", "--site", "S1", "--from", first, "--to", last, "--by", by, "--json")
    assert code == 0
    return rows


def test_kpi_by_shift_from_events_worked_by_hand(files, answer):
    """3.5 planned hours, all known: 1.5 + 1.5 running, half an hour (of the break's hour) down; 84 made, 80 good."""
    answer("import", "--site", "S1", files("events.csv", csv(EVENTS)))
    row, empty = kpi(answer, "shift")
    names = ["machine", "window", "pbt_s", "apt_s", "unknown_s", "coverage", "pq", "gq", "availability",
             "effectiveness", "quality", "oee", "oee_low", "oee_high", "yield", "definition", "revision"]  # fmt: skip
    assert list(row)[: len(names)] == names
    assert row["machine"] == "M1"
    assert row["window"] == "2026-01-05 day"
    assert (row["pbt_s"], row["apt_s"], row["unknown_s"], row["coverage"]) == (12600, 10800, 0, 1)
    assert (row["pq"], row["gq"]) == (84, 80)
    assert row["availability"] == 10800 / 12600
    assert row["effectiveness"] == 84 * 60 / 10800
    assert row["quality"] == 80 / 84
    assert row["oee"] == row["oee_low"] == row["oee_high"] == 80 * 60 / 12600
    assert row["yield"] == 0.9
    assert (empty["window"], empty["coverage"], empty["availability"]) == ("2026-01-06 day", 0, None)
    assert (empty["oee_low"], empty["oee"], empty["oee_high"]) == (0, None, 1)


@pytest.mark.parametrize("by", ["day", "machine", "line", "site"])
def test_kpi_rolls_up_by_sums(files, answer, by):
    answer("import", "--site", "S1", files("events.csv", csv(EVENTS)))
    rows = kpi(answer, by)
    assert sum(row["pbt_s"] for row in rows) == 25200
    assert sum(row["gq"] for row in rows) == 80


def test_kpi_after_sealing_is_the_same_and_a_late_event_is_a_revision(files, answer):
    answer("import", "--site", "S1", files("events.csv", csv(EVENTS)))
    before = kpi(answer, "shift")
    code, sealed, _ = answer("seal", "--site", "S1")
    assert (code, sealed["file"]["events"], sealed["facts_kept"]) == (0, 8, 1)
    assert kpi(answer, "shift") == before
    late = ["desk#1,1,,2026-01-07T09:00:00+09:00,correction,70,,,,,,plc#1,2,"]
    answer("import", "--site", "S1", files("late.csv", csv(late)))
    row, untouched = kpi(answer, "shift")
    assert (row["gq"], row["revision"]) == (70, 2)
    assert (untouched["revision"], untouched["window"]) == (1, "2026-01-06 day")
    assert answer("verify", "--site", "S1")[1]["ok"] is True


def test_kpi_from_ndjson_in_any_order_is_the_same(files, answer):
    names = HEADER.split(",")
    told = [json.dumps(dict(zip(names, line.split(","), strict=True))) for line in reversed(EVENTS)]
    assert answer("import", "--site", "S1", files("events.ndjson", "\n".join(told[:5])))[1]["accepted"] == 5
    assert answer("import", "--site", "S1", files("rest.ndjson", "\n".join(told[3:])))[1]["duplicate"] == 2
    assert kpi(answer, "site")[0]["oee_low"] == 80 * 60 / 25200


def test_kpi_with_days_in_the_wrong_order_is_refused(answer):
    code, found, err = answer("kpi", "--site", "S1", "--from", "2026-01-06", "--to", "2026-01-05")
    assert (code, found, err) == (2, None, "dure: /--to: lies before --from\n")


def test_trace_both_ways(files, answer):
    answer("import", "--site", "S1", files("events.csv", csv(EVENTS)))
    code, found, _ = answer("trace", "--site", "S1", "--lot", "RAW1", "--direction", "forward")
    assert (code, found["lots"]) == (0, ["OUT1"])
    assert answer("trace", "--site", "S1", "--lot", "OUT1", "--direction", "back")[1]["lots"] == ["RAW1"]
    assert answer("trace", "--site", "S1", "--lot", "NONE", "--direction", "back")[0] == 1


def test_export_aas_writes_a_package(files, answer, tmp_path):
    answer("import", "--site", "S1", files("events.csv", csv(EVENTS)))
    code, found, _ = answer("export-aas", "--site", "S1", str(tmp_path / "plant.aasx"))
    assert (code, found["shells"]) == (0, 2)
    assert (tmp_path / "plant.aasx").read_bytes()[:2] == b"PK"


def test_seal_without_any_event_writes_no_file(answer):
    assert answer("seal", "--site", "S1")[:2] == (0, {"file": None, "facts_kept": 0})
