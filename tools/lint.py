"""The checks that need no test: style, types, contracts, translations, migrations."""

import os
import subprocess
import time
from pathlib import Path

from tools.packages import ROOT, Environment
from tools.part import Part


def lint(environment: Environment) -> list[Part]:
    """Every check runs, also after one failed; what a failed one printed is shown."""
    print("\n── lint", flush=True)
    home = ROOT / ".cache" / "home"
    home.mkdir(parents=True, exist_ok=True)
    settings = {"DURE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "dure.config.settings"}
    return [_check(name, command, {**os.environ, **settings}) for name, command in _checks(environment)]


def _checks(environment: Environment) -> list[tuple[str, list[str]]]:
    programs = Path(environment.folder) / "bin"
    python = str(environment.python)
    return [
        ("ruff check", [str(programs / "ruff"), "check", "."]),
        ("ruff format", [str(programs / "ruff"), "format", "--check", "."]),
        ("mypy", [str(programs / "mypy")]),
        ("contracts", [str(programs / "lint-imports")]),
        ("translations", [python, "-m", "dure.translations", "check"]),
        ("migrations", [python, "-m", "django", "makemigrations", "--check", "--skip-checks"]),
        ("reference", [python, "-m", "tools.reference", "check"]),
    ]


def _check(name: str, command: list[str], environment: dict[str, str]) -> Part:
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    seconds = time.monotonic() - started
    if done.returncode:
        print(done.stdout, flush=True)
    failed = int(done.returncode != 0)
    part = Part(name, 1 - failed, failed, 0, seconds)
    print(part, flush=True)
    return part
