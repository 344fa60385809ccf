"""Fixtures of all tests."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from hypothesis.database import DirectoryBasedExampleDatabase

from dure.translations import CatalogueError, compile_stale

EXAMPLES = DirectoryBasedExampleDatabase(Path(__file__).parents[1] / ".cache" / "hypothesis")

# No deadlines: a busy machine is not a failure. Where the build decides, the same examples come each time.
hypothesis_settings.register_profile("here", deadline=None, database=EXAMPLES)
hypothesis_settings.register_profile("build", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("build" if os.environ.get("CI") else "here")
if "DURE_TEST_NEWEST" in os.environ:
    # The other part tries every example; this one tells of the Python and the database.
    hypothesis_settings.register_profile("newest", parent=hypothesis_settings.default, max_examples=25)
    hypothesis_settings.load_profile("newest")


def pytest_configure() -> None:
    """Korean words as of now, passwords that are quick to check, and a database that is quick to empty."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        try:
            compile_stale()
        except CatalogueError as error:
            raise pytest.UsageError(str(error)) from error
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from tests.emptying import empty_what_was_filled

    TransactionTestCase._fixture_teardown = empty_what_was_filled


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite as people run it: in a file, with its journal, so that threads and processes can share it."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        home = Path(os.environ["DURE_HOME"])
        database.setdefault("TEST", {})["NAME"] = str(home / "test.sqlite3")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """The cache outlives a test's database, and a page's language its request: neither reaches the next test."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
