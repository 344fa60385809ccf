"""PDF files that came from outside: can they be opened, and their first page as a picture."""

import threading
from enum import Enum, auto
from pathlib import Path

import pypdfium2

from dure.foundation.documents.pictures import as_png

# The library below keeps state of its own and is not made for threads.
_ONE_AT_A_TIME = threading.Lock()
_WIDEST_POINTS = 20_000


class PdfProblem(Enum):
    """Why a PDF is not kept."""

    ENCRYPTED = auto()
    BROKEN = auto()


def pdf_problem(path: Path) -> PdfProblem | None:
    """Whether a PDF opens without a password and has a page.

    A file that only forbids changes (as many public offices issue them) opens, so it is fine.
    """
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            return PdfProblem.ENCRYPTED if "password" in str(error).lower() else PdfProblem.BROKEN
        try:
            return None if len(document) else PdfProblem.BROKEN
        finally:
            document.close()


def first_page(path: Path, side: int) -> bytes | None:
    """The first page within a square of ``side`` points as PNG; None where it cannot be drawn."""
    return page_picture(path, 0, side)


def page_picture(path: Path, number: int, side: int) -> bytes | None:
    """A page, counted from 0, with what its form fields show; None where there is none or it cannot be drawn."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            return None
        try:
            document.init_forms()
            page = document[number]
            longest = max(page.get_size())
            if not 0 < longest < _WIDEST_POINTS:
                return None
            return as_png(page.render(scale=side / longest).to_pil(), side)
        except (pypdfium2.PdfiumError, IndexError):
            return None
        finally:
            document.close()


def page_count(path: Path) -> int:
    """How many pages a PDF has; 0 for one that does not open."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            return 0
        try:
            return len(document)
        finally:
            document.close()
