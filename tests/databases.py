"""Loaded before the settings are: a throw-away home, and the database that DURE_TEST_DATABASE names.

``sqlite`` (the default) or ``postgres``; `./test postgres` starts a private server and names it in
DURE_TEST_POSTGRES_URL. On PostgreSQL only tests that touch the database run: the others cannot differ, unless
DURE_TEST_NEWEST says that the run is also the newest Python's. Then those of ``TELL_OF_PYTHON`` run too.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TESTS = Path(__file__).parent
# Without a database, these run what a newer Python could change; the rest reads files, words and tables of this tree.
TELL_OF_PYTHON = ("api", "commands", "engine", "floor", "foundation", "journey", "portal")
# What these files make for all of their tests costs more than the tests: each goes to one process.
TOGETHER = ("tests/demo/", "tests/commands/test_backup.py", "tests/portal/test_query_counts.py")
# Begun first, in this order, so that no process is left alone with a long one.
LONG = ("journey", "once", "slow")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup", "admin_user"}


def _set_environment() -> None:
    """Each worker has its own home. Settings of the person who runs the tests must not leak in."""
    for name in [name for name in os.environ if name.startswith("DURE_") and not name.startswith("DURE_TEST_")]:
        del os.environ[name]
    home = tempfile.mkdtemp(prefix="dure-test-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["DURE_HOME"] = home
    database = os.environ.get("DURE_TEST_DATABASE", "sqlite")
    if database == "postgres":
        url = os.environ.get("DURE_TEST_POSTGRES_URL")
        if not url:
            raise pytest.UsageError("DURE_TEST_POSTGRES_URL is not set: run ./test postgres [PATH]")
        os.environ["DURE_DATABASE_URL"] = url
    elif database != "sqlite":
        raise pytest.UsageError(f"DURE_TEST_DATABASE is sqlite or postgres, not {database}")


_set_environment()


def needs_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database by mark, fixture or class."""
    from django.test import TransactionTestCase

    if item.get_closest_marker("django_db") or item.get_closest_marker("journey"):
        return True
    if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    owner = getattr(item, "cls", None)
    return isinstance(owner, type) and issubclass(owner, TransactionTestCase)


def is_left_out(item: pytest.Item) -> bool:
    """On PostgreSQL: what no database touches, unless this run is the newest Python's too and the test tells of it."""
    if needs_database(item):
        return False
    if "DURE_TEST_NEWEST" not in os.environ or item.get_closest_marker("slow"):
        return True
    return item.path.relative_to(TESTS).parts[0] not in TELL_OF_PYTHON


def rank(item: pytest.Item) -> int:
    """The place of the first long mark; files of the same rank keep their order."""
    return next((place for place, mark in enumerate(LONG) if item.get_closest_marker(mark)), len(LONG))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker ends alone, and leave out what the database cannot change."""
    items.sort(key=rank)
    if os.environ.get("DURE_TEST_DATABASE") != "postgres":
        return
    left_out = [item for item in items if is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not is_left_out(item)]


class CostlyTogether(LoadScopeScheduling):
    """Tests are spread one by one, but what shares something costly goes to one process, so that it is made once.

    The groups begin before all single tests.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((group for group in TOGETHER if nodeid.startswith(group)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Who gives the tests to the processes."""
    return CostlyTogether(config, log)
