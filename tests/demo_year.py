"""The demo year for tests: built once by the command itself, in a home of its own; others work on copies.

It lies in a file database whatever the rest of the tests run on, so nothing here asks for pytest-django's database.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from dure.foundation.installation import clock

BUILD_TIMEOUT_S = 1200


def dure(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a home, as a person does."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("DURE_")}
    return subprocess.run(
        [sys.executable, "-m", "dure.cli", *arguments],
        env={**settings, "DURE_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=BUILD_TIMEOUT_S,
        check=False,
    )


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a demo year that nobody has touched. Copy it before changing anything."""
    home = tmp_path_factory.mktemp("demo") / "home"
    built = dure(home, "demo", "--no-serve")
    assert built.returncode == 0, built.stderr
    return home


@pytest.fixture
def demo_copy(demo_home: Path, tmp_path: Path) -> Path:
    """A home of one's own with the demo year in it."""
    return copy_of(demo_home, tmp_path / "home")


def copy_of(home: Path, target: Path) -> Path:
    """Copy a home; nothing may be writing to it."""
    shutil.copytree(home, target, copy_function=_copied)
    return target


def _copied(source: str, target: str) -> str:
    """Stored documents and sealed files never change: they are there twice without being copied."""
    found = Path(source)
    if "documents" in found.parts or found.suffix == ".parquet":
        os.link(source, target)
        return target
    return shutil.copy2(source, target)


def reading(home: Path, blocker: DjangoDbBlocker) -> Iterator[Path]:
    """This process reads and writes the home instead of the test database."""
    connection = connections["default"]
    with blocker.unblock():
        connection.close()
        name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = str(home / "dure.sqlite3")
        clock.forget()
        try:
            yield home
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            clock.forget()


@pytest.fixture
def demo_database(demo_copy: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """This process reads and writes a copy of the demo year instead of the test database."""
    yield from reading(demo_copy, django_db_blocker)


@pytest.fixture(scope="session")
def demo_read(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for all tests that only look; whoever changes anything takes `demo_database`."""
    return copy_of(demo_home, tmp_path_factory.mktemp("demo-read") / "home")


@pytest.fixture
def demo_books(demo_read: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """This process reads the demo year instead of the test database; a change would be refused."""
    for each in reading(demo_read, django_db_blocker):
        with connections["default"].execute_wrapper(_reads_only):
            yield each


def _reads_only(execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:
    if not sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")):
        raise AssertionError(f"a test that only looks has changed the demo: {sql[:80]}")
    return execute(sql, params, many, context)


def lines(text: str) -> Sequence[str]:
    """Lines of a command's output without the empty ones."""
    return [line for line in text.splitlines() if line.strip()]
