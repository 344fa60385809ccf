"""One linear program whose lines may be broken at a price, asked once: filled from arrays and forgotten."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dure.engine.selection.lines import Real


@dataclass(frozen=True, eq=False)
class Stretched:
    """`shares` and `prices`, and by how many units the lines are broken altogether."""

    shares: Real
    prices: Real
    broken: float


def stretched(worth: Real, matrix: Real, lows: Real, highs: Real, penalty: float) -> Stretched | None:
    """The shares of the greatest worth within the lines, each unit beyond them paid with `penalty`.

    The primal simplex, since nobody in and every line broken is where it can start. None where the solver gives up.
    """
    # Loaded where it is needed: only wide problems come here, and each helping process would wait for it.
    from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper, SolveStatus
    from scipy.sparse import csr_matrix, eye_array, hstack

    count, width = matrix.shape
    spare = eye_array(count)
    model = ModelBuilderHelper()
    model.fill_model_from_sparse_data(
        np.zeros(width + 2 * count),
        np.concatenate([np.ones(width), np.full(2 * count, np.inf)]),
        np.concatenate([worth, np.full(2 * count, -penalty)]),
        lows,
        highs,
        csr_matrix(hstack([csr_matrix(matrix), spare, -spare])),
    )
    model.set_maximize(True)
    solver = ModelSolverHelper("glop")
    solver.set_solver_specific_parameters("use_dual_simplex: false use_preprocessing: false")
    solver.solve(model)
    if solver.status() != SolveStatus.OPTIMAL:
        return None
    values = np.asarray(solver.variable_values())
    return Stretched(values[:width], np.asarray(solver.dual_values()), float(values[width:].sum()))
