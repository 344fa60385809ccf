"""From a strict JSON document to a `Problem`; what does not fit the contract is refused with its field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

from dure.engine import fields
from dure.engine.assessors.problem import Assessor, Draw, Firm, Problem
from dure.engine.strict_json import InputError, JsonValue, load, pointer

MOST_FIRMS: Final = 20_000
MOST_ASSESSORS: Final = 2_000
MOST_PAIRS: Final = 1_000_000
MOST_STEPS: Final = 10**9
LEAST_DECIMALS: Final = 2
_DECIMAL: Final = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?", re.ASCII)

_Given = Mapping[tuple[str, str], str]


def parse(text: str | bytes) -> Problem:
    return parse_problem(load(text.encode() if isinstance(text, str) else text))


def parse_problem(document: JsonValue) -> Problem:
    found = fields.as_object(
        document,
        "",
        required=("firms", "assessors", "per_firm"),
        optional=("conflicts", "affinity", "draw"),
    )
    firms = tuple(_firm(item, path) for item, path in _listed(found, "firms", MOST_FIRMS))
    _different([firm.id for firm in firms], "/firms")
    pool = _listed(found, "assessors", MOST_ASSESSORS)
    assessors = tuple(_assessor(item, path, len(firms)) for item, path in pool)
    _different([assessor.id for assessor in assessors], "/assessors")
    _not_too_many(len(firms) * len(assessors))
    given = _affinities(found.get("affinity", {}), firms, assessors)
    values = [[_affinity(firm, assessor, given) for assessor in assessors] for firm in firms]
    scale = lcm(*{value.denominator for row in values for value in row})
    return Problem(
        firms=firms,
        assessors=assessors,
        per_firm=fields.as_whole(found["per_firm"], "/per_firm", low=1, high=MOST_ASSESSORS),
        conflicts=_conflicts(found.get("conflicts", []), firms, assessors),
        affinity=_in_steps(values, scale),
        scale=scale,
        decimals=max([LEAST_DECIMALS, *(len(text.partition(".")[2]) for text in given.values())]),
        draw=_draw(found.get("draw")),
    )


def _listed(found: Mapping[str, JsonValue], key: str, most: int) -> list[tuple[JsonValue, str]]:
    path = pointer("", key)
    items = fields.as_list(found[key], path)
    if not 1 <= len(items) <= most:
        raise InputError(path, f"must list 1 to {most}", f"1개부터 {most}개까지 적어야 합니다")
    return [(item, pointer(path, index)) for index, item in enumerate(items)]


def _firm(item: JsonValue, path: str) -> Firm:
    found = fields.as_object(item, path, required=("id",), optional=("topics",))
    return Firm(fields.as_text(found["id"], pointer(path, "id")), _topics(found, path))


def _assessor(item: JsonValue, path: str, firms: int) -> Assessor:
    found = fields.as_object(item, path, required=("id",), optional=("topics", "max_load", "min_load"))
    most = fields.as_whole(found.get("max_load", firms), pointer(path, "max_load"), low=0, high=10**9)
    least = fields.as_whole(found.get("min_load", 0), pointer(path, "min_load"), low=0, high=10**9)
    if least > most:
        raise InputError(
            pointer(path, "min_load"),
            f"min_load {least} is more than max_load {most}",
            f"최소 담당 수 {least}이(가) 최대 담당 수 {most}보다 큽니다",
        )
    name = fields.as_text(found["id"], pointer(path, "id"))
    return Assessor(name, _topics(found, path), least, most)


def _topics(found: Mapping[str, JsonValue], path: str) -> tuple[str, ...]:
    return fields.as_names(found.get("topics", []), pointer(path, "topics"))


def _different(ids: Sequence[str], path: str) -> None:
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            raise fields.twice(pointer(pointer(path, index), "id"), name)
        seen.add(name)


def _not_too_many(pairs: int) -> None:
    if pairs > MOST_PAIRS:
        raise InputError(
            "/firms",
            f"{pairs} pairs of firm and assessor; at most {MOST_PAIRS}: split the firms by field",
            f"기업과 평가위원의 조합이 {pairs}개입니다. {MOST_PAIRS}개 이하가 되도록 분야별로 나누세요",
        )


def _known(name: str, ids: frozenset[str], path: str) -> str:
    if name not in ids:
        raise InputError(path, f"“{name}” is not listed", f"‘{name}’은(는) 목록에 없습니다")
    return name


def _ids(items: Sequence[Firm] | Sequence[Assessor]) -> frozenset[str]:
    return frozenset(item.id for item in items)


def _affinities(value: JsonValue, firms: Sequence[Firm], assessors: Sequence[Assessor]) -> _Given:
    firm_ids, assessor_ids = _ids(firms), _ids(assessors)
    given: dict[tuple[str, str], str] = {}
    for firm, row in fields.as_mapping(value, "/affinity").items():
        path = pointer("/affinity", firm)
        _known(firm, firm_ids, path)
        for assessor, text in fields.as_mapping(row, path).items():
            place = pointer(path, assessor)
            given[firm, _known(assessor, assessor_ids, place)] = _decimal(text, place)
    return given


def _decimal(value: JsonValue, path: str) -> str:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise InputError(
            path,
            'must be a decimal in quotes from 0 to 999999 with at most 4 decimals, such as "0.80"',
            '따옴표로 묶은 0 이상 999999 이하, 소수 4자리 이하의 십진수여야 합니다(예: "0.80")',
        )
    return value


def _affinity(firm: Firm, assessor: Assessor, given: _Given) -> Fraction:
    """The given decimal, else shared topics over the firm's topics; 0 for a firm without topics."""
    text = given.get((firm.id, assessor.id))
    if text is not None:
        return Fraction(text)
    if not firm.topics:
        return Fraction(0)
    return Fraction(len(set(firm.topics) & set(assessor.topics)), len(firm.topics))


def _in_steps(values: Sequence[Sequence[Fraction]], scale: int) -> tuple[tuple[int, ...], ...]:
    steps = tuple(tuple(int(value * scale) for value in row) for row in values)
    if max(map(max, steps)) > MOST_STEPS:
        raise InputError(
            "/affinity",
            "the affinities have no common step that is coarse enough to add exactly; "
            "give them as decimals of few places, or list fewer topics a firm",
            "적합도를 오차 없이 더할 공통 단위가 너무 잘게 나뉩니다. 소수 자릿수를 줄이거나 기업별 주제 수를 줄이세요",
        )
    return steps


def _conflicts(value: JsonValue, firms: Sequence[Firm], assessors: Sequence[Assessor]) -> tuple[tuple[str, str], ...]:
    """A pair listed twice is one conflict: two sources may have found the same."""
    firm_ids, assessor_ids = _ids(firms), _ids(assessors)
    pairs: dict[tuple[str, str], None] = {}
    for index, item in enumerate(fields.as_list(value, "/conflicts")):
        path = pointer("/conflicts", index)
        pair = fields.as_list(item, path)
        if len(pair) != 2:
            raise InputError(path, "must be [firm, assessor]", "[기업, 평가위원] 형식이어야 합니다")
        firm = _known(fields.as_text(pair[0], pointer(path, 0)), firm_ids, pointer(path, 0))
        pairs[firm, _known(fields.as_text(pair[1], pointer(path, 1)), assessor_ids, pointer(path, 1))] = None
    return tuple(pairs)


def _draw(value: JsonValue) -> Draw | None:
    if value is None:
        return None
    found = fields.as_object(value, "/draw", required=("seed",))
    return Draw(fields.as_text(found["seed"], "/draw/seed"))
