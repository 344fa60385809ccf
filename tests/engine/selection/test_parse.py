from __future__ import annotations

import json
from typing import Any

import pytest

from dure.engine.selection.parse import parse_problem, read_problem
from dure.engine.selection.problem import MeasureKey, TagKey
from dure.engine.strict_json import InputError


def document() -> dict[str, Any]:
    return {
        "rule": "max_total",
        "seats": 1,
        "score_max": "100",
        "applicants": [
            {"id": "A", "score": "81.35", "measures": {"won": 5}, "tags": {"type": "JS1"}},
            {"id": "B", "score": "7", "measures": {"won": 6}, "tags": {"type": "JS2"}},
        ],
        "constraints": [{"name": "won", "where": {"type": ["JS1"]}, "measure": "won", "min": 1, "max": 5}],
        "pinned": [],
        "barred": [],
        "tie_order": [{"tag": "type", "first": ["JS2"]}, "won"],
    }


def changed(path: str, value: Any) -> dict[str, Any]:
    """The document with `value` at `path`, or without it where value is Ellipsis."""
    whole = document()
    *parents, last = path.strip("/").split("/")
    here: Any = whole
    for part in parents:
        here = here[int(part) if isinstance(here, list) else part]
    key: Any = int(last) if isinstance(here, list) else last
    if value is ...:
        del here[key]
    else:
        here[key] = value
    return whole


def test_scores_become_steps_of_the_finest_decimals() -> None:
    problem = parse_problem(document())

    assert problem.decimals == 2
    assert [one.score for one in problem.applicants] == [8135, 700]
    assert problem.score_max == 10000
    assert problem.tie_order == (TagKey("type", ("JS2",)), MeasureKey("won"))


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("/rule", "best", "/rule"),
        ("/rule", ..., "/rule"),
        ("/rule", 1, "/rule"),
        ("/seats", "1", "/seats"),
        ("/seats", True, "/seats"),
        ("/seats", -1, "/seats"),
        ("/seats", None, "/seats"),
        ("/score_max", 100, "/score_max"),
        ("/surprise", 1, "/surprise"),
        ("/applicants", {}, "/applicants"),
        ("/applicants/0/score", 81, "/applicants/0/score"),
        ("/applicants/0/score", "-1", "/applicants/0/score"),
        ("/applicants/0/score", "1e2", "/applicants/0/score"),
        ("/applicants/0/score", "81.", "/applicants/0/score"),
        ("/applicants/0/score", "081", "/applicants/0/score"),
        ("/applicants/0/score", "8١", "/applicants/0/score"),
        ("/applicants/0/score", "1.23456", "/applicants/0/score"),
        ("/applicants/0/score", "100.01", "/applicants/0/score"),
        ("/applicants/0/score", "NaN", "/applicants/0/score"),
        ("/applicants/0/id", "", "/applicants/0/id"),
        ("/applicants/0/id", "A\nB", "/applicants/0/id"),
        ("/applicants/1/id", "A", "/applicants/1/id"),
        ("/applicants/1/nickname", "b", "/applicants/1/nickname"),
        ("/applicants/0/measures/won", 10**12 + 1, "/applicants/0/measures/won"),
        ("/applicants/0/measures/won", -1, "/applicants/0/measures/won"),
        ("/applicants/0/measures/won", "5", "/applicants/0/measures/won"),
        ("/applicants/0/measures/count", 1, "/applicants/0/measures/count"),
        ("/applicants/0/measures/won", ..., "/applicants/0/measures/won"),
        ("/applicants/0/tags/type", 1, "/applicants/0/tags/type"),
        ("/constraints/0/name", "seats", "/constraints/0/name"),
        ("/constraints/0/min", 6, "/constraints/0/min"),
        ("/constraints/0/max", 0, "/constraints/0/min"),
        ("/constraints/0/where/type", ["JS9"], "/constraints/0/where/type"),
        ("/constraints/0/where/type", [], "/constraints/0/where/type"),
        ("/constraints/0/where/type", "JS1", "/constraints/0/where/type"),
        ("/constraints/0/where/size", ["big"], "/constraints/0/where/size"),
        ("/constraints/0/measure", "weeks", "/constraints/0/measure"),
        ("/constraints/0/allow_empty", 1, "/constraints/0/allow_empty"),
        ("/constraints/0/weight", 1, "/constraints/0/weight"),
        ("/pinned", ["C"], "/pinned/0"),
        ("/pinned", ["A", "A"], "/pinned/1"),
        ("/barred", [1], "/barred/0"),
        ("/tie_order", ["weeks"], "/tie_order/0"),
        ("/tie_order", [{"tag": "size", "first": []}], "/tie_order/0/tag"),
        ("/tie_order", [{"first": []}], "/tie_order/0/tag"),
    ],
)
def test_wrong_input_is_refused_by_its_field(path: str, value: Any, named: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_problem(changed(path, value))

    assert refused.value.path == named
    assert refused.value.message_ko != refused.value.message_en


def test_two_constraints_of_one_name_are_refused() -> None:
    twice = document()
    twice["constraints"] *= 2

    with pytest.raises(InputError) as refused:
        parse_problem(twice)

    assert refused.value.path == "/constraints/1/name"


def test_constraint_without_bounds_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        parse_problem(changed("/constraints/0", {"name": "x", "where": {}, "measure": "count"}))

    assert refused.value.path == "/constraints/0/max"


def test_pinned_and_barred_at_once_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        parse_problem({**document(), "pinned": ["A"], "barred": ["A"]})

    assert refused.value.path == "/barred/0"


def test_allow_empty_permits_what_no_one_carries() -> None:
    empty = {"name": "x", "where": {"size": ["big"]}, "measure": "weeks", "min": 0, "allow_empty": True}

    problem = parse_problem(changed("/constraints/0", empty))

    assert [problem.constraints[0].amount(one) for one in problem.applicants] == [0, 0]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (b"", ""),
        (b"\xff\xfe", ""),
        (b'{"seats": 1', ""),
        (b'{"seats": NaN}', "/seats"),
        (b'{"seats": -Infinity}', "/seats"),
        (b'{"seats": 70.0}', "/seats"),
        (b'{"seats": 1e400}', "/seats"),
        (b'{"seats": 1234567890123456789012}', "/seats"),
        (b'{"seats": ' + b"9" * 5000 + b"}", "/seats"),
        (b'{"seats": 1, "seats": 2}', "/seats"),
        ('{"\u1112\u1161\u11ab": 1, "\ud55c": 2}'.encode(), "/\ud55c"),
        (b'{"a": "\\ud800"}', "/a"),
        (b"[" * 100_000, ""),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "/a" * 32),
        (b"[]", ""),
        (b"null", ""),
    ],
)
def test_hostile_text_is_refused(text: bytes, named: str) -> None:
    with pytest.raises(InputError) as refused:
        read_problem(text)

    assert refused.value.path == named
    assert "\n" not in refused.value.line("en")


def test_decomposed_hangul_is_made_one_with_composed() -> None:
    text = json.dumps(document()).replace('"A"', '"\\u1112\\u1161\\u11ab"')

    assert read_problem(text.encode()).applicants[0].id == "\ud55c"
