"""The page on which the parties sign, and what stands in a box once it is signed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.glyphs import MissingGlyphError
from dure.foundation.documents.pdf import render_pdf
from dure.foundation.interface.formats import moment

TEMPLATES = Path(__file__).parent / "typst"
PAGE_HEIGHT_MM = 297
POINTS_A_MM = 72 / 25.4
LEFT_MM, TOP_MM, COLUMNS, ROWS = 22, 58, 2, 5
WIDTH_MM, HEIGHT_MM, STEP_X_MM, STEP_Y_MM = 80, 36, 86, 41
# Above the field stand capacity and organisation.
HEAD_MM, EDGE_MM = 13, 1


@dataclass(frozen=True)
class Box:
    """Where one party signs: millimetres from the upper left corner of a signature page."""

    page: int
    x: float
    y: float
    width: float = WIDTH_MM
    height: float = HEIGHT_MM

    def field_points(self) -> tuple[int, int, int, int]:
        """The signature field within the box, in points from the lower left corner, as PDF counts."""
        left, right = self.x + EDGE_MM, self.x + self.width - EDGE_MM
        top, bottom = self.y + HEAD_MM, self.y + self.height - EDGE_MM
        corners = (left, PAGE_HEIGHT_MM - bottom, right, PAGE_HEIGHT_MM - top)
        first, second, third, fourth = (round(each * POINTS_A_MM) for each in corners)
        return first, second, third, fourth


FIELD_WIDTH_MM = WIDTH_MM - 2 * EDGE_MM
FIELD_HEIGHT_MM = HEIGHT_MM - HEAD_MM - EDGE_MM


@dataclass(frozen=True)
class Place:
    """Who a box is for."""

    capacity: str
    organisation: str


def boxes(count: int) -> list[Box]:
    """As many boxes as there are parties, ten a page, row by row."""
    found = []
    for number in range(count):
        page, within = divmod(number, COLUMNS * ROWS)
        row, column = divmod(within, COLUMNS)
        found.append(Box(page, LEFT_MM + column * STEP_X_MM, TOP_MM + row * STEP_Y_MM))
    return found


def signature_pages(title: str, places: Sequence[Place], sha256: str) -> bytes:
    """The pages that are added to a document before the first signature."""
    sheets: list[list[dict[str, object]]] = []
    for box, place in zip(boxes(len(places)), places, strict=True):
        if box.page == len(sheets):
            sheets.append([])
        sheets[box.page].append({**asdict(box), **asdict(place)})
    with translation.override(settings.LANGUAGE_CODE):
        data = {
            "title": _("Signatures: %(title)s") % {"title": title},
            "heading": _("Signature page"),
            "lead": _("The parties sign “%(title)s” electronically, each in its own field.") % {"title": title},
            "note": _("Document before this page: SHA-256 %(digest)s") % {"digest": sha256},
            "language": settings.LANGUAGE_CODE,
            "sheets": sheets,
        }
    return _rendered("signatures.typ", data)


def stamp(name: str, at: datetime, proof: str) -> bytes:
    """What is drawn into a field when it is signed: one small page of the field's size."""
    with translation.override(settings.LANGUAGE_CODE):
        data = {
            "title": name,
            "name": name,
            "word": _("signed electronically"),
            "at": moment(at),
            "proof": proof,
            "language": settings.LANGUAGE_CODE,
            "width": FIELD_WIDTH_MM,
            "height": FIELD_HEIGHT_MM,
        }
    return _rendered("stamp.typ", data)


def _rendered(name: str, data: Mapping[str, object]) -> bytes:
    try:
        return render_pdf(_template(name), data)
    except MissingGlyphError as lacking:
        raise ActionRefused(
            _("The signature page cannot be printed: %(why)s. Change the title, the organisation or the name.")
            % {"why": lacking}
        ) from lacking


@cache
def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
