"""The tables of the configuration that say what to read: devices, servers and their points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from dure.engine.floor.events import Kind, State
from dure.floor.gateway.edge.fields import Section
from dure.floor.gateway.modbus.settings import FORMS, Device, Network, Order, Register, Serial, Table
from dure.floor.gateway.opcua.settings import Node, Security, Server
from dure.floor.gateway.points import CODED, KINDS, Point

DEFAULT_PORT: Final = 502
DEFAULT_BAUD: Final = 9600
DEFAULT_HEARTBEAT_S: Final = 60.0
DAY_S: Final = 86400.0


def modbus_device(section: Section) -> Device:
    source = section.text("name")
    machine = section.text("machine", "")
    unit_id = section.whole("device", 1, low=0, high=255)
    device = Device(
        source=source,
        at=_where(section),
        every_s=section.seconds("every_s", 1.0, low=0.05, high=3600),
        timeout_s=section.seconds("timeout_s", 3.0, low=0.05, high=60),
        registers=tuple(_register(point, source, machine, unit_id) for point in section.sections("point")),
    )
    end_with(section, "point", bool(device.registers))
    return device


def opcua_server(section: Section, folder: Path) -> Server:
    source = section.text("name")
    machine = section.text("machine", "")
    url = section.text("url")
    if "url" in section and not url.startswith("opc.tcp://"):
        section.refuse("url", "must begin with opc.tcp://", "opc.tcp://로 시작해야 합니다")
    server = Server(
        source=source,
        url=url,
        nodes=tuple(_node(point, source, machine) for point in section.sections("node")),
        publish_ms=section.whole("publish_ms", 500, low=10, high=60_000),
        sampling_ms=section.whole("sampling_ms", 100, low=0, high=60_000),
        timeout_s=section.seconds("timeout_s", 4.0, low=0.1, high=60),
        silence_s=section.seconds("silence_s", 15.0, low=1, high=600),
        source_times=section.flag("source_times", True),
        history=section.flag("history", True),
        user=section.text("user", ""),
        password=password(section, folder),
        security=_security(section.section("security"), folder),
    )
    end_with(section, "node", bool(server.nodes))
    return server


def end_with(section: Section, name: str, has_any: bool) -> None:
    """All fields were asked for; a source that reads nothing is a mistake."""
    if not has_any:
        section.refuse(name, "at least one is needed", "하나 이상 있어야 합니다")
    section.end()


def _where(section: Section) -> Network | Serial:
    """`serial` with its line settings, or `host` and `port`."""
    if "serial" in section:
        return Serial(
            section.text("serial"),
            section.whole("baud", DEFAULT_BAUD, low=300, high=4_000_000),
            section.one_of("parity", ("N", "E", "O"), "N"),
            section.whole("stop_bits", 1, low=1, high=2),
        )
    return Network(section.text("host"), section.whole("port", DEFAULT_PORT, low=1, high=65535))


def _register(section: Section, source: str, machine: str, unit_id: int) -> Register:
    table = Table(section.one_of("table", tuple(Table), Table.HOLDING))
    choices = ("bit",) if table.is_bits else tuple(name for name in FORMS if name != "bit")
    form = section.one_of("type", choices, choices[0])
    address = section.whole("address", low=0, high=65535)
    rolls_at = Decimal(FORMS[form].rolls_at or 0) or None
    unit_id = section.whole("device", unit_id, low=0, high=255)
    found = Register(
        point=_point(
            section, f"{unit_id}/{table.value}/{address}", source, machine, Decimal(rolls_at) if rolls_at else None
        ),
        table=table,
        address=address,
        form=form,
        order=Order(section.one_of("word_order", tuple(Order), Order.BIG)),
        unit_id=unit_id,
    )
    section.end()
    return found


def _node(section: Section, source: str, machine: str) -> Node:
    node_id = section.text("id")
    if "id" in section and not _is_node_id(node_id):
        section.refuse("id", f"“{node_id}” is not a node id like ns=2;s=Press.Count",
                       f"‘{node_id}’: ns=2;s=Press.Count처럼 써야 합니다")  # fmt: skip
    found = Node(_point(section, node_id, source, machine, None), node_id)
    section.end()
    return found


def _point(section: Section, name: str, source: str, machine: str, rolls_at: Decimal | None) -> Point:
    kind = Kind(section.one_of("kind", tuple(kind.value for kind in KINDS)))
    found = Point(
        name=name,
        source=source,
        machine=section.text("machine", machine),
        kind=kind,
        unit=section.text("unit", "kWh" if kind is Kind.ENERGY else ""),
        reason=section.text("code", None if kind in CODED else ""),
        item=section.text("item", ""),
        scale=section.decimal("scale", "1"),
        offset=section.decimal("offset", "0"),
        deadband=section.decimal("deadband", "0"),
        heartbeat_s=section.seconds("heartbeat_s", DEFAULT_HEARTBEAT_S, low=0.1, high=DAY_S),
        words={_key(key): word for key, word in section.words("states").items()},
        rolls_at=rolls_at,
    )
    _check(section, found)
    return found


def _check(section: Section, point: Point) -> None:
    if not point.machine and point.kind not in CODED:
        section.refuse("machine", "missing, here and above", "이곳에도 위에도 없습니다")
    check_words(section, point.kind, point.words)
    if point.kind is Kind.STATE and not point.words:
        section.refuse("states", 'missing: say what each value means, as { 0 = "idle", 1 = "run" }',
                       '빠졌습니다. { 0 = "idle", 1 = "run" }처럼 값의 뜻을 쓰세요')  # fmt: skip
    if point.kind is Kind.ENERGY and point.unit != "kWh":
        section.refuse("unit", "energy is told in kWh; use scale", "에너지는 kWh로 씁니다. scale로 맞추세요")


def check_words(section: Section, kind: Kind, words: Mapping[str, str]) -> None:
    """What a raw value may be said to mean."""
    allowed = set(State) if kind is Kind.STATE else {"ok", "ng"}
    if words and kind not in {Kind.STATE, *CODED}:
        section.refuse("states", f"a {kind.value} is a number", "수로 된 값에는 쓸 수 없습니다")
    elif not set(words.values()) <= allowed:
        names = ", ".join(sorted(allowed))
        section.refuse("states", f"only {names} can stand on the right", f"오른쪽에는 {names}만 쓸 수 있습니다")


def _key(text: str) -> str:
    return {"true": "1", "false": "0"}.get(text.lower(), text)


def _is_node_id(text: str) -> bool:
    from asyncua import ua

    try:
        ua.NodeId.from_string(text)
    except (ua.UaError, ValueError):
        return False
    return True


def password(section: Section, folder: Path) -> str:
    """From a file of its own, so that the configuration can be shown to others."""
    named = section.file("password_file", folder)
    if named is None:
        return ""
    try:
        return named.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        section.refuse("password_file", f"cannot be read: {named}", f"읽을 수 없습니다: {named}")
        return ""


def _security(section: Section | None, folder: Path) -> Security | None:
    if section is None:
        return None
    found = Security(
        policy=section.one_of("policy", ("Basic256Sha256", "Aes128Sha256RsaOaep", "Aes256Sha256RsaPss")),
        mode=section.one_of("mode", ("SignAndEncrypt", "Sign"), "SignAndEncrypt"),
        certificate=folder / section.text("certificate"),
        key=folder / section.text("key"),
        server_certificate=section.file("server_certificate", folder),
    )
    section.end()
    return found
