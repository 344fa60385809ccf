"""The database standing still while everybody else goes on writing."""

import copy
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from django.db import connections, transaction

ALIAS: Final = "snapshot"


@contextmanager
def snapshot(scratch: Path) -> Iterator[str]:
    """The alias of a second way into the database, on which nothing changes any more.

    SQLite: a copy by its online backup, in one step. PostgreSQL: one transaction that sees one moment.
    """
    live = connections["default"]
    settings: dict[str, Any] = copy.deepcopy(live.settings_dict)
    if live.vendor == "sqlite":
        settings["NAME"] = str(scratch / "programme.sqlite3")
        live.ensure_connection()
        with closing(sqlite3.connect(settings["NAME"])) as target:
            live.connection.backup(target)
    else:
        from psycopg import IsolationLevel

        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "isolation_level": IsolationLevel.REPEATABLE_READ}
    connections.databases[ALIAS] = settings
    try:
        with transaction.atomic(using=ALIAS):
            yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
