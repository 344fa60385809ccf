"""What a source of records is called where the plant gave it no name: by what it is, as its own name tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

#: By which way records came in.
ORIGINS: Final[dict[str, str | Promise]] = {
    "hands": gettext_lazy("Tablet or phone"), "excel": gettext_lazy("Excel sheet"), "http": "HTTP", "mqtt": "MQTT",
    "sparkplug": "Sparkplug B", "opcua": "OPC UA", "modbus": "Modbus", "mtconnect": "MTConnect",
    "import": gettext_lazy("Imported file"), "gateway": gettext_lazy("Gateway"),
    "simulator": gettext_lazy("Simulated data"),
}  # fmt: skip
# By the first part of a source's name, as machines and gateways are commonly named.
_KINDS: Final[dict[str, str | Promise]] = {
    "scale": pgettext_lazy("source", "Scale"),
    "thermo": pgettext_lazy("source", "Thermometer"),
    "thermometer": pgettext_lazy("source", "Thermometer"),
    "temp": pgettext_lazy("source", "Thermometer"),
    "meter": pgettext_lazy("source", "Power meter"),
    "count": pgettext_lazy("source", "Piece counter"),
    "counter": pgettext_lazy("source", "Piece counter"),
    "plc": pgettext_lazy("source", "Machine signal (PLC)"),
    "gateway": gettext_lazy("Gateway"),
    "edge": gettext_lazy("Gateway"),
    "simulator": gettext_lazy("Simulated data"),
}


class _Calling(Protocol):
    def machine(self, code: str) -> str: ...


def source_words(family: str, machines: Mapping[str, object], called: _Calling) -> str:
    """A plain word, and which of its kind: by its number or its machine. A name of no known kind stays as it is."""
    head, _dash, rest = family.replace("_", "-").partition("-")
    kind = _KINDS.get(head.casefold())
    if kind is None:
        return family
    machine = next((code for code in machines if code.casefold() == rest.casefold()), None)
    if machine is not None:
        return _("%(kind)s of %(machine)s") % {"kind": kind, "machine": called.machine(machine)}
    return f"{kind} {rest}".strip()
