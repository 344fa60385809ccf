"""`dure gateway --check`: whether everything that the configuration names can be reached, without telling anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from dure.floor.gateway.edge.answers import NotTaken, PlantNames
from dure.floor.gateway.edge.post import Post
from dure.floor.gateway.edge.running import now
from dure.floor.gateway.edge.sending import CLOCK_TOLERANCE_S
from dure.floor.gateway.edge.settings import Config
from dure.floor.gateway.modbus.settings import Device, Register, number
from dure.floor.gateway.modbus.wire import RefusedByDevice, Wire, WireError
from dure.floor.gateway.mqtt.connection import Broker, Connection
from dure.floor.gateway.opcua.link import linked
from dure.floor.gateway.opcua.settings import Server
from dure.floor.gateway.opcua.values import sample
from dure.floor.gateway.sparkplug.topics import filters


@dataclass(frozen=True)
class Finding:
    """One thing that was tried: its name, whether it works, and what was read or what is wrong."""

    what: str
    works: bool
    found: str


def check(config: Config) -> list[Finding]:
    return asyncio.run(_check(config))


async def _check(config: Config) -> list[Finding]:
    found = await asyncio.to_thread(_server, config)
    for device in config.devices:
        found += [finding async for finding in _device(device)]
    for server in config.servers:
        found += [finding async for finding in _opcua(server)]
    for topics in config.brokers:
        found.append(await _heard(topics.name, topics.broker, [*topics.filters, *topics.meanings]))
    for host in config.hosts:
        found.append(await _heard(host.name, host.broker, [each for group in host.groups for each in filters(group)]))
    return found


def _server(config: Config) -> list[Finding]:
    """Address, site, token and clock; then whether the server knows the names that the configuration uses."""
    answer = Post(config.server, config.site, config.token, config.ca_file).ask_plant(now)
    if isinstance(answer, NotTaken):
        return [Finding(config.server, False, answer.why)]
    offset = answer.clock_offset_s or 0.0
    if abs(offset) > CLOCK_TOLERANCE_S:
        return [Finding(config.server, False, f"this clock is {offset:.0f} s ahead of the server's; set it")]
    return [Finding(config.server, True, config.site), *_names(config, answer)]


def _names(config: Config, plant: PlantNames) -> list[Finding]:
    sources = [config.gateway, *(device.source for device in config.devices), *(one.source for one in config.servers)]
    sources += [*(topics.name for topics in config.brokers), *(host.name for host in config.hosts)]
    machines = sorted(_machines(config) - plant.machines)
    return [
        *(Finding(name, False, "the token does not tell for it") for name in sources if name not in plant.families),
        *(Finding(name, False, "the plant has no such machine") for name in machines),
    ]


def _machines(config: Config) -> set[str]:
    """As far as the configuration names them; an MQTT topic may name others."""
    points = [register.point for device in config.devices for register in device.registers]
    points += [node.point for server in config.servers for node in server.nodes]
    meanings = [meaning for topics in config.brokers for meaning in topics.meanings.values()]
    meanings += [meaning for host in config.hosts for signals in host.meanings.values() for meaning in signals.values()]
    return {told.machine for told in points if told.machine} | {told.machine for told in meanings if told.machine}


async def _device(device: Device) -> AsyncIterator[Finding]:
    try:
        async with Wire(device) as wire:
            for register in device.registers:
                yield await _register(device, wire, register)
    except WireError as error:
        yield Finding(device.source, False, str(error))


async def _register(device: Device, wire: Wire, register: Register) -> Finding:
    what = f"{device.source} {register.point.name} {register.point.kind.value}"
    try:
        found = number(register, await wire.read(register))
    except RefusedByDevice as error:
        return Finding(what, False, str(error))
    return Finding(what, found is not None, "not a number" if found is None else f"{found:f}")


async def _opcua(server: Server) -> AsyncIterator[Finding]:
    try:
        async with linked(server) as link:
            for node in server.nodes:
                what = f"{server.source} {node.node_id} {node.point.kind.value}"
                value = await link.client.get_node(node.node_id).read_data_value(raise_on_bad_status=False)
                raw = sample(value, now(), source_times=server.source_times).raw
                yield Finding(what, raw is not None, "no value" if raw is None else str(raw))
    except Exception as error:  # noqa: BLE001  whatever the library raises is a finding
        yield Finding(server.source, False, str(error) or type(error).__name__)


async def _heard(name: str, broker: Broker, topics: Sequence[str]) -> Finding:
    """As another client, so that a gateway that runs keeps its session."""
    connection = Connection(replace(broker, client_id=f"{broker.client_id}-check"), clean=True)
    try:
        await connection.open()
        await connection.subscribe(topics)
    except OSError as error:
        return Finding(name, False, str(error))
    finally:
        await connection.close()
    return Finding(name, True, ", ".join(topics))
