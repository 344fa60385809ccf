"""The door of the checker: one problem, one claimed answer, a list of what is not true in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dure.engine.selection.certain import certain
from dure.engine.selection.check import infeasible
from dure.engine.selection.check.answers import Judge
from dure.engine.selection.check.draws import stability
from dure.engine.selection.check.firms import Firms
from dure.engine.selection.check.pace import Pace, never, silent
from dure.engine.selection.check.sets import Chosen, Sets
from dure.engine.selection.check.vacancies import incoming
from dure.engine.selection.decimals import decimals_of, read_decimal, to_steps, to_text
from dure.engine.selection.digest import digest
from dure.engine.selection.problem import Problem
from dure.engine.strict_json import InputError, JsonValue, canonical, pointer

MOST_DRAWS: Final = 100_000
LISTED: Final = ("status", "rule", "selected", "total", "bound", "count", "measures", "differs_from", "digest")


def check(
    problem: Problem,
    answer: JsonValue,
    progress: Callable[[str, int, int], None] = silent,
    cancelled: Callable[[], bool] = never,
) -> dict[str, object]:
    """`ok`, the `failures` (path, claimed, found), and the `proof`: the optimum and how many margins hold.

    Raises `pace.Cancelled` before the next proof once `cancelled` is true.
    """
    if not isinstance(answer, dict):
        raise InputError("", "the answer must be an object", "답은 객체여야 합니다")
    pace = Pace(progress, cancelled)
    judge = Judge(problem, Sets(problem, problem.limits))
    guess = _ids(answer.get("selected"))
    chosen = judge.answer(problem.rule, guess, judge.scores)
    report = _Report(answer)
    if chosen is None:
        report.against("", _infeasible_facts(problem))
        return report.outcome(None)
    pace.stop_if_cancelled()
    report.against("", _list_facts(judge, chosen, answer))
    explained = report.explained(problem)
    firms = Firms(judge, chosen)
    costly = sorted(explained, key=lambda one: -(report.steps(one, "margin", problem) or 0))
    facts = dict(zip(costly, pace.each("applicants", lambda one: _firm(firms, report, one), costly), strict=True))
    for one in explained:
        report.against(pointer("/applicants", one), facts[one])
    leaving = [one for one in explained if one in chosen]
    vacancies = pace.each("reserve", lambda one: incoming(problem, chosen, one), leaving)
    found = dict(zip(leaving, vacancies, strict=True))
    report.mapping("/reserve", {one: ids for one, (ids, _) in found.items()})
    report.mapping("/reserve_shortfall", {one: lacks for one, (_, lacks) in found.items() if lacks})
    _check_stability(report, judge, chosen, pace)
    return report.outcome(to_text(sum(judge.scores[one] for one in chosen), problem.decimals))


def _firm(firms: Firms, report: _Report, one: str) -> Mapping[str, object]:
    problem = firms.judge.problem
    return firms.facts(one, report.steps(one, "points_needed", problem), report.steps(one, "margin", problem))


def _list_facts(judge: Judge, chosen: Chosen, answer: Mapping[str, JsonValue]) -> dict[str, object]:
    problem = judge.problem
    members = [one for one in problem.applicants if one.id in chosen]
    total = to_text(sum(one.score for one in members), problem.decimals)
    names = sorted({name for one in problem.applicants for name in one.measures})
    guess = _claimed_other(chosen, answer.get("differs_from"))
    other = certain(judge.answer(problem.rule.other, guess, judge.scores), "both rules choose among the same sets")
    values = (
        "optimal",
        problem.rule.value,
        sorted(chosen),
        total,
        total,
        len(members),
        {name: sum(one.measures.get(name, 0) for one in members) for name in names},
        {
            "rule": problem.rule.other.value,
            "only_here": sorted(chosen - other),
            "only_there": sorted(other - chosen),
        },
        digest(problem, chosen),
    )
    return dict(zip(LISTED, values, strict=True))


def _infeasible_facts(problem: Problem) -> dict[str, object]:
    relaxation = infeasible.smallest_relaxation(problem)
    return {
        "status": "infeasible",
        "rule": problem.rule.value,
        "conflict": infeasible.conflict(problem),
        "smallest_relaxation": {name: bound["amount"] for name, bound in relaxation.items()},
        "relaxed_bounds": {
            name: {side: bound[side] for side in ("min", "max") if side in bound} for name, bound in relaxation.items()
        },
    }


def _claimed_other(chosen: Chosen, differs: JsonValue) -> Chosen | None:
    if not isinstance(differs, dict):
        return None
    here, there = _ids(differs.get("only_here")), _ids(differs.get("only_there"))
    return None if here is None or there is None else (chosen - here) | there


def _ids(value: JsonValue) -> Chosen | None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return frozenset(str(one) for one in value)


def _check_stability(report: _Report, judge: Judge, chosen: Chosen, pace: Pace) -> None:
    if "stability" not in report.answer:
        return
    problem = judge.problem
    asked = report.answer["stability"]
    try:
        draws, width, seed = _noise(asked, problem)
    except InputError as error:
        report.fail(error.path, asked, error.message_en)
        return
    counts = stability(judge, chosen, draws, width, seed, pace)
    report.mapping("/stability/selected", counts)


def _noise(asked: JsonValue, problem: Problem) -> tuple[int, int, str]:
    if not isinstance(asked, dict):
        raise InputError("/stability", "must be an object", "객체여야 합니다")
    draws, seed = asked.get("draws"), asked.get("seed")
    if not isinstance(draws, int) or isinstance(draws, bool) or not 0 < draws <= MOST_DRAWS:
        raise InputError("/stability/draws", "not a number of draws", "추출 횟수가 아닙니다")
    noise = read_decimal(asked.get("noise"), "/stability/noise")
    if decimals_of(noise) > problem.decimals or not isinstance(seed, str):
        raise InputError("/stability", "noise or seed is not readable", "noise나 seed를 읽을 수 없습니다")
    return draws, to_steps(noise, problem.decimals), seed


class _Report:
    """Compares what is claimed with what was found, path by path."""

    def __init__(self, answer: Mapping[str, JsonValue]) -> None:
        self.answer = answer
        self._failures: list[dict[str, str]] = []
        self._margins = 0

    def explained(self, problem: Problem) -> list[str]:
        """The applicants that the answer explains; one that the problem lacks is a failure."""
        claimed = self.answer.get("applicants")
        if not isinstance(claimed, dict):
            self.fail("/applicants", claimed, "an object")
            return []
        known = {one.id for one in problem.applicants}
        for one in sorted(set(claimed) - known):
            self.fail(pointer("/applicants", one), claimed[one], "no such applicant")
        return sorted(set(claimed) & known)

    def steps(self, one: str, key: str, problem: Problem) -> int | None:
        """What is claimed of this firm in points, as whole steps without its sign; None if it cannot be read."""
        claimed = self._at(pointer(pointer("/applicants", one), key))
        try:
            text = read_decimal(claimed.removeprefix("-") if isinstance(claimed, str) else None, "")
        except InputError:
            return None
        return to_steps(text, problem.decimals) if decimals_of(text) <= problem.decimals else None

    def against(self, path: str, facts: Mapping[str, object]) -> None:
        """Every fact must be printed at `path` as found here. Other keys may stand beside."""
        for key, found in facts.items():
            self._compare(pointer(path, key), found)
        if "margin" in facts and not any(one["path"].startswith(f"{path}/") for one in self._failures):
            self._margins += 1

    def mapping(self, path: str, facts: Mapping[str, object]) -> None:
        """What is printed at `path` must have these keys and no other."""
        claimed = self._at(path)
        if not isinstance(claimed, dict):
            self.fail(path, claimed, facts)
            return
        for key in sorted(set(claimed) - set(facts)):
            self.fail(pointer(path, key), claimed[key], None)
        for key, found in facts.items():
            self._compare(pointer(path, key), found)

    def fail(self, path: str, claimed: object, found: object) -> None:
        self._failures.append({"path": path, "claimed": _shown(claimed), "found": _shown(found)})

    def outcome(self, optimum: str | None) -> dict[str, object]:
        return {
            "ok": not self._failures,
            "failures": self._failures,
            "proof": {"optimum": optimum, "margins": self._margins},
        }

    def _compare(self, path: str, found: object) -> None:
        claimed = self._at(path)
        if canonical(claimed) != canonical(found):
            self.fail(path, claimed, found)

    def _at(self, path: str) -> JsonValue:
        here: JsonValue = dict(self.answer)
        for part in path.split("/")[1:]:
            if not isinstance(here, dict):
                return None
            here = here.get(part.replace("~1", "/").replace("~0", "~"))
        return here


def _shown(value: object) -> str:
    return value if isinstance(value, str) else canonical(value)
