"""Reading, writing and compiling the catalogues, with Babel alone: no gettext programs, no Django."""

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from dure.translations.owners import PACKAGE, catalogue_paths

HEADER = (
    'msgid ""\n'
    'msgstr ""\n'
    '"Language: ko\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
# The same source gives the same bytes, so no clock is read.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


class CatalogueError(Exception):
    """A catalogue that cannot be read; the text names the file and the line."""


def read(path: Path) -> Catalog:
    """One catalogue; an absent file is an empty one."""
    if not path.exists():
        return Catalog(locale="ko")
    try:
        with path.open("rb") as file:
            return read_po(file, locale="ko", charset="utf-8", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: {error}") from error


def write(path: Path, catalogue: Catalog) -> None:
    """Sorted, without places and dates, so that a change of one word is a change of one line."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body.getvalue().decode("utf-8"), encoding="utf-8")


def compile_one(path: Path) -> Path:
    """Write ``django.mo`` beside ``django.po`` in one step, so that a reader never sees half a file."""
    catalogue = read(path)
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    target = path.with_suffix(".mo")
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    with partial.open("wb") as file:
        write_mo(file, catalogue)
    return partial.replace(target)


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Compile every catalogue; used by the build."""
    return [compile_one(path) for path in catalogue_paths(package)]


def compile_stale(package: Path = PACKAGE) -> list[Path]:
    """Compile what is newer than its compiled form, where the folder may be written to."""
    return [
        compile_one(path) for path in catalogue_paths(package) if _is_stale(path) and os.access(path.parent, os.W_OK)
    ]


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime
