"""The tables made at once are those that the migrations make one after the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SCHEMA = "stepwise"
CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
COLUMNS = """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,
    is_identity, collation_name FROM information_schema.columns WHERE table_schema = current_schema()"""


@pytest.fixture
def empty(db: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Another database of the same kind with nothing in it."""
    other = {**connection.settings_dict, "OPTIONS": {**connection.settings_dict["OPTIONS"]}}
    if connection.vendor == "sqlite":
        other["NAME"] = str(tmp_path / "other.sqlite3")
    else:
        other["OPTIONS"]["options"] = f"-c search_path={SCHEMA}"
        connection.cursor().execute(f"CREATE SCHEMA {SCHEMA}")
    connections.databases["other"] = other
    with django_db_blocker.unblock():
        yield connections["other"]
        connections["other"].close()
        if connection.vendor != "sqlite":
            connection.cursor().execute(f"DROP SCHEMA {SCHEMA} CASCADE")
    del connections["other"], connections.databases["other"]


def test_tables_made_at_once_are_those_of_the_migrations(empty: BaseDatabaseWrapper) -> None:
    call_command(migrate.Command(), database="other", interactive=False, verbosity=0)

    assert tables(empty) == tables(connection)
    assert done(empty) == done(connection)


def done(database: BaseDatabaseWrapper) -> list[Any]:
    return asked(database, "SELECT app, name FROM django_migrations")


def tables(database: BaseDatabaseWrapper) -> list[Any]:
    """Every table, column, constraint and index; the order of columns is left out."""
    if database.vendor == "sqlite":
        made = asked(database, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return sorted((kind, name, _parts(sql) if kind == "table" else sql) for kind, name, sql in made)
    found = [asked(database, query) for query in (COLUMNS, CONSTRAINTS, INDEXES)]
    return [[tuple(str(each).replace(f"{SCHEMA}.", "public.") for each in row) for row in rows] for rows in found]


def _parts(sql: str) -> list[str]:
    return sorted(sql[sql.index("(") + 1 : -1].split(", "))


def asked(database: BaseDatabaseWrapper, query: str) -> list[Any]:
    with database.cursor() as cursor:
        cursor.execute(query)
        return sorted(cursor.fetchall(), key=repr)
