"""The kinds of file that are taken in, and how a name and a content tell them."""

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath


@dataclass(frozen=True)
class Format:
    """``extensions`` are the endings a file of this kind may have; the first is the usual one."""

    label: str
    media_type: str
    extensions: tuple[str, ...]


class Known(Enum):
    """Every kind of file that is taken in."""

    PDF = Format("PDF", "application/pdf", (".pdf",))
    PNG = Format("PNG", "image/png", (".png",))
    JPEG = Format("JPEG", "image/jpeg", (".jpg", ".jpeg", ".jfif"))
    HEIC = Format("HEIC", "image/heic", (".heic", ".heif"))
    WEBP = Format("WebP", "image/webp", (".webp",))
    XLSX = Format("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
    DOCX = Format("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
    PPTX = Format("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", (".pptx",))
    HWP = Format("HWP", "application/x-hwp", (".hwp",))
    HWPX = Format("HWPX", "application/hwp+zip", (".hwpx",))
    ZIP = Format("ZIP", "application/zip", (".zip",))
    TEXT = Format("TXT", "text/plain", (".txt", ".csv"))


ACCEPT = ",".join(ending for known in Known for ending in known.value.extensions)


def ending(name: str) -> str:
    """The lower-case ending of a file name with its dot; empty when there is none."""
    return PurePath(name).suffix.lower()


def media_type(known: Known, name: str) -> str:
    """The media type to store: of plain texts the name tells which."""
    if known is Known.TEXT and ending(name) == ".csv":
        return "text/csv"
    return known.value.media_type
