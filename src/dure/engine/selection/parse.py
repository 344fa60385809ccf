"""From a strict JSON document to a `Problem`; whatever does not fit the contract is refused with its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dure.engine import fields
from dure.engine.selection import decimals
from dure.engine.selection.problem import (
    COUNT,
    SEATS,
    Applicant,
    Constraint,
    MeasureKey,
    Problem,
    Rule,
    TagKey,
    TieKey,
)
from dure.engine.strict_json import InputError, JsonValue, load, pointer

MOST_AMOUNT: Final = 10**12
MOST_BOUND: Final = 10**18 - 1
MOST_APPLICANTS: Final = 1_000_000
MOST_CONSTRAINTS: Final = 2_000


@dataclass(frozen=True, slots=True)
class _Carried:
    """What at least one applicant carries: tag values by tag, and measures."""

    values: Mapping[str, frozenset[str]]
    measures: frozenset[str]


def read_problem(data: bytes) -> Problem:
    return parse_problem(load(data))


def parse_problem(document: JsonValue) -> Problem:
    found = fields.as_object(
        document,
        "",
        required=("rule", "seats", "score_max", "applicants"),
        optional=("constraints", "pinned", "barred", "tie_order"),
    )
    listed = _list(found, "applicants", MOST_APPLICANTS)
    score_max = decimals.read_decimal(found["score_max"], "/score_max")
    scores = [_score_text(item, pointer("/applicants", index)) for index, item in enumerate(listed)]
    places = max(map(decimals.decimals_of, (score_max, *scores)))
    applicants = _applicants(listed, [decimals.to_steps(text, places) for text in scores])
    _within(applicants, scores, decimals.to_steps(score_max, places), score_max)
    carried = _carried(applicants)
    pinned, barred = _decided(found, {one.id for one in applicants})
    return Problem(
        rule=_rule(found["rule"]),
        seats=fields.as_whole(found["seats"], "/seats", low=0, high=MOST_BOUND),
        score_max=decimals.to_steps(score_max, places),
        decimals=places,
        applicants=applicants,
        constraints=_constraints(_list(found, "constraints", MOST_CONSTRAINTS), applicants, carried),
        pinned=pinned,
        barred=barred,
        tie_order=_tie_order(_list(found, "tie_order", 100), carried),
    )


def _list(found: Mapping[str, JsonValue], name: str, most: int) -> list[JsonValue]:
    listed = fields.as_list(found.get(name, []), f"/{name}")
    if len(listed) > most:
        raise InputError(f"/{name}", f"more than {most} entries", f"{most}개를 넘습니다")
    return listed


def _rule(value: JsonValue) -> Rule:
    if value not in list(Rule):
        names = ", ".join(Rule)
        raise InputError("/rule", f"must be one of {names}", f"{names} 중 하나여야 합니다")
    return Rule(str(value))


def _score_text(item: JsonValue, path: str) -> str:
    found = fields.as_object(item, path, required=("id", "score"), optional=("measures", "tags"))
    return decimals.read_decimal(found["score"], f"{path}/score")


def _within(applicants: tuple[Applicant, ...], scores: list[str], highest: int, shown: str) -> None:
    for index, one in enumerate(applicants):
        if one.score > highest:
            raise InputError(
                f"/applicants/{index}/score",
                f"{scores[index]} is above score_max {shown}",
                f"{scores[index]}: 만점 {shown}점을 넘습니다",
            )


def _applicants(listed: list[JsonValue], scores: list[int]) -> tuple[Applicant, ...]:
    seen: set[str] = set()
    applicants = []
    for index, item in enumerate(listed):
        path = f"/applicants/{index}"
        one = _applicant(fields.as_mapping(item, path), path, scores[index])
        if one.id in seen:
            raise fields.twice(f"{path}/id", one.id)
        seen.add(one.id)
        applicants.append(one)
    return tuple(applicants)


def _applicant(found: Mapping[str, JsonValue], path: str, score: int) -> Applicant:
    measures = fields.as_mapping(found.get("measures", {}), f"{path}/measures")
    tags = fields.as_mapping(found.get("tags", {}), f"{path}/tags")
    return Applicant(
        id=fields.as_text(found["id"], f"{path}/id"),
        score=score,
        measures={name: _amount(name, value, f"{path}/measures") for name, value in measures.items()},
        tags={name: _tag(name, value, f"{path}/tags") for name, value in tags.items()},
    )


def _amount(name: str, value: JsonValue, path: str) -> int:
    fields.as_text(name, path)
    if name == COUNT:
        raise InputError(pointer(path, name), "“count” is a reserved name", "‘count’는 쓸 수 없는 이름입니다")
    return fields.as_whole(value, pointer(path, name), low=0, high=MOST_AMOUNT)


def _tag(name: str, value: JsonValue, path: str) -> str:
    fields.as_text(name, path)
    return fields.as_text(value, pointer(path, name))


def _carried(applicants: tuple[Applicant, ...]) -> _Carried:
    values: dict[str, set[str]] = {}
    measures: set[str] = set()
    for one in applicants:
        measures.update(one.measures)
        for tag, value in one.tags.items():
            values.setdefault(tag, set()).add(value)
    return _Carried({tag: frozenset(found) for tag, found in values.items()}, frozenset(measures))


def _decided(found: Mapping[str, JsonValue], ids: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    lists: dict[str, tuple[str, ...]] = {}
    for name in ("pinned", "barred"):
        lists[name] = fields.as_names(found.get(name, []), f"/{name}")
        for index, one in enumerate(lists[name]):
            if one not in ids:
                raise InputError(f"/{name}/{index}", f"no applicant “{one}”", f"‘{one}’ 신청 기업이 없습니다")
    for index, one in enumerate(lists["barred"]):
        if one in lists["pinned"]:
            raise InputError(
                f"/barred/{index}", f"“{one}” is pinned as well", f"‘{one}’: 고정과 제외를 함께 할 수 없습니다"
            )
    return frozenset(lists["pinned"]), frozenset(lists["barred"])


def _constraints(
    listed: list[JsonValue], applicants: tuple[Applicant, ...], carried: _Carried
) -> tuple[Constraint, ...]:
    seen = {SEATS}
    constraints = []
    for index, item in enumerate(listed):
        path = f"/constraints/{index}"
        one = _constraint(item, path, carried)
        if one.name == SEATS:
            raise InputError(f"{path}/name", "“seats” is a reserved name", "‘seats’는 쓸 수 없는 이름입니다")
        if one.name in seen:
            raise fields.twice(f"{path}/name", one.name)
        seen.add(one.name)
        if one.measure in carried.measures:
            _measured(one, path, applicants)
        constraints.append(one)
    return tuple(constraints)


def _constraint(item: JsonValue, path: str, carried: _Carried) -> Constraint:
    found = fields.as_object(item, path, required=("name", "where", "measure"), optional=("min", "max", "allow_empty"))
    one = Constraint(
        name=fields.as_text(found["name"], f"{path}/name"),
        where=_where(found["where"], f"{path}/where"),
        measure=fields.as_text(found["measure"], f"{path}/measure"),
        minimum=_bound(found, "min", path),
        maximum=_bound(found, "max", path),
        allow_empty=fields.as_flag(found.get("allow_empty", False), f"{path}/allow_empty"),
    )
    if one.minimum is None and one.maximum is None:
        raise InputError(f"{path}/max", "needs a min or a max", "min이나 max가 있어야 합니다")
    if one.minimum is not None and one.maximum is not None and one.minimum > one.maximum:
        raise InputError(f"{path}/min", "is above max", "min이 max보다 큽니다")
    if not one.allow_empty:
        _refuse_unknown(one, path, carried)
    return one


def _bound(found: Mapping[str, JsonValue], name: str, path: str) -> int | None:
    if found.get(name) is None:
        return None
    return fields.as_whole(found[name], f"{path}/{name}", low=0, high=MOST_BOUND)


def _where(value: JsonValue, path: str) -> dict[str, tuple[str, ...]]:
    return {tag: fields.as_names(values, pointer(path, tag)) for tag, values in fields.as_mapping(value, path).items()}


def _refuse_unknown(one: Constraint, path: str, carried: _Carried) -> None:
    for tag, values in one.where.items():
        known = carried.values.get(tag, frozenset())
        unknown = sorted(set(values) - known)
        if not values or unknown:
            shown = f"{tag} = {unknown[0] if unknown else '[]'}"
            raise InputError(
                pointer(f"{path}/where", tag),
                f"no applicant carries {shown} (allow_empty: true permits it)",
                f"{shown}에 해당하는 신청 기업이 없습니다(allow_empty: true이면 허용)",
            )
    if one.measure != COUNT and one.measure not in carried.measures:
        raise InputError(
            f"{path}/measure",
            f"no applicant has the measure “{one.measure}” (allow_empty: true permits it)",
            f"‘{one.measure}’ 값을 가진 신청 기업이 없습니다(allow_empty: true이면 허용)",
        )


def _measured(one: Constraint, path: str, applicants: tuple[Applicant, ...]) -> None:
    """A firm without the amount would slip past the limit, so it is refused rather than read as zero."""
    for index, firm in enumerate(applicants):
        if one.measure not in firm.measures and one.matches(firm):
            raise InputError(
                f"/applicants/{index}/measures/{one.measure}",
                f"missing, needed by “{one.name}” ({path})",
                f"빠졌습니다. ‘{one.name}’({path})에 필요합니다",
            )


def _tie_order(listed: list[JsonValue], carried: _Carried) -> tuple[TieKey, ...]:
    return tuple(_tie_key(item, f"/tie_order/{index}", carried) for index, item in enumerate(listed))


def _tie_key(item: JsonValue, path: str, carried: _Carried) -> TieKey:
    if isinstance(item, str):
        return MeasureKey(_known(item, path, carried.measures))
    found = fields.as_object(item, path, required=("tag",), optional=("first",))
    tag = fields.as_text(found["tag"], f"{path}/tag")
    first = fields.as_names(found.get("first", []), f"{path}/first")
    return TagKey(_known(tag, f"{path}/tag", carried.values), first)


def _known(name: str, path: str, known: Mapping[str, object] | frozenset[str]) -> str:
    if known and name not in known:
        raise InputError(path, f"no applicant has “{name}”", f"‘{name}’ 값을 가진 신청 기업이 없습니다")
    return fields.as_text(name, path)
