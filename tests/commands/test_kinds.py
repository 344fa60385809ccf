from __future__ import annotations

import json

import pytest
from tests.engine.assessors.problems import realistic
from tests.engine.selection.problems import large_document

from dure.commands.kinds import KINDS
from dure.engine.strict_json import dump, load

SMALL = {
    "assessors": (realistic(1, firms=8, assessors=6, per_firm=2), {}),
    "selection": (large_document(firms=12, seats=4, seed=1), {"explain": frozenset(), "noise": None}),
}


@pytest.mark.parametrize(("kind", "parts"), [("assessors", ["worst_firm", "linked", "order"]), ("selection", ["list"])])
def test_solving_tells_how_far_it_is(kind: str, parts: list[str]) -> None:
    document, options = SMALL[kind]
    doors, told = KINDS[kind](), []

    answer = doors.solve(
        doors.parse(json.dumps(document).encode()), progress=lambda *step: told.append(step[0]), **options
    )

    assert (answer["status"], list(dict.fromkeys(told))) == ("optimal", parts)


@pytest.mark.parametrize("kind", sorted(SMALL))
def test_check_takes_the_progress_of_the_terminal(kind: str) -> None:
    document, options = SMALL[kind]
    doors = KINDS[kind]()
    problem = doors.parse(json.dumps(document).encode())
    answer = doors.solve(problem, progress=lambda *step: None, **options)

    assert doors.check(problem, load(dump(answer).encode()), lambda *step: None)["ok"] is True
