"""A table as lines of JSON, the same from every database: one list of values a row, in the order of its columns."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connections
from django.db.models import Field, JSONField, Model
from django.utils.duration import duration_string

from dure.foundation.installation.backup.archive import damaged
from dure.foundation.installation.backup.manifest import Table

AT_ONCE = 500


def columns(model: type[Model]) -> tuple[str, ...]:
    """The columns of a model's own table, in the order in which they are written."""
    return tuple(str(field.column) for field in model._meta.local_concrete_fields)


def dump(alias: str, model: type[Model]) -> Iterator[bytes]:
    """The rows by key, so that the same rows are the same bytes."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(chunk_size=2000)
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value)} has no place in a backup")


def load(alias: str, model: type[Model], table: Table, lines: Iterable[bytes]) -> None:
    """Put rows into an empty table, each value through its own field; inside a transaction of the caller."""
    name = model._meta.db_table
    if sorted(columns(model)) != sorted(table.columns):
        raise damaged(f"table {name} has other columns", f"{name} 표의 열이 다릅니다")
    by_column = {field.column: field for field in model._meta.local_concrete_fields}
    fields = [by_column[column] for column in table.columns]
    connection = connections[alias]
    quoted = ", ".join(connection.ops.quote_name(column) for column in table.columns)
    places = ", ".join("%s" for _ in fields)
    statement = f"INSERT INTO {connection.ops.quote_name(name)} ({quoted}) VALUES ({places})"  # noqa: S608 (our names)
    rows = (_row(alias, fields, line) for line in lines)
    count = 0
    try:
        with connection.cursor() as cursor:
            while batch := list(islice(rows, AT_ONCE)):
                cursor.executemany(statement, batch)
                count += len(batch)
    except (ValueError, TypeError, ValidationError, DatabaseError, OverflowError, RecursionError) as error:
        raise damaged(f"table {name}: {error}", f"{name} 표: {error}") from error
    if count != table.rows:
        raise damaged(f"table {name} has {count} rows", f"{name} 표의 행이 {count}개입니다")


def _row(alias: str, fields: list[Field[Any, Any]], line: bytes) -> list[Any]:
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(fields):
        raise ValueError("a row with other columns")
    return [_stored(alias, field, value) for field, value in zip(fields, values, strict=True)]


def _stored(alias: str, field: Field[Any, Any], value: Any) -> Any:
    connection = connections[alias]
    if isinstance(field, JSONField):
        # A JSON null in a column that takes no NULL.
        return None if value is None and field.null else field.get_db_prep_value(value, connection)
    return field.get_db_prep_save(field.to_python(value), connection)


def last_id(alias: str, model: type[Model]) -> int | None:
    """The highest number the database has given out, so that one of a deleted row is never given again."""
    connection, table = connections[alias], model._meta.db_table
    key = model._meta.pk
    if key is None or key.get_internal_type() not in {"AutoField", "BigAutoField", "SmallAutoField"}:
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute(
                "SELECT last_value FROM pg_sequences WHERE format('%%I.%%I', schemaname, sequencename)"
                " = pg_get_serial_sequence(%s, %s)",
                [connection.ops.quote_name(table), key.column],
            )
        row = cursor.fetchone()
    return int(row[0]) if row and row[0] is not None else None


def go_on_from(alias: str, model: type[Model], last: int | None) -> None:
    """Let the next number of a table follow the last one given before; SQLite says 0 where there was none."""
    connection, table = connections[alias], model._meta.db_table
    if not last or model._meta.pk is None:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            place = [connection.ops.quote_name(table), model._meta.pk.column, last]
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", place)
