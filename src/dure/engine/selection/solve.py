"""The whole answer, part by part as each is proved: list, reserve, standings, stability.

`solve` gives all at once; a desk reads `solve_parts` and keeps a `Memory`, so that after a pin or a bar only
what that may have changed is searched again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dure.engine.selection import shared_work, written
from dure.engine.selection.bench import Bench
from dure.engine.selection.certain import certain
from dure.engine.selection.conflict import conflict, smallest_relaxation
from dure.engine.selection.lists import solve_list
from dure.engine.selection.problem import Problem, Rule
from dure.engine.selection.reserve import vacancy
from dure.engine.selection.rows import Mask, Table, tabulate
from dure.engine.selection.stability import Noise

EXPLAIN_ALL_UP_TO: Final = 2000

Progress = Callable[[str, int, int], None]
Cancelled = Callable[[], bool]


def silent(part: str, done: int, total: int) -> None:
    """No progress is shown."""
    del part, done, total


def never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Options:
    """`explain`: ids to explain, or None for the default (all up to 2,000 applicants, else none).

    `workers`: processes that may share the hard parts; it changes nothing but the time.
    """

    explain: frozenset[str] | None = None
    noise: Noise | None = None
    workers: int = 1


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
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> dict[str, object]:
    """The answer as it is written to a file; `status` is "optimal" or "infeasible"."""
    parts = {part.name: part.values for part in solve_parts(problem, options, progress, cancelled)}
    return written.joined(parts)


def solve_parts(
    problem: Problem,
    options: Options = Options(),
    progress: Progress = silent,
    cancelled: Cancelled = never,
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
    other = certain(solve_list(problem.rule.other, bench), "both rules choose among the same sets")
    progress("list", 1, 1)
    yield Part("list", written.list_part(table, chosen, other))
    wanted = _wanted(table, options)
    yield Part("reserve", _reserve(table, chosen, wanted, progress, cancelled))
    with shared_work.Crew(options.workers) as crew:
        step = _steps("applicants", len(wanted), progress)
        found = shared_work.standings(table, bench, chosen, wanted, crew, step)
        yield Part("applicants", written.applicants_part(table, chosen, found))
        if options.noise is not None:
            step = _steps("stability", options.noise.draws, progress)
            counts = shared_work.stability(table, bench, chosen, options.noise, crew, step)
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


def _steps(part: str, total: int, progress: Progress) -> Callable[[int], None]:
    done = 0

    def step(more: int) -> None:
        nonlocal done
        done = min(done + more, total)
        progress(part, done, total)

    return step


def _infeasible(table: Table, cancelled: Cancelled) -> dict[str, object]:
    return written.infeasible_part(table, conflict(table, cancelled), smallest_relaxation(table, cancelled))
