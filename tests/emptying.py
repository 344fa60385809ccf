"""After a test that commits, only the tables that hold rows are emptied; Django would empty every one of them.

Content types and permissions hang on the models alone, so they stay, and nobody has to be told to make them again.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase


def empty_what_was_filled(case: TransactionTestCase) -> None:
    """In place of ``TransactionTestCase._fixture_teardown``."""
    empty(connections[DEFAULT_DB_ALIAS])


def empty(connection: BaseDatabaseWrapper) -> None:
    """All rows go in one transaction; what refers to what is looked at when it ends."""
    quoted = connection.ops.quote_name
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(_which_are_filled(connection))
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608 (a name of our own tables)


def _which_are_filled(connection: BaseDatabaseWrapper) -> str:
    kept = {ContentType._meta.db_table, Permission._meta.db_table}
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - kept
    quoted = connection.ops.quote_name
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quoted(table)})"  # noqa: S608 (names of our own tables)
        for table in sorted(tables)
    )
