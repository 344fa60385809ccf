"""An imported file as a grid of cells: Excel by the same reader as everywhere, CSV here."""

import csv
from io import StringIO
from pathlib import Path, PurePath

from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents import words
from dure.foundation.documents.formats import Known
from dure.foundation.documents.sheets.workbook import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Grid, open_grid
from dure.foundation.documents.sniff import Trouble, sniff

# Banks write CSV as Excel does: with a mark of UTF-8, or in the old Korean code page.
ENCODINGS = ("utf-8-sig", "cp949")


def read_grid(path: Path, name: str) -> Grid:
    """The file's cells; raises ``ActionRefused`` with the sentence for what is wrong with the file."""
    if PurePath(name).suffix.lower() != ".csv":
        return open_grid(path, name)
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ActionRefused(words.too_large(name, size, MOST_BYTES))
    known = sniff(path)
    if isinstance(known, Trouble):
        raise ActionRefused(words.trouble_words(known, name))
    if known is not Known.TEXT:
        raise ActionRefused(words.mislabelled(name, known))
    return Grid(name, _rows(_text(path.read_bytes(), name), name))


def _text(content: bytes, name: str) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ActionRefused(
        _("“%(name)s” is written in letters that cannot be read. Save it as CSV UTF-8, or as xlsx.") % {"name": name}
    )


def _rows(text: str, name: str) -> list[list[str]]:
    delimiter = "\t" if text.count("\t") > text.count(",") else ","
    try:
        rows = [row[:MOST_COLUMNS] for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise ActionRefused(words.trouble_words(Trouble.BROKEN, name)) from error
    if len(rows) > MOST_ROWS + 20:
        limits = {"name": name, "rows": MOST_ROWS}
        raise ActionRefused(
            _("“%(name)s” has more than %(rows)d rows. Delete empty rows at its end or split it.") % limits
        )
    return rows
