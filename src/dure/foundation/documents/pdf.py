"""Papers: a typst template and values in, a PDF out. The same values give the same bytes."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_ko
import typst

from dure.foundation.documents.glyphs import MissingGlyphError, missing

STYLES = Path(__file__).parent / "typst"
FONT = Path(pylopdf_fonts_ko.sans_path())


def render_pdf(template_text: str, data: Mapping[str, Any]) -> bytes:
    """Compile a template that begins with ``#import "/dure.typ": *``; it finds the values in ``data``.

    Values are handed over as JSON, so nothing typed by a person is ever read as source.
    Raises ``MissingGlyphError`` when the font cannot draw a character, ``typst.TypstError`` for a wrong template.
    """
    values = _composed(dict(data))
    lacking = missing(template_text + "".join(_texts(values)), FONT)
    if lacking:
        raise MissingGlyphError(lacking)
    # Its stub wants the template and the root to be of one type; the library does not.
    compiled = typst.compile(  # type: ignore[call-overload]
        template_text.encode(),
        root=str(STYLES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=0,
    )
    return bytes(compiled)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT.parent)])


def _composed(value: Any) -> Any:
    """Text typed on some machines comes with its syllables taken apart; they are put together (NFC)."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {str(key): _composed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(each) for each in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
