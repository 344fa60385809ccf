from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from tests.engine.assessors import problems
from tests.engine.assessors.problems import problem

from dure.engine.assessors import answer_schema, check, explain, parse, problem_schema, report_schema, solve
from dure.engine.strict_json import InputError

GOOD: dict[str, Any] = {
    "firms": [{"id": "F1", "topics": ["a"]}, {"id": "F2", "topics": ["b"]}],
    "assessors": [{"id": "E1", "topics": ["a"], "max_load": 2, "min_load": 0}, {"id": "E2"}],
    "per_firm": 1,
}

BAD: list[tuple[dict[str, Any], str]] = [
    ({"extra": 1}, "/extra"),
    ({"firms": []}, "/firms"),
    ({"firms": "F1"}, "/firms"),
    ({"firms": [{"id": "F1"}, {"id": "F1"}]}, "/firms/1/id"),
    ({"firms": [{"id": ""}]}, "/firms/0/id"),
    ({"firms": [{"id": "F\n1"}]}, "/firms/0/id"),
    ({"firms": [{"id": "F1", "topics": ["a", "a"]}]}, "/firms/0/topics/1"),
    ({"firms": [{"id": "F1", "topics": [1]}]}, "/firms/0/topics/0"),
    ({"assessors": [{"id": "E1", "max_load": 1, "min_load": 2}]}, "/assessors/0/min_load"),
    ({"assessors": [{"id": "E1", "max_load": -1}]}, "/assessors/0/max_load"),
    ({"assessors": [{"id": "E1", "max_load": True}]}, "/assessors/0/max_load"),
    ({"per_firm": 0}, "/per_firm"),
    ({"per_firm": "5"}, "/per_firm"),
    ({"conflicts": [["F1"]]}, "/conflicts/0"),
    ({"conflicts": [["F1", "E9"]]}, "/conflicts/0/1"),
    ({"conflicts": [["E1", "F1"]]}, "/conflicts/0/0"),
    ({"affinity": {"F9": {}}}, "/affinity/F9"),
    ({"affinity": {"F1": {"E9": "1"}}}, "/affinity/F1/E9"),
    ({"affinity": {"F1": {"E1": 1}}}, "/affinity/F1/E1"),
    ({"affinity": {"F1": {"E1": "-0.1"}}}, "/affinity/F1/E1"),
    ({"affinity": {"F1": {"E1": "0.12345"}}}, "/affinity/F1/E1"),
    ({"affinity": {"F1": {"E1": "NaN"}}}, "/affinity/F1/E1"),
    ({"affinity": {"F1": {"E1": "999999.9999"}}}, "/affinity"),
    ({"draw": {}}, "/draw/seed"),
    ({"draw": {"seed": 7}}, "/draw/seed"),
    ({"draw": "7"}, "/draw"),
]


@pytest.mark.parametrize(("change", "path"), BAD)
def test_wrong_input_is_refused_at_its_field(change: dict[str, Any], path: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(json.dumps({**GOOD, **change}))

    assert caught.value.path == path


def test_floats_are_refused() -> None:
    with pytest.raises(InputError):
        parse('{"firms": [{"id": "F1"}], "assessors": [{"id": "E1"}], "per_firm": 1.0}')


def test_scale_holds_thirds_and_given_decimals() -> None:
    document = {
        "firms": [{"id": "F1", "topics": ["a", "b", "c"]}],
        "assessors": [{"id": "E1", "topics": ["a"]}, {"id": "E2"}],
        "per_firm": 1,
        "affinity": {"F1": {"E2": "0.125"}},
    }

    found = problem(document)

    assert (found.scale, found.affinity, found.decimals) == (24, ((8, 3),), 3)


def test_conflict_named_twice_is_one() -> None:
    assert problem({**GOOD, "conflicts": [["F1", "E1"], ["F1", "E1"]]}).conflicts == (("F1", "E1"),)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"draw": {"seed": "1"}},
        {"per_firm": 2, "conflicts": [["F1", "E1"]]},
        {"affinity": {"F1": {"E1": "0.80"}}},
    ],
)
def test_schemas_describe_what_goes_in_and_comes_out(change: dict[str, Any]) -> None:
    document = {**GOOD, **change}
    answer = solve(problem(document))

    jsonschema.validate(document, problem_schema())
    jsonschema.validate(answer, answer_schema())
    jsonschema.validate(check(problem(document), answer), report_schema())


def test_schema_refuses_an_unknown_key() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**GOOD, "extra": 1}, problem_schema())


def test_explanation_of_a_firm_names_its_assessors_and_conflicts() -> None:
    document = {**GOOD, "conflicts": [["F1", "E1"]]}

    found = explain(problem(document), solve(problem(document)), "F1")

    assert found == {
        "firm": "F1",
        "assessors": [{"id": "E2", "affinity": "0.00", "shared_topics": []}],
        "affinity": "0.00",
        "worst_served": True,
        "conflicts": ["E1"],
        "calling_order": None,
        "sentence": {
            "ko": "기업 F1: 평가위원 1명(E2)을 적합도에 따라 배정했습니다. 적합도 합계는 0.00입니다. "
            "이해관계로 제외한 평가위원: E1.",
            "en": "Firm F1 has 1 assessors (E2), matched by affinity; their affinities sum to 0.00. "
            "Left out for a conflict of interest: E1.",
        },
    }


def test_explanation_of_an_assessor_tells_the_load() -> None:
    document = {**GOOD, "conflicts": [["F1", "E1"]]}

    found: Any = explain(problem(document), solve(problem(document)), "E1")

    assert (found["load"], found["max_load"], found["conflicts"]) == (len(found["firms"]), 2, ["F1"])


def test_explanation_of_a_draw_shows_the_turns() -> None:
    document = {**GOOD, "draw": {"seed": "1"}}
    answer: Any = solve(problem(document))

    found: Any = explain(problem(document), answer, "F1")

    assert [one["id"] for one in found["calling_order"]] == answer["calling_order"]["F1"]
    assert [one["id"] for one in found["calling_order"] if one["assigned"]] == answer["assignment"]["F1"]


def test_explanation_of_the_impossible_says_what_would_give() -> None:
    document = {**GOOD, "assessors": [{"id": "E1", "max_load": 1}]}

    found: Any = explain(problem(document), solve(problem(document)))

    assert found["sentence"] == {
        "ko": "조건을 모두 지키는 배정이 없습니다. 가장 적게 바꾸려면: E1의 최대 담당 수를 2곳으로.",
        "en": "No assignment keeps all limits. The smallest change: a greatest load of 2 for E1.",
    }


def test_explanation_of_an_unknown_id_is_refused() -> None:
    document = problems.realistic(1, firms=4, assessors=4, per_firm=1)

    with pytest.raises(InputError):
        explain(problem(document), solve(problem(document)), "nobody")
