"""Loaded before the settings are: a throw-away home, and the database that DURE_TEST_DATABASE names.

``sqlite`` (the default) or ``postgres``; `./test postgres` starts a private server and names it in
DURE_TEST_POSTGRES_URL. On PostgreSQL only tests that touch the database run: the others cannot differ, unless
DURE_TEST_NEWEST says that the run is also the newest Python's.
"""

import atexit
import os
import shutil
import tempfile

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

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
    """On PostgreSQL: what no database touches, unless this run is the newest Python's too, then only if it is slow."""
    if needs_database(item):
        return False
    return "DURE_TEST_NEWEST" not in os.environ or item.get_closest_marker("slow") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker ends alone, and leave out what the database cannot change."""
    items.sort(key=lambda item: item.get_closest_marker("once") is None)
    if os.environ.get("DURE_TEST_DATABASE") != "postgres":
        return
    left_out = [item for item in items if is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not is_left_out(item)]


class OneDemoYear(LoadScopeScheduling):
    """Tests are spread one by one, but those of the demo year go to one process, so that it is built once."""

    def _split_scope(self, nodeid: str) -> str:
        return "demo" if nodeid.startswith("tests/demo/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Who gives the tests to the processes."""
    return OneDemoYear(config, log)
