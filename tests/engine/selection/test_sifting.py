from __future__ import annotations

import numpy as np
import pytest
from tests.engine.selection.problems import large_document

from dure.engine.selection.lines import Lines, line_of
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.program import Program
from dure.engine.selection.rows import Rows, tabulate
from dure.engine.selection.sifting import Sifting


def both(rows: Rows, worth: np.ndarray, penalty: float | None) -> tuple[Program, Sifting]:
    lines, program = Lines(rows.width), Program(rows.width, penalty=penalty)
    for place in range(len(rows.low)):
        line = line_of(rows.amounts[place].astype(float), float(rows.low[place]), float(rows.high[place]))
        if line.can_bind:
            lines.add(line)
            program.add(line)
    sifting = Sifting(lines, penalty)
    for solver in (program, sifting):
        if penalty is None:
            solver.weigh(worth)
    return program, sifting


@pytest.mark.parametrize("seats", [2000, 5000])
def test_sifting_reaches_what_one_program_over_everyone_reaches(seats: int) -> None:
    contest = tabulate(parse_problem(large_document(firms=9000, seats=seats, seed=1))).contest
    worth = contest.weights / float(contest.weights.max()) * 1000.0
    must, may = contest.rows.must, contest.rows.may

    whole, sifted = (solver.solve(must, may) for solver in both(contest.rows, worth, None))

    assert whole is not None
    assert sifted is not None
    assert sifted.shares @ worth == pytest.approx(whole.shares @ worth, rel=1e-9)


def test_sifting_has_no_answer_where_nothing_fits() -> None:
    contest = tabulate(parse_problem(large_document(firms=9000, seats=3000, seed=1))).contest
    must = np.ones(9000, dtype=np.bool_)
    must[::3] = False

    program, sifting = both(contest.rows, np.ones(9000), None)

    assert (program.solve(must, contest.rows.may), sifting.solve(must, contest.rows.may)) == (None, None)


def test_sifting_with_a_penalty_breaks_no_line_where_a_set_exists() -> None:
    contest = tabulate(parse_problem(large_document(firms=9000, seats=3000, seed=1))).contest
    rows = contest.rows
    _, sifting = both(rows, np.zeros(9000), 1.0)

    found = sifting.solve(rows.must, rows.may)

    assert found is not None
    used = rows.amounts @ found.shares
    scale = rows.amounts.max(axis=1)
    assert bool(((used <= rows.high + 1e-6 * scale) & (used >= rows.low - 1e-6 * scale)).all())
