"""The whole answer, part by part as each is proved: list, reserve, standings, stability.

`solve` gives all at once; a desk reads `solve_parts` and keeps a `Memory`, so that after a pin or a bar only
what that may have changed is searched again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from dure.engine.selection import written
from dure.engine.selection.bench import Bench
from dure.engine.selection.conflict import conflict, smallest_relaxation
from dure.engine.selection.lists import list_of, solve_list
from dure.engine.selection.margins import standing
from dure.engine.selection.problem import Problem, Rule
from dure.engine.selection.reserve import vacancy
from dure.engine.selection.rows import Mask, Table, tabulate
from dure.engine.selection.stability import Noise, stability

EXPLAIN_ALL_UP_TO: Final = 2000

Progress = Callable[[str, int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Options:
    """`explain`: ids to explain, or None for the default (all up to 2,000 applicants, else none)."""

    explain: frozenset[str] | None = None
    noise: Noise | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One finished part: "list", "reserve", "applicants", "stability" or "infeasible"; `values` join the answer."""

    name: str
    values: Mapping[str, object]


@dataclass
class Memory:
    """What stays valid between runs on the same firms and limits while pins, bars or the rule change."""

    problem: Problem | None = None
    bench: Bench | None = field(default=None, repr=False)

    def bench_for(self, table: Table, cancelled: Cancelled) -> Bench:
        same = replace(table.problem, pinned=frozenset(), barred=frozenset(), rule=Rule.SCORE_ORDER)
        if self.bench is None or self.problem != same:
            self.problem, self.bench = same, Bench(table.contest, cancelled)
        else:
            self.bench.repin(table.contest, cancelled)
        return self.bench


def solve(
    problem: Problem,
    options: Options = Options(),
    progress: Progress = lambda part, done, total: None,
    cancelled: Cancelled = lambda: False,
) -> dict[str, object]:
    """The answer as it is written to a file; `status` is "optimal" or "infeasible"."""
    parts = {part.name: part.values for part in solve_parts(problem, options, progress, cancelled)}
    return written.joined(parts)


def solve_parts(
    problem: Problem,
    options: Options = Options(),
    progress: Progress = lambda part, done, total: None,
    cancelled: Cancelled = lambda: False,
    memory: Memory | None = None,
) -> Iterator[Part]:
    """Yield each part as soon as it is proved. Raises `search.Cancelled` soon after `cancelled` turns true."""
    table = tabulate(problem)
    bench = (memory or Memory()).bench_for(table, cancelled)
    progress("list", 0, 1)
    chosen = solve_list(problem.rule, bench)
    if chosen is None:
        yield Part("infeasible", _infeasible(table, cancelled))
        return
    other = solve_list(problem.rule.other, bench)
    assert other is not None, "both rules choose among the same sets"
    progress("list", 1, 1)
    yield Part("list", written.list_part(table, chosen, other))
    wanted = _wanted(table, options)
    yield Part("reserve", _reserve(table, chosen, wanted, progress, cancelled))
    yield Part("applicants", _applicants(table, bench, chosen, wanted, progress))
    if options.noise is not None:
        counts = stability(table, bench, options.noise, lambda done, total: progress("stability", done, total))
        yield Part("stability", written.stability_part(table, options.noise, counts))


def _wanted(table: Table, options: Options) -> list[int]:
    ids = options.explain
    if ids is None:
        return list(range(len(table.ids))) if len(table.ids) <= EXPLAIN_ALL_UP_TO else []
    return [index for index, one in enumerate(table.ids) if one in ids]


def _reserve(
    table: Table, chosen: Mask, wanted: list[int], progress: Progress, cancelled: Cancelled
) -> dict[str, object]:
    leaving = [index for index in wanted if chosen[index]]
    found = []
    for done, index in enumerate(leaving):
        found.append(vacancy(table.problem.rule, table.contest, chosen, index, cancelled))
        progress("reserve", done + 1, len(leaving))
    return written.reserve_part(table, found)


def _applicants(
    table: Table, bench: Bench, chosen: Mask, wanted: list[int], progress: Progress
) -> dict[str, object]:
    found = []
    for done, index in enumerate(wanted):
        found.append(standing(table.problem.rule, bench, chosen, index))
        progress("applicants", done + 1, len(wanted))
    return written.applicants_part(table, chosen, found)


def _infeasible(table: Table, cancelled: Cancelled) -> dict[str, object]:
    return written.infeasible_part(table, conflict(table, cancelled), smallest_relaxation(table, cancelled))
