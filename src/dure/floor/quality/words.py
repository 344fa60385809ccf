"""What this app's acts are called in the ledger, and how limits and values are said."""

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.engine.floor.plant import Ccp
from dure.floor.plant.names import Called, quantity_text
from dure.foundation.interface.formats import number

ACTIONS = {
    "quality.find": gettext_lazy("Deviation found"),
    "quality.correct": gettext_lazy("Corrective action recorded"),
    "quality.release": gettext_lazy("Held product released"),
    "quality.discard": gettext_lazy("Held product thrown away"),
    "quality.send_back": gettext_lazy("Corrective action sent back"),
    "quality.unfound": gettext_lazy("Deviation closed: the record was corrected"),
    "quality.refound": gettext_lazy("Deviation opened again: the record was corrected"),
    "quality.calibrate": gettext_lazy("Calibration recorded"),
    "quality.review": gettext_lazy("CCP records checked or approved"),
    "quality.alarm": gettext_lazy("Check found outside its limit"),
    "quality.plan_alarms": gettext_lazy("Limit alarms set"),
}


class Limits(Protocol):
    """What has limits: a check, or a deviation that keeps those of its day."""

    @property
    def low(self) -> float | None: ...

    @property
    def high(self) -> float | None: ...

    @property
    def unit(self) -> str: ...


def limit_of(limits: Limits) -> str:
    """The limit in words; a check that is only looked at has none."""
    low, high, unit = limits.low, limits.high, limits.unit
    if low is not None and high is not None:
        # The unit is said once: "pH 4 to 6", "8 to 13%".
        ends = (_measure(low, unit), _figure(high)) if unit == "pH" else (_figure(low), _measure(high, unit))
        return _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}
    if low is not None:
        return _("at least %(low)s") % {"low": _measure(low, unit)}
    if high is not None:
        return _("at most %(high)s") % {"high": _measure(high, unit)}
    return _("in order or not")


def value_of(limits: Limits, value: str) -> str:
    """A recorded value as people say it."""
    if value in {"ok", "ng"}:
        return _("in order") if value == "ok" else _("not in order")
    return _measure(float(value), limits.unit)


def frequency_of(ccp: Ccp) -> str:
    """How often it is to be looked at."""
    return _("every %(n)d minutes") % {"n": ccp.every_min} if ccp.every_min else _("no frequency set")


def method_of(ccp: Ccp, called: Called) -> str:
    """How it is looked at: the plan's own words, else with what, and which test pieces."""
    instrument, pieces = called.text(ccp.instrument), ", ".join(called.text(each) for each in ccp.test_pieces)
    if ccp.method:
        return called.text(ccp.method) + (f" ({pieces})" if pieces else "")
    if pieces:
        words = {"instrument": instrument or "–", "pieces": pieces}
        return _("%(instrument)s: pass the test pieces (%(pieces)s)") % words
    if not instrument:
        return "–"
    return _("measured with: %(instrument)s") % {"instrument": instrument}


def _measure(value: float, unit: str) -> str:
    return f"pH {_figure(value)}" if unit == "pH" else quantity_text(_figure(value), unit)


def _figure(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return number(value, len(text.partition(".")[2]))
