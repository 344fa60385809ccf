"""``dure floor report``: a file that says what it was made of."""

import hashlib
import json
from pathlib import Path

import pytest
from tests.commands.floor.test_floor import EVENTS, HEADER, PLANT

from dure.cli import main

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SPAN = ["--from", "2026-01-05", "--to", "2026-01-06"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a site of a few events; gives the folder beside it."""
    monkeypatch.setenv("DURE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "plant.json").write_text(json.dumps(PLANT), encoding="utf-8")
    (tmp_path / "events.csv").write_text("\n".join([HEADER, *EVENTS]), encoding="utf-8")
    assert main(["floor", "site", "S1", "--plant", str(tmp_path / "plant.json")]) == 0
    assert main(["floor", "import", "--site", "S1", str(tmp_path / "events.csv")]) == 0
    return tmp_path


def report(kind: str, file: Path, *more: str) -> int:
    return main(["floor", "report", "--site", "S1", "--kind", kind, *SPAN, *more, "-o", str(file)])


@pytest.mark.parametrize("kind", ["usage", "kpi"])
def test_file_is_the_one_that_was_announced(site: Path, kind: str, capsys: pytest.CaptureFixture[str]):
    file = site / "report.json"
    capsys.readouterr()

    assert report(kind, file) == 0

    told, content = json.loads(capsys.readouterr().out), file.read_bytes()
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert (json.loads(content)["digest"], json.loads(content)["report"]) == (told["digest"], f"dure-floor-{kind}/1")


def test_automatic_records_are_counted_as_such(site: Path):
    assert report("usage", site / "report.json") == 0

    totals = json.loads((site / "report.json").read_bytes())["figures"]["totals"]
    assert (totals["records"], totals["automatic"], totals["planned_days_without_records"]) == (8, 8, 1)


def test_workbook_is_written(site: Path):
    assert report("kpi", site / "report.xlsx") == 0

    assert (site / "report.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    "more",
    [["--before", "2026-01-05"], ["--before", "2026-01-05", "--after", "2026-01-06"], ["--from", "2026-02-01"],
     ["--before", "2026-01-05/2026-01-01", "--after", "2026-01-05/2026-01-06"]],
)  # fmt: skip
def test_wrong_days_are_named_and_nothing_is_written(site: Path, more: list[str]):
    assert report("kpi", site / "report.json", *more) == 2

    assert not (site / "report.json").exists()


def test_other_ending_is_refused(site: Path):
    assert report("kpi", site / "report.txt") == 2
