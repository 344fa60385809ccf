"""How ./test understands its arguments and counts."""

from pathlib import Path

import pytest
from tools.part import Part, counted
from tools.test import EVERYTHING, split
from tools.words import SetUpError


@pytest.mark.parametrize(
    ("arguments", "understood"),
    [
        ([], (list(EVERYTHING), [])),
        (["lint"], (["lint"], [])),
        (["postgres", "setup"], (["postgres"], ["tests/setup"])),
        (["setup"], (["paths"], ["tests/setup"])),
        (["lint", "setup"], (["lint", "paths"], ["tests/setup"])),
        (["tests/setup/test_parts.py", "-x"], (["paths"], ["tests/setup/test_parts.py", "-x"])),
    ],
)
def test_split_of_arguments(arguments: list[str], understood: tuple[list[str], list[str]]) -> None:
    assert split(arguments) == understood


def test_split_unknown_part_is_refused() -> None:
    with pytest.raises(SetUpError, match="no-such-thing"):
        split(["no-such-thing"])


@pytest.mark.parametrize(
    ("report", "code", "part"),
    [
        ('tests="7" failures="1" errors="1" skipped="2"', 1, Part("p", 3, 2, 2, 1.0)),
        ('tests="7" failures="0" errors="0" skipped="0"', 0, Part("p", 7, 0, 0, 1.0)),
        ('tests="7" failures="0" errors="0" skipped="0"', 3, Part("p", 7, 1, 0, 1.0)),
        ('tests="0" failures="0" errors="0" skipped="0"', 5, Part("p", 0, 1, 0, 1.0)),
    ],
)
def test_counted_from_the_report(tmp_path: Path, report: str, code: int, part: Part) -> None:
    target = tmp_path / "report.xml"
    target.write_text(f"<testsuites><testsuite {report}/></testsuites>")

    assert counted("p", target, code, 1.0) == part


def test_counted_without_a_report_is_a_failure(tmp_path: Path) -> None:
    assert counted("p", tmp_path / "absent.xml", 0, 1.0) == Part("p", 0, 1, 0, 1.0)
