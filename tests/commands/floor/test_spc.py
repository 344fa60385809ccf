from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path

import pytest

from dure.commands.floor.spc import add_parser

DATA = Path(__file__).parents[2] / "data" / "floor" / "spc"
CIRCUITS = str(DATA / "circuits.csv")


def dure(*words: str) -> int:
    """The verb alone, on a parser of its own."""
    parser = argparse.ArgumentParser(prog="dure floor")
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["spc", *words])
    return int(arguments.run(arguments))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "samples.csv"


def test_chart_is_printed_with_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert dure("--file", CIRCUITS, "--chart", "c", "--rules", "western_electric") == 0

    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert told.err == ""
    assert list(answer) == [
        "chart", "rules", "center", "lcl", "ucl", "sigma", "dispersion", "points", "signals", "notes", "capability",
    ]  # fmt: skip
    assert (answer["chart"], answer["rules"], answer["dispersion"]) == ("c", "western_electric", None)
    assert [round(answer[key], 2) for key in ("lcl", "center", "ucl")] == [6.48, 19.85, 33.21]
    assert answer["signals"] == [
        {"sample": "6", "rule": "western_electric_1"},
        {"sample": "20", "rule": "western_electric_1"},
        {"sample": "21", "rule": "western_electric_2"},
    ]
    assert list(answer["points"][0]) == ["sample", "value", "size", "center", "lcl", "ucl", "dispersion"]


def test_nelson_rules_are_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    dure("--file", CIRCUITS, "--chart", "c")

    assert json.loads(capsys.readouterr().out)["signals"][0] == {"sample": "6", "rule": "nelson_1"}


def test_every_option_reaches_the_chart(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("sample,value\n1,52\n2,47\n3,53\n", encoding="utf-8")

    options = ["--center", "50", "--sigma", "2", "--lambda", "0.4", "--sigmas", "2", "--baseline", "2"]
    assert dure("--file", str(file), "--chart", "ewma", *options) == 0

    answer = json.loads(capsys.readouterr().out)
    assert [point["value"] for point in answer["points"]] == pytest.approx([50.8, 49.28, 50.768])
    assert answer["ucl"] == pytest.approx(50 + 2 * 2 * 0.5)


def test_capability_is_asked_by_a_specification_limit(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("sample,value\n1,52\n2,47\n3,53\n", encoding="utf-8")

    assert dure("--file", str(file), "--chart", "i_mr", "--lsl", "40", "--usl", "60") == 0

    found = json.loads(capsys.readouterr().out)["capability"]
    assert (found["cp"], found["cpk"], found["n"]) == (None, None, 3)
    assert found["reason"]["code"] == "too_few"


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"sample,value\n1,1\n2,3\n")))

    assert dure("--file", "-", "--chart", "i_mr") == 0

    assert json.loads(capsys.readouterr().out)["center"] == 2


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--chart", "c", "--center", "nan"], "dure: /center: “nan” is not a number"),
        (["--chart", "c", "--lambda", "0.2"], "dure: /lambda: belongs to the ewma chart"),
        (["--chart", "c", "--baseline", "x"], "dure: /baseline: “x” is not a whole number from 0"),
        (["--chart", "i_mr"], "dure: /1/value: column missing: the header is sample,value"),
    ],
)
def test_wrong_input_exits_2_with_one_line(
    words: list[str], line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    assert dure("--file", CIRCUITS, *words) == 2

    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"{line}\n")


def test_wrong_input_is_told_in_korean_on_a_korean_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")

    assert dure("--file", CIRCUITS, "--chart", "xbar_r") == 2

    assert capsys.readouterr().err == "dure: /1/value: 열이 없습니다. 머리글은 sample,value입니다\n"


def test_missing_file_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dure("--file", str(file), "--chart", "c") == 2

    assert capsys.readouterr().err == f"dure: {file}: No such file or directory\n"
