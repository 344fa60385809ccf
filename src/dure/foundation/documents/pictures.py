"""Pictures: are they whole, and a small one of each."""

import io
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

# Phones take 12 to 50 million points as a rule; beyond this a picture takes half a gigabyte to open.
MOST_POINTS = 89_000_000
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def is_whole_picture(path: Path) -> bool | None:
    """Whether the picture can be read; None where it has more points than can be handled."""
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_POINTS:
                return None
            picture.verify()
    except Image.DecompressionBombError:
        return None
    except _BROKEN:
        return False
    return True


def thumbnail(path: Path, side: int) -> bytes | None:
    """The picture within a square of ``side`` points as PNG, turned upright; None where it cannot be read."""
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_POINTS:
                return None
            picture.draft("RGB", (side, side))
            return as_png(ImageOps.exif_transpose(picture), side)
    except _BROKEN:
        return None


def as_png(picture: Image.Image, side: int) -> bytes:
    """A picture as PNG, made smaller to fit a square."""
    small = picture if picture.mode in {"RGB", "RGBA", "L"} else picture.convert("RGBA")
    small.thumbnail((side, side))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
