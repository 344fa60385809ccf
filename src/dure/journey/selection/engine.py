"""The selection engine as the stage calls it: problem files in, answers and sentences out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dure.engine.selection.check.run import check
from dure.engine.selection.explain import explain
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.problem import Problem
from dure.engine.selection.ranking import by_tie_rank
from dure.engine.selection.search import Cancelled
from dure.engine.selection.solve import Options, solve, solve_parts
from dure.engine.selection.stability import Noise
from dure.engine.selection.written import joined
from dure.foundation.jobs.run import JobCancelled

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


def solve_problem(
    problem: Mapping[str, Any],
    *,
    stability: int = 0,
    report: Callable[[str, int, int], None] | None = None,
    publish: Callable[[dict[str, Any]], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Solution:
    """Solve with every explanation; raises ``JobCancelled`` when asked to stop."""
    read = parse_problem(dict(problem))
    options = Options(noise=_noise(read, stability))
    parts: dict[str, Mapping[str, object]] = {}
    try:
        for part in solve_parts(read, options, report or _silent, cancelled or _never):
            parts[part.name] = part.values
            if publish is not None:
                publish({part.name: dict(part.values)})
    except Cancelled as error:
        raise JobCancelled from error
    return Solution(joined(parts))


def _noise(read: Problem, draws: int) -> Noise | None:
    return None if draws == 0 else Noise(draws=draws, width=10**read.decimals, seed=SEED)


def _silent(part: str, done: int, total: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


def list_only(problem: Mapping[str, Any]) -> dict[str, Any]:
    """The list without explanations: quick enough for a preview."""
    return dict(solve(parse_problem(dict(problem)), Options(explain=frozenset())))


def check_answer(problem: Mapping[str, Any], answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the independent checker finds wrong; empty when everything is proven."""
    report: dict[str, Any] = check(parse_problem(dict(problem)), dict(answer))
    return list(report["failures"])


def explain_one(problem: Mapping[str, Any], answer: Mapping[str, Any], number: str) -> dict[str, Any]:
    """One applicant's part with its sentence and, where it was not selected, what would open the way."""
    return dict(explain(parse_problem(dict(problem)), dict(answer), number))


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
