"""A cable that a test can pull."""

import asyncio
from contextlib import suppress

from tests.floor.gateway.processes import free_port


class Cable:
    """Carries a port of ours to the one there, or nothing at all."""

    def __init__(self, there: int) -> None:
        self.there = there
        self.port = free_port()
        self._open: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None

    async def plug(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    async def pull(self) -> None:
        assert self._server
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.there)
        self._open += [writer, far_writer]
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
    # What one side has ended the other must not wait for.
    writer.close()
