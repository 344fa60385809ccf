"""The same queries on a PostgreSQL: the one the tests were given, or one of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import ibis
import psycopg
import pytest
from tests.engine.floor.plants import MONDAY, Teller, plant
from tests.floor.boards.kpi.crowd import FIRST, assert_same, assert_same_outside, crowd, crowded_plant
from tools.postgres import Cluster, binaries

from dure.engine.floor.events import Event, Kind
from dure.floor.boards.kpi.read import read
from dure.floor.boards.kpi.source import COLUMNS, EPOCH, counted, micros, rows_of
from dure.floor.boards.kpi.tables import table

TYPES = {"int64": "bigint", "float64": "double precision", "string": "text", "boolean": "boolean"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    given = os.environ.get("DURE_TEST_POSTGRES_URL")
    if given:
        yield given
    elif binaries() is None:
        pytest.skip("no PostgreSQL here")
    else:
        with Cluster() as own:
            yield own


def stored(url: str, name: str, events: list[Event]) -> ibis.Table:
    """The events as a temporary table of the connection that is asked."""
    connection = psycopg.connect(url)
    backend = ibis.postgres.from_connection(connection)
    columns = ", ".join(f'"{column}" {TYPES.get(kind, "timestamptz(6)")}' for column, kind in COLUMNS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in rows_of(events).to_pylist():
                copy.write_row(tuple(row.values()))
    connection.commit()
    return backend.table(name)


@pytest.mark.parametrize(("seed", "events"), [(2, 400), (5, 3000)])
def test_facts_are_the_reference_on_postgres(url: str, seed: int, events: int) -> None:
    told = crowd(seed, events)
    source, last = stored(url, f"crowd_{seed}", told), FIRST + timedelta(days=3)
    assert_same(crowded_plant(), told, source, FIRST, last)
    assert_same_outside(crowded_plant(), told, source, FIRST, last)


def test_reason_goes_far_on_postgres(url: str) -> None:
    tell = Teller()
    told = [tell.state(f"{hour}:00", "down") for hour in range(-120, 40)]
    told.append(tell("-118:30", Kind.REASON, reason="change"))
    assert_same(plant(), told, stored(url, "far", told), MONDAY, MONDAY)


@pytest.mark.parametrize("year", [1970, 2004, 2026, 2038, 2039, 2105])
def test_instants_are_exact_on_postgres(url: str, year: int) -> None:
    begin = micros(datetime(year, 1, 1, tzinfo=UTC))
    instants = [begin + number * 7_919_999_999 + number % 1_000 for number in range(3_000)]
    told = [Event("plc", number, "M1", EPOCH + timedelta(microseconds=us), Kind.STATE, "run")
            for number, us in enumerate(instants)]  # fmt: skip
    found = read(counted(stored(url, f"instants_{year}", told)).select("source_seq", "us").order_by("source_seq"))
    assert found.column("us").to_pylist() == instants


def test_small_tables_are_read_beside_events_and_settings_stay(url: str) -> None:
    tell = Teller()
    source = stored(url, "beside", [tell.state("09:00", "run"), tell.state("10:00", "down")])
    backend = source.get_backend()
    before = backend.raw_sql("SHOW work_mem").fetchone()
    names = table("value:string name:string", [("down", "stands"), ("setup", "is set up")])
    joined = source.join(names, "value").select("value", "name")
    assert read(joined).to_pylist() == [{"value": "down", "name": "stands"}]
    assert read(joined.filter(joined.value == "setup")).schema == joined.schema().to_pyarrow()
    assert backend.raw_sql("SHOW work_mem").fetchone() == before
