"""An OPC UA server with a history as a process: python machine.py PORT HISTORY LAST.

Its machine counts one piece every five milliseconds up to LAST, going on where the history ended.
"""

import asyncio
import logging
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path

from asyncua import Server, ua
from asyncua.server.history_sql import HistorySQLite

EVERY_S = 0.005


def next_count(history: Path) -> int:
    with sqlite3.connect(history) as db, suppress(sqlite3.OperationalError):
        return int(db.execute("SELECT max(CAST(Value AS INTEGER)) FROM '2_101'").fetchone()[0]) + 1
    return 0


async def main(port: int, history: Path, last: int) -> None:
    logging.disable(logging.CRITICAL)
    counted = next_count(history)
    server = Server()
    server.iserver.history_manager.set_storage(HistorySQLite(str(history)))
    await server.init()
    server.set_endpoint(f"opc.tcp://127.0.0.1:{port}")
    place = await server.register_namespace("urn:press")
    press = await server.nodes.objects.add_object(place, "Press")
    count = await press.add_variable(ua.NodeId(101, place), "Count", counted, ua.VariantType.Int64)
    state = await press.add_variable(ua.NodeId(102, place), "State", 0, ua.VariantType.Int32)
    async with server:
        await server.historize_node_data_change(count, period=None)
        await state.write_value(1, ua.VariantType.Int32)
        while counted < last:
            counted += 1
            await count.write_value(counted, ua.VariantType.Int64)
            await asyncio.sleep(EVERY_S)
        await asyncio.Event().wait()


asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
