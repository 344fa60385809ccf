"""The choice of database for the tests themselves."""

import os
import subprocess
import sys

import pytest
from tools.packages import ROOT


def collect(**extra: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DURE_", "PYTEST_"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/setup/test_locks.py"],
        cwd=ROOT, env={**kept, **extra}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        ({"DURE_TEST_DATABASE": "oracle"}, "ERROR: DURE_TEST_DATABASE is sqlite or postgres, not oracle"),
        (
            {"DURE_TEST_DATABASE": "postgres"},
            "ERROR: DURE_TEST_POSTGRES_URL is not set: run ./test postgres [PATH]",
        ),
    ],
)
def test_database_that_cannot_be_used_is_refused(extra: dict[str, str], line: str) -> None:
    done = collect(**extra)

    assert (done.returncode, done.stderr.strip()) == (4, line)
