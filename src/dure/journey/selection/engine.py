"""The selection engine as the stage calls it: problem files in, answers and sentences out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from dure.engine.selection.check.pace import Cancelled as CheckCancelled
from dure.engine.selection.opens import opens
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.problem import Problem
from dure.engine.selection.ranking import by_tie_rank
from dure.engine.selection.rows import tabulate
from dure.engine.selection.search import Cancelled
from dure.engine.selection.solve import Options, solve_parts
from dure.engine.selection.stability import Noise
from dure.engine.selection.written import joined
from dure.foundation.jobs.run import JobCancelled
from dure.journey.selection.remembering import memory_of

# The draws shake each score by up to one point, as a second panel might; the seed makes them repeatable.
SEED = "7"


@dataclass(frozen=True)
class Solution:
    """An answer as it is written to a file."""

    answer: dict[str, Any]


@dataclass(frozen=True)
class ComingIn:
    """Who fills a vacancy, and the digest of the list that results."""

    numbers: tuple[str, ...]
    digest: str


def _silent(part: str, done: int, total: int) -> None:
    """Nobody watches."""


def _unpublished(part: dict[str, Any]) -> None:
    """Nobody reads along."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Watch:
    """Who watches a run: told how far it is, given each part as it arrives, asked whether to stop.

    ``workers``: processes that share the hard parts; it changes nothing but the time.
    """

    report: Callable[[str, int, int], None] = _silent
    publish: Callable[[dict[str, Any]], None] = _unpublished
    cancelled: Callable[[], bool] = _never
    workers: int = 1


NOBODY = Watch()


def solve_problem(problem: Mapping[str, Any], *, stability: int = 0, watch: Watch = NOBODY) -> Solution:
    """Solve with every explanation; raises ``JobCancelled`` when asked to stop.

    What an earlier run in this process found about the same firms and limits is used again.
    """
    read = parse_problem(dict(problem))
    options = Options(noise=_noise(read, stability), workers=watch.workers)
    parts: dict[str, Mapping[str, object]] = {}
    try:
        with memory_of(problem) as memory:
            for part in solve_parts(read, options, watch.report, watch.cancelled, memory):
                parts[part.name] = part.values
                watch.publish({part.name: dict(part.values)})
                if watch.cancelled():
                    raise JobCancelled
    except Cancelled as error:
        raise JobCancelled from error
    return Solution(joined(parts))


def joined_so_far(parts: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as far as it has been published; empty before the list is there."""
    if "infeasible" in parts:
        return dict(parts["infeasible"])
    if "list" not in parts:
        return {}
    found = dict(parts["list"])
    for name in ("reserve", "applicants", "stability"):
        found |= parts.get(name, {})
    return found


def _noise(read: Problem, draws: int) -> Noise | None:
    return None if draws == 0 else Noise(draws=draws, width=10**read.decimals, seed=SEED)


def list_only(problem: Mapping[str, Any]) -> dict[str, Any]:
    """The list without explanations: quick enough for a preview."""
    with memory_of(problem) as memory:
        parts = solve_parts(parse_problem(dict(problem)), Options(explain=frozenset()), memory=memory)
        return dict(joined({part.name: part.values for part in parts}))


def check_answer(problem: Mapping[str, Any], answer: Mapping[str, Any], watch: Watch = NOBODY) -> list[dict[str, Any]]:
    """What the independent checker finds wrong; empty when everything is proven.

    Raises ``JobCancelled`` when asked to stop.
    """
    # The second solver is a large library that only this asks for.
    from dure.engine.selection.check.run import check

    try:
        report: dict[str, Any] = check(parse_problem(dict(problem)), dict(answer), watch.report, watch.cancelled)
    except CheckCancelled as error:
        raise JobCancelled from error
    return list(report["failures"])


def limits_to_loosen(
    problem: Mapping[str, Any], answer: Mapping[str, Any], number: str, watch: Watch = NOBODY
) -> list[str] | None:
    """The limits that, loosened together a little, select the firm; None where no three of them would.

    Raises ``JobCancelled`` when asked to stop.
    """
    table = tabulate(parse_problem(dict(problem)))
    chosen = np.isin(table.ids, list(answer["selected"]))

    def progress(done: int, total: int) -> None:
        watch.report("opens", done, total)

    try:
        return opens(table, chosen, table.ids.index(number), watch.cancelled, progress)
    except Cancelled as error:
        raise JobCancelled from error


def ranking(problem: Mapping[str, Any]) -> list[str]:
    """The applicants by score and tie order, best first."""
    read = parse_problem(dict(problem))
    # Sorting is stable: within a score, the tie order stands.
    order = sorted(by_tie_rank(read), key=lambda index: -read.applicants[index].score)
    return [read.applicants[index].id for index in order]


def enters_beside(problem: Mapping[str, Any], selected: Iterable[str], number: str, score: Decimal) -> bool:
    """Whether the rule takes the firm with this score while everyone in ``selected`` stays."""
    applicants = [
        {**each, "score": _text(score, problem)} if each["id"] == number else each for each in problem["applicants"]
    ]
    if number not in {each["id"] for each in applicants}:
        return False
    answer = list_only({**problem, "applicants": applicants, "pinned": sorted(selected), "barred": []})
    return number in answer.get("selected", [])


def who_comes_in(
    problem: Mapping[str, Any], *, staying: list[str], gone: list[str], scores: Mapping[str, Decimal]
) -> ComingIn:
    """Who the rule brings in when those ``gone`` are barred and those ``staying`` are kept."""
    applicants = [
        {**each, "score": _text(scores[each["id"]], problem)} if each["id"] in scores else each
        for each in problem["applicants"]
    ]
    answer = list_only({**problem, "applicants": applicants, "pinned": sorted(staying), "barred": sorted(gone)})
    if answer["status"] != "optimal":
        return ComingIn((), "")
    return ComingIn(tuple(sorted(set(answer["selected"]) - set(staying))), str(answer["digest"]))


def _text(score: Decimal, problem: Mapping[str, Any]) -> str:
    decimals = max((len(each["score"].partition(".")[2]) for each in problem["applicants"]), default=2)
    return f"{score:.{decimals}f}"
