"""The supplier's own test: a report and an exit code, from files alone or against a trial plant."""

import argparse
import json
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer
from tests.floor import scene
from tests.floor.entry.suppliers.scene import line, ndjson, source

from dure.commands.floor.conformance import add_parser
from dure.floor.events.queries import events
from dure.floor.plant.sectors import document


def dure(*words: str) -> int:
    """The verb alone, on a parser of its own."""
    parser = argparse.ArgumentParser(prog="dure floor")
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["conformance", *words])
    return int(arguments.run(arguments))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "told.ndjson"
    path.write_bytes(ndjson(line(seq) for seq in (1, 2, 3)))
    return path


def test_good_file_conforms(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant = tmp_path / "plant.json"
    plant.write_text(json.dumps(document("food-kimchi", name="시험")))
    assert dure(str(file), "--resent", str(file), "--plant", str(plant)) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["conforms"], report["server"]) == (True, None)
    assert report["files"] == [{"name": "first", "lines": 3}, {"name": "resent", "lines": 3}]
    assert {rule["rule"]: rule["verdict"] for rule in report["rules"]}["restart"] == "skipped"


def test_broken_file_exits_1_with_its_lines(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(ndjson([line(1), line(1, value="2")]))
    assert dure(str(file)) == 1
    report = json.loads(capsys.readouterr().out)
    [broken] = [rule for rule in report["rules"] if rule["verdict"] == "failed"]
    assert (broken["rule"], broken["count"], broken["lines"][0]["line"]) == ("keys_unique", 1, 2)


@pytest.mark.parametrize(
    "words", [["--url", "https://x"], ["--url", "ftp://x", "--site", "s", "--token", "t"], ["--plant", "nowhere.json"]]
)
def test_wrong_words_exit_2(file: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dure(str(file), *words) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.django_db(transaction=True)
def test_trial_plant_takes_it_once(
    live_server: LiveServer, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    floor = scene.kimchi()
    _source, token = source(floor)
    words = ["--url", live_server.url, "--site", floor.code, "--token", token]
    assert dure(str(file), *words) == 0
    report = json.loads(capsys.readouterr().out)
    assert [report["server"][time]["accepted"] for time in ("first", "second")] == [3, 0]
    assert len(list(events(floor.code))) == 3
    file.write_bytes(ndjson([line(4, machine="M99")]))
    assert (dure(str(file), *words), dure(str(file), *words[:-1], "wrong")) == (1, 2)
