import ast
from pathlib import Path

import dure

SOURCE = Path(dure.__file__).parent
GATE = SOURCE / "foundation" / "workflow" / "gate.py"
# Jobs, outgoing mail and the like keep their own state; only what has a transition table goes through the gate.
WITHOUT_A_TABLE = {"foundation/jobs", "foundation/messages/outbox.py", "foundation/messages/delivery.py"}


def assignments_of_status(path: Path) -> list[int]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found += [t.lineno for t in targets if isinstance(t, ast.Attribute) and t.attr == "status"]
    return found


def test_status_is_assigned_in_the_gate_only():
    outside = {
        str(path.relative_to(SOURCE)): lines
        for path in sorted(SOURCE.rglob("*.py"))
        if path != GATE
        and not any(str(path.relative_to(SOURCE)).startswith(part) for part in WITHOUT_A_TABLE)
        and (lines := assignments_of_status(path))
    }

    assert outside == {}
