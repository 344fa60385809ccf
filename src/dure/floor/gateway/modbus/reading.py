"""Polling a device for ever: through its restarts, a pulled cable, a register that is not there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from dure.engine.floor.events import Event
from dure.floor.gateway.modbus.settings import Device, Register, number
from dure.floor.gateway.modbus.wire import RefusedByDevice, Wire, WireError
from dure.floor.gateway.points import Watch
from dure.floor.gateway.sink import Keeper

log = logging.getLogger(__name__)
LONGEST_PAUSE_S: Final = 30.0


class Poller:
    """Reads every register at the device's pace. While the device is silent, so is the poller: nothing is invented."""

    def __init__(self, device: Device, keeper: Keeper, clock: Callable[[], datetime]) -> None:
        self.device = device
        self._keeper = keeper
        self._clock = clock
        self._watches: list[tuple[Register, Watch]] = []
        self._kept: dict[str, str] = {}
        self._refused: set[str] = set()

    async def run(self) -> None:
        for register in self.device.registers:
            meter = await self._keeper.mark(register.point.mark)
            self._watches.append((register, Watch(register.point, meter)))
        pause_s = self.device.every_s
        while True:
            try:
                async with Wire(self.device) as wire:
                    log.info("%s: connected", self.device.source)
                    pause_s = self.device.every_s
                    await self._poll(wire)
            except WireError as error:
                log.warning("%s: %s; next try in %.0f s", self.device.source, error, pause_s)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _poll(self, wire: Wire) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            await self.read_once(wire)
            # After a slow round the next one starts now; rounds that were missed are not made up for.
            due = max(due + self.device.every_s, loop.time())
            await asyncio.sleep(due - loop.time())

    async def read_once(self, wire: Wire) -> None:
        events: list[Event] = []
        marks: dict[str, str] = {}
        try:
            for place, (register, watch) in enumerate(self._watches):
                try:
                    found = await self._see(wire, register, watch)
                except WireError:
                    # One device that is off must not keep the others of its line from being read: it comes last now.
                    self._watches = self._watches[place + 1 :] + self._watches[: place + 1]
                    raise
                if found:
                    events.append(found)
                if watch.meter:
                    marks[register.point.mark] = watch.meter
        finally:
            # What was read before the line broke is true.
            if events or marks != self._kept:
                await self._keeper.keep(events, marks)
                self._kept = marks

    async def _see(self, wire: Wire, register: Register, watch: Watch) -> Event | None:
        try:
            raw = number(register, await wire.read(register))
        except RefusedByDevice as error:
            if register.point.name not in self._refused:
                self._refused.add(register.point.name)
                log.error("%s %s: refused by the device: %s", self.device.source, register.point.name, error)
            return None
        return None if raw is None else watch.see(raw, self._clock())
