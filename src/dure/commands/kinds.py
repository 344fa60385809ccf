"""The engines the command line knows. Each is imported only when it is asked for: solvers are slow to load."""

import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dure.engine.strict_json import InputError, JsonValue

Answer = dict[str, Any]
Progress = Callable[[str, int, int], None]
Schemas = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """The doors of one engine. `solve` takes progress and that kind's own options; `check` takes progress as well."""

    parse: Callable[[bytes], Any]
    solve: Callable[..., Answer]
    check: Callable[[Any, JsonValue, Progress], Answer]
    explain: Callable[[Any, JsonValue, str | None], Answer]
    schemas: Callable[[], Schemas]


def _selection() -> Kind:
    from dure.engine.selection.parse import read_problem

    def solved(problem: Any, *, progress: Progress, explain: frozenset[str] | None, noise: Any) -> Answer:
        from dure.engine.selection.solve import Options, solve

        return solve(problem, Options(explain, noise, workers=os.cpu_count() or 1), progress)

    def checked(problem: Any, answer: JsonValue, progress: Progress) -> Answer:
        from dure.engine.selection.check.run import check

        return check(problem, answer, progress)

    def explained(problem: Any, answer: JsonValue, name: str | None) -> Answer:
        from dure.engine.selection.explain import explain

        return explain(problem, answer, name)

    def schemas() -> Schemas:
        from dure.engine.selection.schema import schemas

        return schemas()

    return Kind(read_problem, solved, checked, explained, schemas)


def _assessors() -> Kind:
    from dure.engine.assessors import schema
    from dure.engine.assessors.check import check
    from dure.engine.assessors.explain import explain
    from dure.engine.assessors.parse import parse
    from dure.engine.assessors.solve import solve

    def solved(problem: Any, *, progress: Progress) -> Answer:
        return dict(solve(problem, progress))

    def checked(problem: Any, answer: JsonValue, progress: Progress) -> Answer:
        return check(problem, answer)

    def explained(problem: Any, answer: JsonValue, name: str | None) -> Answer:
        if not isinstance(answer, dict):
            raise InputError("", "the answer must be an object", "답은 객체여야 합니다")
        return dict(explain(problem, answer, name))

    def schemas() -> Schemas:
        return {
            "assessors-input": schema.problem_schema(),
            "assessors-output": schema.answer_schema(),
            "assessors-check": schema.report_schema(),
        }

    return Kind(parse, solved, checked, explained, schemas)


KINDS: dict[str, Callable[[], Kind]] = {"selection": _selection, "assessors": _assessors}


def explain_ids(problem: Any, asked: str | None) -> frozenset[str] | None:
    """What `--explain` means for this selection problem; None is the default."""
    if asked is None:
        return None
    known = frozenset(one.id for one in problem.applicants)
    if asked in ("all", "none"):
        return known if asked == "all" else frozenset()
    wanted = frozenset(unicodedata.normalize("NFC", one.strip()) for one in asked.split(","))
    for one in sorted(wanted - known):
        raise InputError("/--explain", f"no applicant “{one}”", f"‘{one}’ 신청 기업이 없습니다")
    return wanted


def noise(problem: Any, draws: int | None, points: str, seed: str) -> Any:
    """The stability draws asked for, None if none; `points` must be whole steps of the problem's scores."""
    from dure.engine.selection import decimals
    from dure.engine.selection.stability import MOST_DRAWS, Noise

    if draws is None:
        return None
    if not 1 <= draws <= MOST_DRAWS:
        raise InputError("/--stability", f"must be 1 to {MOST_DRAWS}", f"1부터 {MOST_DRAWS}까지만 됩니다")
    text = decimals.read_decimal(points, "/--noise")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if decimals.decimals_of(text) > problem.decimals:
        raise InputError("/--noise", "finer than the scores’ step", "점수의 최소 단위보다 작습니다")
    if not seed.isprintable():
        raise InputError("/--seed", "holds a control character", "쓸 수 없는 제어 문자가 있습니다")
    return Noise(draws, decimals.to_steps(text, problem.decimals), seed)
