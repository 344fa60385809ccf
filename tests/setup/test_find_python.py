"""tools/find-python on machines with other Pythons, played by a PATH of small scripts."""

import os
import subprocess
import sys
from pathlib import Path

from tools.packages import ROOT


def find(folder: Path, **extra: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": str(folder), **extra}
    return subprocess.run(
        ["/bin/sh", str(ROOT / "tools/find-python")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def place(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def old(folder: Path) -> None:
    place(folder, "python3", '[ "$1" = --version ] && echo "Python 3.9.2" && exit 0; exit 1')


def test_find_python_too_old(tmp_path: Path) -> None:
    old(tmp_path)

    found = find(tmp_path, LANG="C.UTF-8")

    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == (
        "Python 3.11 or newer is needed; found here: Python 3.9.2. "
        "Install one and try again, or name it in DURE_PYTHON.\n"
    )


def test_find_python_absent_in_korean(tmp_path: Path) -> None:
    found = find(tmp_path, LANG="ko_KR.UTF-8")

    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == (
        "Python 3.11 이상이 필요합니다. 이 컴퓨터: Python 없음. "
        "설치한 뒤 다시 실행하거나, DURE_PYTHON에 경로를 지정하십시오.\n"
    )


def test_find_python_fitting_one_under_another_name(tmp_path: Path) -> None:
    old(tmp_path)
    place(tmp_path, "python3.12", f'exec {sys.executable} "$@"')

    assert find(tmp_path).stdout == "python3.12\n"


def test_find_python_named_one_first(tmp_path: Path) -> None:
    old(tmp_path)

    assert find(tmp_path, DURE_PYTHON=sys.executable).stdout == f"{sys.executable}\n"


def test_run_says_only_one_line_with_an_old_python(tmp_path: Path) -> None:
    old(tmp_path)
    for program in ("dirname", "sh"):
        place(tmp_path, program, f'exec /usr/bin/{program} "$@"')

    done = subprocess.run(
        [ROOT / "run"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False, cwd=os.sep
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
