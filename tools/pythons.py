"""Which other Pythons lie on this machine."""

import os
import shutil
import subprocess
from pathlib import Path

# The releases that the locks were tried on, newest first.
SUPPORTED = ((3, 13), (3, 12), (3, 11))


def newer_than(version: tuple[int, int]) -> tuple[str, str] | None:
    """The newest supported Python above this one: its number and its command."""
    for major, minor in SUPPORTED:
        if (major, minor) <= version:
            return None
        name = f"{major}.{minor}"
        for command in _candidates(name):
            if _is(command, name):
                return name, command
    return None


def _candidates(name: str) -> list[str]:
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = shutil.which(f"python{name}")
    return [*([on_path] if on_path else []), *map(str, sorted(versions.glob(f"{name}.*/bin/python")))]


def _is(command: str, name: str) -> bool:
    """Runs it, since a shim may be there without the Python behind it; one without venv is of no use."""
    code = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([command, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.stdout.strip() == name
