from __future__ import annotations

from tests.engine.floor.spc.known import nist

from dure.engine.floor.spc.tolerance import howe_k2


def test_howe_k2_equals_the_handbook() -> None:
    case = nist("howe_k2")

    assert round(howe_k2(case["n"], case["p"], case["gamma"]), 3) == case["k2"]
