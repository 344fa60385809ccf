"""Which machines' counts leave the line."""

from typing import Any

import pytest
from tests.floor.scene import DAY
from tests.floor.telling import facts_of_a_shift

from dure.engine.floor.plant import Plant
from dure.engine.floor.plant_document import read_plant
from dure.floor.boards.queries.made import end_machines


def plant(*output: str) -> Plant:
    machines: list[dict[str, Any]] = [
        {"id": name, "line": line, "output": name in output}
        for name, line in (("INJ1", "L1"), ("INJ2", "L1"), ("TRIM1", "L1"), ("PACK1", "L2"))
    ]
    return read_plant({"name": "시험", "timezone": "Asia/Seoul", "machines": machines})


@pytest.mark.parametrize(
    ("output", "counted", "ends"),
    [
        ((), ("INJ1", "INJ2", "PACK1"), {"INJ2", "PACK1"}),
        ((), ("INJ1", "TRIM1"), {"TRIM1"}),
        (("INJ1", "INJ2"), ("INJ1", "INJ2", "TRIM1", "PACK1"), {"INJ1", "INJ2", "PACK1"}),
        (("INJ1", "INJ2"), ("INJ1",), {"INJ1"}),
        (("INJ1", "INJ2"), ("TRIM1",), set()),
    ],
)
def test_end_machines_are_those_said_else_the_last_that_counted(
    output: tuple[str, ...], counted: tuple[str, ...], ends: set[str]
):
    rows = [facts_of_a_shift(DAY, machine=name, pq=10.0, gq=9.0) for name in counted]

    assert end_machines(plant(*output), rows) == ends
