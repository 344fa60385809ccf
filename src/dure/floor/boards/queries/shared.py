"""What an office sees of a plant: the agreed figures of the agreed days and machines, and nothing else.

Ratios are those of `dure floor kpi` over the same facts: of the shared machines that ever tell what the figure is made
of. Where too little is known there is no number but the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.engine.floor.facts import Facts
from dure.engine.floor.kpi import Figures, figures, total
from dure.engine.floor.lots import TO_KG
from dure.floor.boards.queries.reckoned import Known
from dure.floor.plant.names import quantity
from dure.floor.plant.terms import USAGE, Grain, Terms
from dure.foundation.interface.formats import number

# As in the engine: counting many seconds leaves dust in the last digits.
DUST: Final = 1e-12
# Those that are ratios, in percent, and so may be set side by side.
RATIOS: Final[dict[str, Callable[[Figures], float | None]]] = {
    "yield": lambda found: found.yield_,
    "quality": lambda found: found.quality,
    "availability": lambda found: found.availability,
    "oee": lambda found: found.oee,
    USAGE: lambda found: found.coverage,
}
# Ratios of time, which are taken over the known time; the others over what was counted or weighed.
OF_TIME: Final = frozenset({"availability", "oee"})
NO_SHIFT: Final = gettext_lazy("no work was planned")
NOTHING: Final = gettext_lazy("nothing was recorded")
NO_RATE: Final = gettext_lazy("no run time is planned")
NOT_TOLD: Final = gettext_lazy("not recorded at this plant")
OTHER_DAYS: Final = gettext_lazy("these days are not shared")


@dataclass(frozen=True)
class Value:
    """One agreed figure: amounts with their units (one of percent for a ratio), or none and the reason."""

    amounts: tuple[tuple[float, str], ...] = ()
    why: str | Promise = ""

    @property
    def ratio(self) -> float | None:
        """In percent, for a ratio that is given."""
        return self.amounts[0][0] if self.amounts and self.amounts[0][1] == "%" else None

    @property
    def text(self) -> str:
        if not self.amounts:
            return "–"
        return " · ".join(f"{number(n, 1)}%" if unit == "%" else quantity(n, unit) for n, unit in self.amounts)


@dataclass(frozen=True)
class Shown:
    """Some days of a plant within what was agreed. `days`: those on which anything was told."""

    first: date
    last: date
    rows: list[Facts]
    figures: Figures
    days: int
    values: dict[str, Value]

    @property
    def is_enough(self) -> bool:
        """Whether as much of the time is known as the plant asks for."""
        return self.figures.assessable


def shown(known: Known, terms: Terms, first: date, last: date) -> Shown:
    """The agreed figures of these days, cut to the agreed ones."""
    first, last = within(terms, first, last)
    rows = [row for row in known.rows if first <= row.day <= last and terms.reaches(row)]
    found = figures(known.plant, total(rows), window=f"{first}/{last}", machine=None, line=None, revision=1)
    values = {name: _value(name, known, rows) if first <= last else Value(why=OTHER_DAYS) for name in terms.figures}
    return Shown(first, last, rows, found, len({row.day for row in rows if tells(row)}), values)


def within(terms: Terms, first: date, last: date) -> tuple[date, date]:
    """Some days cut to the agreed ones; where none of them is agreed the last lies before the first."""
    return max(first, terms.starts_on), last if terms.ends_on is None else min(last, terms.ends_on)


def periods(terms: Terms, first: date, last: date) -> list[tuple[date, date]]:
    """The days asked for in steps of the agreed fineness, the newest first, each cut to the agreed days."""
    first, last = within(terms, first, last)
    found = []
    while last >= first:
        start = max(first, begins(terms.grain, last))
        found.append((start, last))
        last = start - timedelta(days=1)
    return found


def begins(grain: Grain, day: date) -> date:
    """The first day of the span of this fineness in which a day lies."""
    if grain is Grain.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if grain is Grain.WEEK else day


def ends(grain: Grain, start: date) -> date:
    """The last day of the span that begins so."""
    if grain is Grain.MONTH:
        return (start.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return start + timedelta(days=6) if grain is Grain.WEEK else start


def tells(row: Facts) -> bool:
    """Whether anything was told of this shift, be it only that the machine stood still."""
    return row.unknown_s < row.pbt_s or any((row.pq, row.sq, row.energy_kwh, row.input_kg, row.output_kg))


def rows_for(name: str, known: Known, rows: Iterable[Facts]) -> list[Facts]:
    """Those of the machines that ever tell what the figure is made of; how much is recorded is said of all."""
    sets: dict[str, Collection[str]] = {
        "output": known.tellers.counting | known.tellers.weighing,
        "quality": known.tellers.counting,
        "yield": known.tellers.weighing,
        "energy": known.tellers.metering,
        "availability": known.tellers.running,
        "oee": {machine.id for machine in known.plant.machines.values() if machine.rates} & known.tellers.running,
    }
    wanted = sets.get(name)
    return [row for row in rows if wanted is None or row.machine in wanted]


def figures_for(name: str, known: Known, rows: Iterable[Facts]) -> Figures:
    """The figures of the machines that tell what one figure is made of."""
    found = total(rows_for(name, known, rows))
    return figures(known.plant, found, window="", machine=None, line=None, revision=1)


def _value(name: str, known: Known, every: list[Facts]) -> Value:
    rows, found = rows_for(name, known, every), figures_for(name, known, every)
    if every and not rows:
        return Value(why=NO_RATE if name == "oee" and known.tellers.running else NOT_TOLD)
    why = _refusal(name, known, rows, found)
    if why:
        return Value(why=why)
    if name == "output":
        return Value(made(known, rows))
    if name == "energy":
        return Value(((found.energy_kwh, "kWh"),))
    ratio = RATIOS[name](found)
    if ratio is not None:
        return Value(((100 * ratio, "%"),))
    return Value(why=NO_RATE if name == "oee" and found.oee_low is None else NOTHING)


def _refusal(name: str, known: Known, rows: list[Facts], found: Figures) -> str | Promise:
    """Why there is no figure; empty where there may be one. How much is recorded is told in any case."""
    if found.coverage is None:
        return NO_SHIFT
    if not any(tells(row) for row in rows):
        return NOTHING
    if name == USAGE:
        return ""
    share = found.coverage if name in OF_TIME else _told_of(rows)
    floor = known.plant.coverage_floor
    if share >= floor - DUST:
        return ""
    words = {"pct": f"{number(100 * share, 1)}%", "floor": f"{number(100 * floor)}%"}
    return _("%(pct)s known, %(floor)s needed") % words


def _told_of(rows: Iterable[Facts]) -> float:
    """The share of the planned time that lies in shifts of which anything was told."""
    found = list(rows)
    planned = sum(row.pbt_s for row in found)
    return sum(row.pbt_s for row in found if tells(row)) / planned if planned else 0.0


def made(known: Known, rows: Iterable[Facts]) -> tuple[tuple[float, str], ...]:
    """What left the ends of the lines by unit, the largest first; kilograms counted by piece are weight."""
    found = list(rows)
    sums: dict[str, float] = {}
    for unit, machines in known.tellers.ends.items():
        factor = TO_KG.get(unit.lower())
        amount = sum(row.gq for row in found if row.machine in machines)
        name = unit if factor is None else "kg"
        sums[name] = sums.get(name, 0.0) + amount * (factor or 1.0)
    weighed = sum(row.output_kg for row in found if row.machine == known.tellers.weighed)
    if weighed:
        sums["kg"] = weighed
    return tuple((amount, unit) for unit, amount in sums.items() if amount) or ((0.0, next(iter(sums), "ea")),)
