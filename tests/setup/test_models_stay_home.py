"""Another app's models may be named in types and keys; only their own app queries or writes them."""

import ast
from pathlib import Path

import dure

SOURCE = Path(dure.__file__).parent
FORBIDDEN = {"objects", "_base_manager", "_default_manager"}


def app_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return "/".join(parts[:2]) if parts[0] in {"foundation", "journey", "floor"} else parts[0]


def foreign_models(tree: ast.Module, app: str) -> set[str]:
    """Names imported from the models of another app."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("dure.")
            and ".models" in (node.module or "")
        ):
            owner = "/".join((node.module or "").split(".")[1:3])
            if owner.split("/models")[0] != app:
                names |= {alias.asname or alias.name for alias in node.names}
    return names


def uses(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = foreign_models(tree, app_of(path))
    found = []
    # `Model.objects.none()` reads nothing: a form's field waits for its rows.
    empty = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "none"}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in names
            and node.attr in FORBIDDEN
            and id(node) not in empty
        ):
            found.append(f"{path.relative_to(SOURCE)}:{node.lineno} {node.value.id}.{node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            found.append(f"{path.relative_to(SOURCE)}:{node.lineno} {node.func.id}(…)")
    return found


def test_models_are_queried_and_written_at_home_only():
    broken = [use for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts for use in uses(path)]

    assert broken == []
