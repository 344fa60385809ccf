"""All generated pages, by their path; written whole, compared whole."""

from collections.abc import Callable
from pathlib import Path

from django.utils import translation

from dure.commands.schemas import all_schemas
from tools.packages import ROOT
from tools.reference import commands, kinds, ledger, permissions, routes, states, variables

FOLDER = ROOT / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "states.md": states.page,
    "permissions.md": permissions.page,
    "routes.md": routes.page,
    "settings.md": variables.page,
    "commands.md": commands.page,
    "ledger.md": ledger.page,
    "kinds.md": kinds.page,
}


def all_pages() -> dict[Path, str]:
    """Path and text of every generated file."""
    with translation.override("en"):
        pages = {FOLDER / name: make() for name, make in PAGES.items()}
    return pages | {FOLDER / "schemas" / name: text for name, text in all_schemas().items()}


def write() -> list[Path]:
    """Write what is stale and remove schemas that no engine has any more; gives what was touched."""
    touched = []
    for path, text in all_pages().items():
        if read(path) != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            touched.append(path.relative_to(ROOT))
    for path in orphans():
        path.unlink()
        touched.append(path.relative_to(ROOT))
    return touched


def stale() -> list[Path]:
    """What ``write`` would touch."""
    old = [path for path, text in all_pages().items() if read(path) != text]
    return [path.relative_to(ROOT) for path in [*old, *orphans()]]


def orphans() -> list[Path]:
    """Schemas on disk that belong to no engine."""
    known = set(all_schemas())
    return sorted(path for path in (FOLDER / "schemas").glob("*.json") if path.name not in known)


def read(path: Path) -> str | None:
    """The text on disk; None where there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else None
