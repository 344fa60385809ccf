"""A record in the plain words of its plant: what was told, and what stands instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.engine.floor.events import Event, Kind, State
from dure.engine.floor.plant import Plant
from dure.floor.plant.names import KINDS, STATES, Called, quantity_text
from dure.foundation.interface.formats import clock, day_short, number

CHECKS = frozenset({Kind.CHECK, Kind.CCP})
DEFECTS = frozenset({Kind.SCRAP, Kind.REWORK})
# Pieces or weight of an item, where the record itself names no unit.
OF_AN_ITEM = frozenset({Kind.COUNT, Kind.COUNT_TOTAL, Kind.SCRAP, Kind.REWORK, Kind.LOT_IN, Kind.LOT_OUT})


@dataclass(frozen=True)
class Said:
    """One part of a record: what was told, and what stands now; the same where nothing was corrected."""

    label: str
    told: str
    now: str

    @property
    def is_changed(self) -> bool:
        return self.told != self.now

    @property
    def says(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.told or self.now)


@dataclass(frozen=True)
class Words:
    """What a plant's records say."""

    plant: Plant
    #: By family, the names that the plant gave its sources.
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def called(self) -> Called:
        return Called(self.plant, self.sources)

    def kind(self, event: Event) -> str:
        return KINDS[event.kind]()

    def value(self, event: Event) -> str:
        """The value with its unit; a state, or in order or not, in words."""
        if event.kind is Kind.STATE and event.value in set(State):
            return STATES[State(event.value)]()
        if event.value in {"ok", "ng"}:
            return _("in order") if event.value == "ok" else _("not in order")
        figure, unit = _figure(event.value), self.unit(event)
        if not event.value or unit == "pH":
            return f"pH {figure}" if event.value else ""
        return quantity_text(figure, unit)

    def unit(self, event: Event) -> str:
        """The unit that was told, else that of the check or the item."""
        if event.unit:
            return event.unit
        if event.kind in CHECKS:
            check = self.plant.checks.get(event.reason) or self.plant.ccps.get(event.reason)
            return "" if check is None else check.unit
        item = self.plant.items.get(event.item) if event.kind in OF_AN_ITEM else None
        return "" if item is None else item.unit

    def machine(self, event: Event) -> str:
        return self.called.machine(event.machine) if event.machine else ""

    def item(self, event: Event) -> str:
        return self.called.item(event.item) if event.item else ""

    def reason(self, event: Event) -> str:
        """Why it stood still, which defect, or which check."""
        return self.reason_of(event.kind, event.reason) if event.reason else ""

    def reason_of(self, kind: Kind, code: str) -> str:
        if kind in CHECKS:
            return self.called.check(code)
        return self.called.defect(code) if kind in DEFECTS else self.called.reason(code)

    def parts(self, told: Event, now: Event | None) -> list[Said]:
        """Every part that says anything, as it was told and as it stands; nothing stands of what was taken back."""
        readers = (
            (_("When"), lambda event: when(event.at)),
            (_("Machine"), self.machine),
            (_("Value"), self.value),
            (pgettext("record", "Item"), self.item),
            (_("Lot"), lambda event: event.lot),
            (pgettext("record", "Order"), lambda event: event.order),
            (reason_label(told.kind), self.reason),
        )
        found = [Said(label, read(told), "" if now is None else read(now)) for label, read in readers]
        return [said for said in found if said.says]


def reason_label(kind: Kind) -> str:
    """What a record's reason is called: a check's name stands there too."""
    if kind in CHECKS:
        return _("Check")
    return _("Defect") if kind in DEFECTS else _("Reason")


def when(at: datetime) -> str:
    """Day and time; the year stands in the page's heading."""
    return f"{day_short(at)} {clock(at)}"


def _figure(value: str) -> str:
    try:
        found = Decimal(value)
    except InvalidOperation:
        return value
    exponent = found.as_tuple().exponent
    return number(found, max(0, -exponent) if isinstance(exponent, int) else 0)
