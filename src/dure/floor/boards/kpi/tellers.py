"""Who told what on each machine in a range: few rows, read first, that decide what the queries need to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import ibis.expr.types as ir

from dure.engine.floor.counts import QUANTITIES
from dure.engine.floor.events import PEOPLE, Kind, family_of
from dure.engine.floor.plant import Machine
from dure.engine.floor.states import rank
from dure.floor.boards.kpi.grid import DAY, SECOND, Grid
from dure.floor.boards.kpi.read import read
from dure.floor.boards.kpi.source import between
from dure.floor.boards.kpi.standing import Standing
from dure.floor.boards.kpi.tables import table

_ASKED: Final = [Kind.STATE.value, Kind.REASON.value, Kind.COUNT_TOTAL.value, Kind.ENERGY.value]
_MACHINE: Final = "machine:string machine_no:int64 calendar_no:int64 bits:int32 stale_us:int64"
_LONG: Final = 180 * DAY


@dataclass(frozen=True)
class Tellers:
    """`told`: kind, machine, source. One too many changes nothing: it only tells what may be met."""

    grid: Grid
    told: frozenset[tuple[str, str, str]]

    def of(self, kind: Kind) -> dict[str, set[str]]:
        """The sources of a kind by machine."""
        found: dict[str, set[str]] = {}
        for one, machine, source in self.told:
            if one == kind:
                found.setdefault(machine, set()).add(source)
        return found

    @cached_property
    def sources(self) -> frozenset[str]:
        return frozenset(source for _, _, source in self.told)

    @cached_property
    def families(self) -> dict[str, list[str]]:
        """By machine, the one to be believed first."""
        found: dict[str, set[str]] = {}
        for _, machine, source in self.told:
            found.setdefault(machine, set()).add(family_of(source))
        machines = self.grid.plant.machines
        return {name: sorted(told, key=partial(rank, machines[name])) for name, told in found.items()}

    @cached_property
    def state_families(self) -> dict[str, set[str]]:
        return {name: {family_of(source) for source in sources} for name, sources in self.of(Kind.STATE).items()}

    @cached_property
    def has_rivals(self) -> bool:
        """Whether a quantity of some machine may be told by two families, or counted in both ways."""
        found: dict[tuple[str, str], set[str]] = {}
        for kind, machine, source in self.told:
            if kind in QUANTITIES:
                one = "counted" if kind in {Kind.COUNT, Kind.COUNT_TOTAL} else kind
                found.setdefault((one, machine), set()).add(f"{family_of(source)}\n{kind}")
        return any(len(tellers) > 1 for tellers in found.values())

    @cached_property
    def constants(self) -> dict[str, int]:
        """Columns of `table` that are the same wherever a state was told."""
        machines = [self.grid.plant.machines[name] for name in self.state_families]
        found = {
            "calendar_no": {self.grid.calendar_of[machine.line] for machine in machines},
            "stale_us": {us for machine in machines for us in self._stale_us(machine)},
            "bits": {self.bits(machine.id) for machine in machines},
        }
        same = {name: values.pop() for name, values in found.items() if len(values) == 1}
        if all(len(families) == 1 for families in self.state_families.values()):
            same["family_no"] = 0
            if all(len(sources) == 1 for sources in self.of(Kind.STATE).values()):
                same["source_no"] = 0
        return same

    def state_family(self, machine: str, family: str) -> int:
        """The number of a family in segments."""
        return self.constants.get("family_no", self.families[machine].index(family))

    def with_more(self, told: Iterable[tuple[str, str, str]]) -> Tellers:
        return Tellers(self.grid, self.told | frozenset(told))

    @property
    def has_typed_states(self) -> bool:
        return any(family in PEOPLE for families in self.state_families.values() for family in families)

    def longest(self, machine: str) -> int:
        """No state of the machine holds longer."""
        stale = max(self._stale_us(self.grid.plant.machines[machine]))
        typed = any(family in PEOPLE for family in self.state_families.get(machine, ()))
        return max(stale, self.grid.longest) if typed else stale

    def bits(self, machine: str) -> int:
        """How many hold its longest state."""
        return (self.longest(machine) - 1).bit_length()

    def table(self) -> ir.Table:
        """Sources with their machines. `family_no` is the family's rank on the machine, `place` the plant's own.

        `source_no` orders sources as the reference does; engines order text by rules of their own.
        """
        order = {source: number for number, source in enumerate(sorted(self.sources))}
        return table(
            f"{_MACHINE} source_id:string source_no:int64 family_no:int64 is_typed:int64 place:int64",
            (
                (
                    *self._machine(number, machine),
                    machine.stale_s(family_of(source)) * SECOND,
                    source,
                    order[source],
                    self.families[machine.id].index(family_of(source)),
                    int(family_of(source) in PEOPLE),
                    rank(machine, family_of(source))[0],
                )
                for number, machine in enumerate(self.grid.machines)
                for source in sorted({source for _, name, source in self.told if name == machine.id})
            ),
        )

    def machine_table(self) -> ir.Table:
        """Machines alone, where nobody asks who told something: the states of each come from one family."""
        return table(
            _MACHINE,
            (
                (*self._machine(number, machine), max(self._stale_us(machine)))
                for number, machine in enumerate(self.grid.machines)
            ),
        )

    def _machine(self, number: int, machine: Machine) -> tuple[str, int, int, int]:
        return (machine.id, number, self.grid.calendar_of[machine.line], self.bits(machine.id))

    def _stale_us(self, machine: Machine) -> set[int]:
        """How long states of the machine hold, by whoever told any; its own limit where nobody did."""
        families = self.state_families.get(machine.id, ())
        return {machine.stale_s(family) * SECOND for family in families} or {machine.stale_after_s * SECOND}


def tellers(grid: Grid, stand: Standing, low: int, high: int) -> Tellers:
    """The sources of states, reasons, counters and energy with low <= at < high, and of every amended event."""
    # Over most of what there is, reading every instant costs more than hearing of a source too many.
    here = between(stand.raw, low, high) if high - low < _LONG else stand.raw
    rows = read(here.filter(here.kind.isin(_ASKED)).select("kind", "machine", "source_id").distinct())
    told = {(row["kind"], row["machine"], row["source_id"]) for row in rows.to_pylist()}
    told |= {(event.kind.value, event.machine, event.source_id) for event in stand.amended}
    return Tellers(grid, frozenset(one for one in told if one[1] in grid.plant.machines))
