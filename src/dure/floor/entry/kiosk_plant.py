"""What a device keeps of its plant to work without signal: names in all languages, limits, badges, recent lots."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from dure.engine.floor.events import Event, Kind, State, stamp
from dure.engine.floor.plant import Ccp, Check, Machine, Plant, TimeElement
from dure.floor.entry.models import Badge, Device
from dure.floor.events.queries import latest, recent
from dure.floor.plant.names import texts_of, translations_of
from dure.floor.plant.queries import plant_of, version_number
from dure.foundation.installation.clock import shift
from dure.foundation.installation.queries import is_demo

# Which state a stop for a reason is told as; the reason decides where the standard books it.
STATE_OF: Final = {
    TimeElement.SETUP: State.SETUP,
    TimeElement.DELAY: State.IDLE,
    TimeElement.DOWN: State.DOWN,
    TimeElement.PLANNED: State.OFF,
}
STANDING: Final = (Kind.STATE, Kind.ORDER_START, Kind.ORDER_END)
MOST_LOTS: Final = 60
LOTS_WITHIN: Final = timedelta(days=21)
EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


def kiosk_plant(device: Device) -> dict[str, Any]:
    """The summary as plain JSON values."""
    code = device.site.code
    plant = plant_of(code)
    machines = [each for each in plant.machines.values() if not device.line or each.line == device.line]
    return {
        "site": code,
        "demo": is_demo(),
        "clock_shift_s": round(shift().total_seconds()),
        "name": plant.name,
        "version": version_number(code),
        "timezone": plant.timezone.key,
        "languages": list(plant.languages),
        "modules": list(plant.modules),
        "device": {
            "number": device.number, "name": device.name, "line": device.line, "language": device.language,
            "keys": device.keys,
        },
        "lines": plant.line_names,
        "machines": [_machine(each) for each in machines],
        **_things(plant, {each.id for each in machines}),
        "badges": _badges(device),
        "lots": _lots(code),
        "standing": _standing(code, {each.id for each in machines}),
    }  # fmt: skip


def _machine(machine: Machine) -> dict[str, Any]:
    return {"id": machine.id, "line": machine.line, "names": machine.name}


def _things(plant: Plant, machines: set[str]) -> dict[str, Any]:
    """What can be chosen: reasons, defects, items, checks and stages."""
    looks: list[Check] = [*plant.ccps.values(), *plant.checks.values()]
    return {
        "reasons": [
            {"id": each.id, "names": each.name, "picture": each.picture, "state": STATE_OF[each.element]}
            for each in plant.reasons.values()
        ],
        "defects": [
            {"id": each.id, "names": each.name, "picture": each.picture} for each in plant.defects.values()
        ],
        "items": [
            {"id": each.id, "names": each.name, "unit": each.unit, "auxiliary": each.auxiliary}
            for each in plant.items.values()
        ],
        "checks": [_check(each) for each in looks if not each.machine or each.machine in machines],
        "texts": _texts(plant, looks),
        "stages": [
            {"id": each.id, "names": each.name, "machine": each.machine} for each in plant.stages.values()
        ],
    }  # fmt: skip


def _check(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "names": check.name,
        "kind": "ccp" if isinstance(check, Ccp) else "check",
        "unit": check.unit,
        "low": check.low,
        "high": check.high,
        "machine": check.machine,
        "item": check.item,
        "measured": check.is_measured,
        "method": check.method,
        "hazard": check.hazard if isinstance(check, Ccp) else "",
        "actions": list(check.actions),
        "pieces": list(check.test_pieces) if isinstance(check, Ccp) else [],
    }


def _texts(plant: Plant, looks: list[Check]) -> dict[str, dict[str, str]]:
    """By a text as the firm wrote it, what it says in other languages; the written one is what the record keeps."""
    said = {text for look in looks for text in texts_of(look)}
    return {text: found for text in sorted(said) if (found := translations_of(plant, text))}


def _badges(device: Device) -> list[dict[str, Any]]:
    rows = Badge.objects.filter(site=device.site, revoked_at__isnull=True)
    return [
        {"label": row.label, "pin": bool(row.pin_digest)}
        for row in rows
        if not device.line or row.line in {"", device.line}
    ]


def _lots(code: str) -> list[dict[str, str]]:
    """The lots that were told last, newest first, each once; a plant that rested is shown those before its rest."""
    told = recent(code, (Kind.LOT_IN, Kind.LOT_OUT), most=MOST_LOTS * 3)
    since = max((event.at for event in told), default=EVER) - LOTS_WITHIN
    found: dict[str, Event] = {}
    for event in told:
        if event.at >= since:
            found.setdefault(event.lot, event)
    return [
        {"lot": each.lot, "item": each.item, "unit": each.unit, "at": stamp(each.at)}
        for each in list(found.values())[:MOST_LOTS]
    ]


def _standing(code: str, machines: set[str]) -> list[dict[str, str]]:
    """The state and the order of each machine as last told by anyone."""
    return [
        {
            "machine": each.machine, "kind": each.kind, "at": stamp(each.at), "value": each.value,
            "reason": each.reason, "order": each.order, "item": each.item,
        }
        for each in latest(code)
        if each.kind in STANDING and each.machine in machines
    ]  # fmt: skip
