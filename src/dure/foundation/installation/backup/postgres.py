"""On PostgreSQL the rows are restored into a schema of their own, which then changes places with the present one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

from django.db import connection, connections, transaction

from dure.foundation.installation.backup.refusal import BackupRefused

RESTORED: Final = "dure_restored"
FORMER: Final = "dure_before_restore"


class NewSchema:
    """Every statement goes to a new schema from ``make`` on; ``present`` is the one in use, ``taken`` its tables."""

    def __init__(self, present: str, taken: list[str]) -> None:
        self.present = present
        self.taken = taken

    @classmethod
    def make(cls, *, replace: bool) -> Self:
        """Refused where tables of Dure are and nobody asked to replace them."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            present = cursor.fetchone()[0]
        ours = {*connection.introspection.django_table_names(), "django_migrations"}
        taken = sorted(ours & set(connection.introspection.table_names()))
        if taken and not replace:
            raise BackupRefused(
                "The database holds tables of Dure. Name an empty one, or replace them with --replace.",
                "데이터베이스에 두레의 표가 있습니다. 빈 데이터베이스를 지정하거나 --replace로 바꾸십시오.",
            )
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {RESTORED} CASCADE")
            cursor.execute(f"CREATE SCHEMA {RESTORED}")
        _look_at(RESTORED)
        return cls(present, taken)

    def drop(self) -> None:
        """Forget what was restored so far."""
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {RESTORED} CASCADE")

    @contextmanager
    def exchanged(self) -> Iterator[str]:
        """Former tables out and new ones in, in one, when the block ends well; yields where the former lie."""
        fresh = connection.introspection.table_names()
        with transaction.atomic(), connection.cursor() as cursor:
            former = ""
            if self.taken:
                cursor.execute("SELECT nspname FROM pg_namespace")
                former = _free_name({name for (name,) in cursor.fetchall()})
                cursor.execute(f"CREATE SCHEMA {former}")
            for table in self.taken:
                _move(table, self.present, former)
            for table in fresh:
                _move(table, RESTORED, self.present)
            cursor.execute(f"DROP SCHEMA {RESTORED}")
            yield former


def _look_at(schema: str) -> None:
    connection.close()
    options = connections["default"].settings_dict.setdefault("OPTIONS", {})
    options["options"] = f"{options.get('options', '')} -c search_path={schema}".strip()


def _move(table: str, source: str, target: str) -> None:
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {quoted(source)}.{quoted(table)} SET SCHEMA {quoted(target)}")


def _free_name(taken: set[str]) -> str:
    number = 1
    while f"{FORMER}_{number}" in taken:
        number += 1
    return f"{FORMER}_{number}"
