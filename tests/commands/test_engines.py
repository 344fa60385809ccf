from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.engine.selection.problems import large_document

DOCUMENT = large_document(firms=20, seats=7, seed=1)


def dure(*arguments: str, text: str = "", language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    source = str(Path(__file__).parents[2] / "src")
    return subprocess.run(
        [sys.executable, "-m", "dure.commands.engines", *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": source, "LC_ALL": language},
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """in.json solved into out.json."""
    path = tmp_path_factory.mktemp("engines")
    (path / "in.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    done = dure("solve", "selection", str(path / "in.json"), "-o", str(path / "out.json"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return path


def test_solve_reads_and_writes_the_standard_streams(folder: Path) -> None:
    done = dure("solve", "selection", "-", text=json.dumps(DOCUMENT))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (folder / "out.json").read_text(encoding="utf-8")


def test_check_confirms_the_answer(folder: Path) -> None:
    done = dure("check", "selection", str(folder / "in.json"), str(folder / "out.json"))

    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"] is True


def test_check_of_a_tampered_answer_exits_1(folder: Path) -> None:
    answer = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    answer["count"] = 3

    done = dure("check", "selection", str(folder / "in.json"), "-", text=json.dumps(answer))

    assert done.returncode == 1
    assert json.loads(done.stdout)["failures"] == [{"path": "/count", "claimed": "3", "found": "7"}]


def test_explain_gives_one_applicant_and_a_sentence(folder: Path) -> None:
    done = dure("explain", "selection", str(folder / "in.json"), str(folder / "out.json"), "--id", "A003")

    assert done.returncode == 0
    assert json.loads(done.stdout)["id"] == "A003"


def test_explain_and_stability_options_reach_the_answer(folder: Path) -> None:
    done = dure(
        "solve",
        "selection",
        str(folder / "in.json"),
        "--explain",
        "A003",
        "--stability",
        "2",
        "--noise",
        "0.5",
        "--seed",
        "x",
    )
    answer = json.loads(done.stdout)

    assert list(answer["applicants"]) == ["A003"]
    assert {name: answer["stability"][name] for name in ("draws", "noise", "seed")} == {
        "draws": 2,
        "noise": "0.5",
        "seed": "x",
    }


def test_infeasible_exits_1_and_writes_the_conflict(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps({**DOCUMENT, "seats": 0}), encoding="utf-8")

    done = dure("solve", "selection", str(tmp_path / "in.json"), "-o", str(tmp_path / "out.json"))

    assert done.returncode == 1
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["status"] == "infeasible"


def _changed(**values: Any) -> str:
    return json.dumps({**DOCUMENT, **values})


@pytest.mark.parametrize(
    ("text", "options", "language", "line"),
    [
        (_changed(seats="7"), (), "C.UTF-8", "dure: /seats: must be a whole number\n"),
        (_changed(seats="7"), (), "ko_KR.UTF-8", "dure: /seats: 정수여야 합니다\n"),
        (_changed(seets=7), (), "C.UTF-8", "dure: /seets: unknown key\n"),
        (_changed(), ("--explain", "Z"), "C.UTF-8", "dure: /--explain: no applicant “Z”\n"),
        (_changed(), ("--stability", "0"), "C.UTF-8", "dure: /--stability: must be 1 to 100000\n"),
        (
            _changed(),
            ("--stability", "1", "--noise", "0.05"),
            "C.UTF-8",
            "dure: /--noise: finer than the scores’ step\n",
        ),
    ],
)
def test_wrong_input_exits_2_with_one_line_and_writes_nothing(
    tmp_path: Path, text: str, options: tuple[str, ...], language: str, line: str
) -> None:
    target = tmp_path / "out.json"

    done = dure("solve", "selection", "-", "-o", str(target), *options, text=text, language=language)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    assert list(tmp_path.iterdir()) == []


def test_missing_file_exits_2(tmp_path: Path) -> None:
    done = dure("solve", "selection", str(tmp_path / "none.json"))

    assert (done.returncode, done.stderr) == (2, f"dure: {tmp_path / 'none.json'}: No such file or directory\n")
