from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from tests.engine.selection.problems import small_documents

from dure.engine.selection.check.run import check
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.schema import schemas
from dure.engine.selection.solve import Options, solve
from dure.engine.selection.stability import Noise


@pytest.mark.parametrize("stem", sorted(schemas()))
def test_schema_is_itself_valid(stem: str) -> None:
    Draft202012Validator.check_schema(schemas()[stem])


@given(small_documents())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_documents_keep_their_schemas(document: dict[str, Any]) -> None:
    problem = parse_problem(document)
    answer = json.loads(json.dumps(solve(problem, Options(noise=Noise(2, 1, "7")))))

    Draft202012Validator(schemas()["selection-input"]).validate(document)
    Draft202012Validator(schemas()["selection-output"]).validate(answer)
    Draft202012Validator(schemas()["selection-check"]).validate(check(problem, answer))
