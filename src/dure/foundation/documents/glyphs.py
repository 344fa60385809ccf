"""Which characters a font can draw, read from its cmap table (OpenType formats 4 and 12)."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

# Characters that leave no mark of their own need no glyph.
_SILENT = {"Cc", "Cf", "Zl", "Zp", "Mn"}


class MissingGlyphError(ValueError):
    """The font lacks characters of a text; ``characters`` names them, once each, in order."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        codes = ", ".join(f"{c} (U+{ord(c):04X})" for c in characters)
        super().__init__(f"no glyph for {codes}")


@cache
def drawable(path: Path) -> frozenset[int]:
    """The code points that a font file maps to a glyph."""
    font = path.read_bytes()
    cmap = _table(font, b"cmap")
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    found: set[int] = set()
    for number in range(count):
        offset = cmap + struct.unpack_from(">L", font, cmap + 4 + 8 * number + 4)[0]
        found |= _subtable(font, offset)
    return frozenset(found)


def missing(text: str, path: Path) -> str:
    """The characters of a text that the font cannot draw, once each, in order."""
    known = drawable(path)
    lacking = (c for c in text if ord(c) not in known and unicodedata.category(c) not in _SILENT)
    return "".join(dict.fromkeys(lacking))


def _table(font: bytes, tag: bytes) -> int:
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        name, _sum, offset, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if name == tag:
            return int(offset)
    raise ValueError(f"no {tag.decode()} table")


def _subtable(font: bytes, offset: int) -> set[int]:
    kind = struct.unpack_from(">H", font, offset)[0]
    if kind == 4:
        return _segments(font, offset)
    return _groups(font, offset) if kind == 12 else set()


def _groups(font: bytes, offset: int) -> set[int]:
    found: set[int] = set()
    for number in range(struct.unpack_from(">L", font, offset + 12)[0]):
        first, last, _glyph = struct.unpack_from(">LLL", font, offset + 16 + 12 * number)
        found.update(range(first, last + 1))
    return found


def _segments(font: bytes, offset: int) -> set[int]:
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    at = offset + 14
    ends = struct.unpack_from(f">{count}H", font, at)
    starts = struct.unpack_from(f">{count}H", font, at + 2 * count + 2)
    found: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        found.update(range(first, min(last, 0xFFFE) + 1))
    return found
