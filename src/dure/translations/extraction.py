"""Finds what is marked for translation in Python code and Django templates."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

from dure.translations.owners import PACKAGE, owner_of, sources

LAZY = {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY}


@dataclass(frozen=True, order=True)
class Said:
    """One text marked for translation. ``plural`` and ``context`` are empty where there is none."""

    text: str
    plural: str
    context: str


def said_in_file(path: Path) -> Iterator[Said]:
    """The texts of one file, in its order."""
    source = path.read_text(encoding="utf-8")
    keywords = KEYWORDS
    if path.suffix == ".py":
        keywords = KEYWORDS | _aliases(source)
    else:
        # Outside its calls this pseudo-code is filler, whose indentation Python would refuse.
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines)
    options = {"encoding": "utf-8"}
    for _line, message, _comments, context in extract(
        "python", BytesIO(source.encode()), keywords=keywords, options=options
    ):
        text, plural = message if isinstance(message, tuple) else (message, "")
        if text:
            yield Said(text, plural, context or "")


def _aliases(source: str) -> dict[str, Any]:
    """Other names under which a file imports Django's functions of translation."""
    froms = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom))
    names = (name for node in froms if node.module == "django.utils.translation" for name in node.names)
    return {name.asname: KEYWORDS[name.name] for name in names if name.asname and name.name in KEYWORDS}


def said_by_owner(package: Path = PACKAGE) -> dict[Path, dict[Said, Path]]:
    """For each app what it says, and a file where it does."""
    found: dict[Path, dict[Said, Path]] = {}
    for path in sources(package):
        for said in said_in_file(path):
            found.setdefault(owner_of(path, package), {}).setdefault(said, path)
    return found
