from __future__ import annotations

import hashlib

from dure.engine.selection.digest import digest
from dure.engine.selection.parse import parse_problem


def test_digest_is_taken_of_the_canonical_text_and_the_list() -> None:
    problem = parse_problem(
        {
            "rule": "max_total",
            "seats": 2,
            "score_max": "100",
            "applicants": [
                {"id": "나", "score": "9.5", "measures": {"won": 3}, "tags": {"type": "X"}},
                {"id": "A", "score": "10", "measures": {}, "tags": {"type": "Y"}},
            ],
            "constraints": [{"name": "c", "where": {"type": ["Y", "X"]}, "measure": "count", "max": 2}],
            "pinned": [],
            "barred": [],
            "tie_order": [{"tag": "type", "first": ["Y", "X"]}, "won"],
        }
    )
    text = (
        '{"applicants":[{"id":"A","measures":{},"score":100,"tags":{"type":"Y"}},'
        '{"id":"나","measures":{"won":3},"score":95,"tags":{"type":"X"}}],"barred":[],'
        '"constraints":[{"max":2,"measure":"count","name":"c","where":{"type":["X","Y"]}}],"pinned":[],'
        '"rule":"max_total","score_max":1000,"seats":2,"tie_order":[{"first":["Y","X"],"tag":"type"},"won"]}'
        "\nA\n나"
    )

    assert digest(problem, ["나", "A"]) == hashlib.sha256(text.encode()).hexdigest()
