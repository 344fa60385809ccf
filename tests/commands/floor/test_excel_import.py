"""A filled form through the command line: again nothing, a changed cell a correction."""

import argparse
import json
from pathlib import Path

import pytest
from tests.floor import scene
from tests.floor.entry.sheet.papers import empty, filled

from dure.commands.floor.imports import add_parser
from dure.floor.events.queries import events

ROW = ["8:00", "12:00", "PACK1", "KIMCHI", "", 300]


def dure(*words: str) -> int:
    """The verb alone, on a parser of its own."""
    parser = argparse.ArgumentParser(prog="dure floor")
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["import", *words])
    return int(arguments.run(arguments))


@pytest.mark.django_db
def test_form_imported_again_changes_nothing_and_a_cell_becomes_a_correction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    code = scene.kimchi().code
    form, answers = tmp_path / "day.xlsx", []
    for rows in ([ROW], [ROW], [[*ROW[:5], 310]], [[*ROW[:5], 310], ["8:00", "", "M99", "", "", 1]]):
        form.write_bytes(filled(empty(), rows))
        status = dure("--site", code, "--format", "excel", str(form))
        told = json.loads(capsys.readouterr().out)
        answers.append((status, told["read"], told["accepted"], told["duplicate"], len(told["rejected"])))
    assert answers == [(0, 3, 3, 0, 0), (0, 3, 0, 3, 0), (0, 3, 1, 2, 0), (1, 4, 0, 3, 1)]
    assert [event.kind for event in events(code)] == ["count", "state", "state", "correction"]
