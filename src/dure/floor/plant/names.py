"""What things of a plant are called on a page, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from dure.engine.floor.events import Kind, State, family_of, is_typed
from dure.engine.floor.plant import Ccp, Check, Names, Plant, in_language
from dure.floor.plant.sectors.standard import standard_texts
from dure.floor.plant.source_words import source_words
from dure.foundation.interface.formats import number

_DESK: Final = "desk-"


class _Named(Protocol):
    @property
    def name(self) -> Names: ...


@dataclass(frozen=True)
class Called:
    """The names of one plant."""

    plant: Plant
    #: By family, the names that the plant gave its sources.
    sources: Mapping[str, str] = field(default_factory=dict)

    def machine(self, code: str) -> str:
        return _of(self.plant.machines, code)

    def item(self, code: str) -> str:
        return _of(self.plant.items, code)

    def reason(self, code: str) -> str:
        return _of(self.plant.reasons, code) if code else _("No reason told")

    def defect(self, code: str) -> str:
        return _of(self.plant.defects, code) if code else _("Not told which")

    def check(self, code: str) -> str:
        return _of(self.plant.checks, code) if code in self.plant.checks else _of(self.plant.ccps, code)

    def stage(self, code: str) -> str:
        return _of(self.plant.stages, code)

    def line(self, code: str) -> str:
        return in_language(self.plant.line_names.get(code, {}), _language(), code)

    def text(self, said: str) -> str:
        """A hazard, an action or a method in the reader's language; as the firm wrote it where nobody translated it."""
        return translations_of(self.plant, said).get(_language(), said)

    def source(self, source_id: str) -> str:
        """Where a record came from: by the name the plant gave it, else by its kind."""
        family = family_of(source_id)
        if is_desk(source_id):
            return _("Desk")
        own = {"hands": _("Tablet"), "excel": _("Excel sheet")}.get(family) or self.sources.get(family)
        return own or source_words(family, self.plant.machines, self)


def desk_source(family: str, part: str) -> str:
    """The source of one correction made at the desk; what a person typed stays in its family, so that it counts as
    before."""
    return f"{family}#{_DESK}{part}"


def is_desk(source_id: str) -> bool:
    """Whether it was written on the page of records; no tablet may tell under such a source."""
    return is_typed(source_id) and source_id.startswith(desk_source(family_of(source_id), ""))


def translations_of(plant: Plant, said: str) -> Names:
    """What one of a firm's texts says in other languages: the firm's own words before those of the standard list."""
    return standard_texts().get(said, {}) | plant.translations.get(said, {})


def texts_of(check: Check) -> tuple[str, ...]:
    """What a firm wrote about a check or CCP in its own words and may have translated."""
    found = [check.method, *check.actions]
    if isinstance(check, Ccp):
        found += [check.hazard, check.instrument, *check.test_pieces]
    return tuple(text for text in dict.fromkeys(found) if text)


def lasting(seconds: float) -> str:
    """A length of time in hours and minutes."""
    minutes = round(seconds / 60)
    hours, left = divmod(minutes, 60)
    if not hours:
        return _("%(m)d min") % {"m": left}
    return (_("%(h)d h %(m)d min") if left else _("%(h)d h")) % {"h": hours, "m": left}


def quantity(value: float, unit: str) -> str:
    """An amount with its unit as people say it."""
    return quantity_text(number(value, 0 if float(value).is_integer() else 1), unit)


def quantity_text(figure: str, unit: str) -> str:
    """A figure already written, with its unit."""
    word = unit_word(unit)
    # Korean counting words stand right behind the figure, and so do weights.
    return f"{figure}{word}" if _language() == "ko" or unit == "%" else f"{figure} {word}".strip()


def unit_word(unit: str) -> str:
    words = {"ea": pgettext("unit", "ea"), "box": pgettext("unit", "boxes"), "min": pgettext("unit", "min")}
    return words.get(unit, unit)


def quantities(by_unit: Mapping[str, float]) -> str:
    """Amounts of several units side by side; none at all is said to be none."""
    return " · ".join(quantity(value, unit) for unit, value in by_unit.items()) or _("None")


STATES = {
    State.RUN: lambda: pgettext("machine", "Running"),
    State.IDLE: lambda: pgettext("machine", "Waiting"),
    State.SETUP: lambda: pgettext("machine", "Setting up"),
    State.DOWN: lambda: pgettext("machine", "Standing still"),
    State.OFF: lambda: pgettext("machine", "Switched off"),
    State.UNKNOWN: lambda: pgettext("machine", "Not known"),
}
TONES = {
    State.RUN: "done",
    State.IDLE: "neutral",
    State.SETUP: "info",
    State.DOWN: "late",
    State.OFF: "draft",
    State.UNKNOWN: "warn",
}
KINDS = {
    Kind.STATE: lambda: _("State"),
    Kind.COUNT: lambda: _("Good pieces"),
    Kind.COUNT_TOTAL: lambda: _("Counter reading"),
    Kind.SCRAP: lambda: _("Thrown away"),
    Kind.REWORK: lambda: _("Rework"),
    Kind.REASON: lambda: _("Reason of a stop"),
    Kind.ORDER_START: lambda: _("Order begun"),
    Kind.ORDER_END: lambda: _("Order ended"),
    Kind.CHECK: lambda: _("Check"),
    Kind.CCP: lambda: _("CCP check"),
    Kind.LOT_IN: lambda: _("Lot put in"),
    Kind.LOT_OUT: lambda: _("Lot taken out"),
    Kind.ENERGY: lambda: _("Energy"),
    Kind.CORRECTION: lambda: _("Correction"),
}


def _of(named: Mapping[str, _Named], code: str) -> str:
    found = named.get(code)
    return code if found is None else in_language(found.name, _language(), code)


def _language() -> str:
    return (get_language() or "ko").split("-")[0]
