"""A reader that goes away early ends a command without a word."""

import os
import subprocess
import sys


def test_command_into_a_closed_pipe_ends_quietly() -> None:
    problem = '{"rule": "score_order", "seats": 1, "score_max": "100", "applicants": [], "constraints": [],'
    problem += '"pinned": [], "barred": [], "tie_order": []}'
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "dure.cli", "solve", "selection", "-"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        input=problem.encode(), stdout=writer, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")
