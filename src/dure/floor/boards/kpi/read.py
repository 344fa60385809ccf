"""Answers of queries as Arrow, and what PostgreSQL has to be told before it answers as fast as it can.

Ibis reads from PostgreSQL through a cursor, which is planned for its first rows and runs on one processor, and gives
the planner no figures of the small tables that it makes of the plant. Together they met every state with every span of
every shift, one by one. Here statements are run whole, beside tables that were analysed, with room for their sorting.
"""

from __future__ import annotations

from typing import Any, Final

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

_MEMORY: Final = "SET LOCAL work_mem = '64MB'"


def read(rows: ir.Table) -> pa.Table:
    """All rows, on whatever engine they lie."""
    backend = rows.get_backend()
    return _whole(backend, rows) if backend.name == "postgres" else rows.to_pyarrow()


def _whole(backend: Any, rows: ir.Table) -> pa.Table:
    small = [found.to_expr() for found in rows.op().find(ops.InMemoryTable)]
    for one in small:
        # Asking for none of its rows writes the table.
        backend.to_pyarrow(one.limit(0))
    # Taken back at the end, so that the setting stays with this query even within the caller's own transaction.
    with backend.con.transaction(force_rollback=True), backend.con.cursor() as cursor:
        for one in small:
            cursor.execute(f'ANALYZE "{one.get_name()}"')
        cursor.execute(_MEMORY)
        found = cursor.execute(backend.compile(rows)).fetchall()
    schema = rows.schema().to_pyarrow()
    columns = zip(*found, strict=True) if found else [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
