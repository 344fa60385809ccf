"""Which app owns which source file, so that a word is translated once, where it is said."""

from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
# Folders of apps; a folder directly below one of them is an app.
SHELVES = ("foundation", "floor", "journey")
# Folders directly below the package that are apps themselves.
APPS = ("portal", "api", "demo")
# The engine speaks in values, and this tool speaks to developers.
SILENT = ("engine", "translations")


def owner_of(path: Path, package: Path = PACKAGE) -> Path:
    """The app whose catalogue holds the words of this file; the package itself for what lies outside apps."""
    parts = path.relative_to(package).parts
    if parts[0] in SHELVES and len(parts) > 2:
        return package / parts[0] / parts[1]
    if parts[0] in APPS and len(parts) > 1:
        return package / parts[0]
    return package


def sources(package: Path = PACKAGE) -> Iterator[Path]:
    """Every file that may say something to a person: Python code and templates."""
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if parts[0] in SILENT or "migrations" in parts or "static" in parts or not path.is_file():
            continue
        if path.suffix == ".py" or "templates" in parts:
            yield path


def catalogue_path(owner: Path) -> Path:
    """Where an owner's Korean words lie."""
    return owner / "locale" / "ko" / "LC_MESSAGES" / "django.po"


def catalogue_paths(package: Path = PACKAGE) -> list[Path]:
    """All Korean catalogues that exist."""
    return sorted(package.glob("**/locale/ko/LC_MESSAGES/django.po"))
