"""The gateway's configuration file, read whole or refused with every wrong field."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from dure.engine.floor.events import EPOCH_MARK, PEOPLE
from dure.engine.strict_json import InputError
from dure.floor.gateway.edge.brokers import mqtt_topics, sparkplug_nodes
from dure.floor.gateway.edge.fields import ConfigError, Section
from dure.floor.gateway.edge.sources import modbus_device, opcua_server
from dure.floor.gateway.modbus.settings import Device, Serial
from dure.floor.gateway.mqtt.settings import MqttSettings
from dure.floor.gateway.opcua.settings import Server
from dure.floor.gateway.sparkplug.host import HostSettings

TOKEN_VARIABLE: Final = "DURE_GATEWAY_TOKEN"  # noqa: S105  the name of a variable
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
MEGABYTE: Final = 1024 * 1024
DEFAULT_CAP_MB: Final = 1024


@dataclass(frozen=True)
class Config:
    """Everything `dure gateway` is told. `gateway`: the name under which it tells of itself."""

    server: str
    site: str
    gateway: str
    token: str
    outbox: Path
    cap_bytes: int
    ca_file: Path | None
    devices: tuple[Device, ...]
    servers: tuple[Server, ...]
    brokers: tuple[MqttSettings, ...] = ()
    hosts: tuple[HostSettings, ...] = ()


def read_config(path: Path) -> Config:
    """Raises: ConfigError with all that is wrong; OSError when the file cannot be opened."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError([InputError("", f"not TOML: {error}", f"TOML 형식이 아닙니다: {error}")]) from None
    wrong: list[InputError] = []
    top = Section(document, "", wrong)
    found = Config(
        server=_server(top),
        site=top.text("site"),
        gateway=top.text("gateway", "gateway"),
        token=_token(top, path.parent),
        outbox=path.parent / top.text("outbox", "outbox.sqlite3"),
        cap_bytes=top.whole("outbox_limit_mb", DEFAULT_CAP_MB, low=1, high=1024 * 1024) * MEGABYTE,
        ca_file=top.file("ca_file", path.parent),
        devices=tuple(modbus_device(section) for section in top.sections("modbus")),
        servers=tuple(opcua_server(section, path.parent) for section in top.sections("opcua")),
        brokers=tuple(mqtt_topics(section, path.parent) for section in top.sections("mqtt")),
        hosts=tuple(sparkplug_nodes(section, path.parent) for section in top.sections("sparkplug")),
    )
    top.end()
    _check_names(top, found)
    _check_lines(top, found)
    _check_sessions(top, found)
    if wrong:
        raise ConfigError(wrong)
    return found


def _server(top: Section) -> str:
    text = top.text("server")
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    if "server" in top and not (parts.scheme == "https" and host) and not (parts.scheme == "http" and host in LOOPBACK):
        top.refuse("server", "must begin with https://", "https://로 시작하는 주소여야 합니다")
    if parts.query or parts.fragment or parts.username:
        top.refuse("server", "only the address, without anything behind it", "주소만 쓰세요")
    return text


def _token(top: Section, folder: Path) -> str:
    """From a file of its own, so that the configuration can be shown to others; or from the environment."""
    named = top.file("token_file", folder)
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if named:
        try:
            token = named.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            top.refuse("token_file", f"cannot be read: {named}", f"읽을 수 없습니다: {named}")
            return ""
    if not token:
        top.refuse("token_file", f"no token, here or in {TOKEN_VARIABLE}",
                   f"토큰이 없습니다. 토큰 파일이나 {TOKEN_VARIABLE}에 넣으세요")  # fmt: skip
    elif not (token.isascii() and token.isprintable() and " " not in token):
        top.refuse("token_file", "holds something else than a token", "토큰이 아닌 내용이 있습니다")
    return token


def _check_names(top: Section, found: Config) -> None:
    """A source's name is what the plant's priorities speak of; people's names are not for machines."""
    places = [("", "gateway", found.gateway)]
    places += [(f"/modbus/{index}", "name", device.source) for index, device in enumerate(found.devices)]
    places += [(f"/opcua/{index}", "name", server.source) for index, server in enumerate(found.servers)]
    places += [(f"/mqtt/{index}", "name", broker.name) for index, broker in enumerate(found.brokers)]
    places += [(f"/sparkplug/{index}", "name", host.name) for index, host in enumerate(found.hosts)]
    seen: set[str] = set()
    for path, field, name in places:
        section = Section({}, path, top.wrong)
        if name in seen:
            section.refuse(field, f"“{name}” stands twice", f"‘{name}’이(가) 두 번 나옵니다")
        if name in PEOPLE or EPOCH_MARK in name:
            section.refuse(field, f"“{name}” cannot be a machine's name", f"‘{name}’: 설비 이름으로 쓸 수 없습니다")
        seen.add(name)


def _check_lines(top: Section, found: Config) -> None:
    """Two that open one serial port would take each other's answers."""
    seen: set[str] = set()
    for index, device in enumerate(found.devices):
        if isinstance(device.at, Serial):
            if device.at.port in seen:
                Section({}, f"/modbus/{index}", top.wrong).refuse(
                    "serial", "this line stands above; give its points a `device` each",
                    "위에 있는 회선입니다. 그 point마다 device를 쓰세요",
                )  # fmt: skip
            seen.add(device.at.port)


def _check_sessions(top: Section, found: Config) -> None:
    """A broker ends the older of two connections with one client id: they would take turns for ever."""
    brokers = [(f"/mqtt/{index}", each.broker) for index, each in enumerate(found.brokers)]
    brokers += [(f"/sparkplug/{index}", each.broker) for index, each in enumerate(found.hosts)]
    seen: set[tuple[str, int, str]] = set()
    for path, broker in brokers:
        session = (broker.host, broker.port, broker.client_id)
        if session in seen:
            Section({}, path, top.wrong).refuse(
                "client_id", f"“{broker.client_id}” stands twice at this broker",
                f"‘{broker.client_id}’이(가) 이 브로커에 두 번 나옵니다",
            )  # fmt: skip
        seen.add(session)
