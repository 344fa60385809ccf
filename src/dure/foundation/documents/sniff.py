"""What a file is, by its content alone, and what is wrong with it."""

import zipfile
from enum import Enum, auto
from pathlib import Path

from dure.foundation.documents.formats import Known
from dure.foundation.documents.pictures import is_whole_picture
from dure.foundation.documents.portable import PdfProblem, pdf_problem
from dure.foundation.documents.zips import ZipProblem, kind_of_zip, zip_problem


class Trouble(Enum):
    """Why a file is not taken in; ``words.py`` has the sentences."""

    EMPTY = auto()
    UNKNOWN = auto()
    BROKEN = auto()
    ENCRYPTED = auto()
    EXECUTABLE = auto()
    BOMB = auto()
    MACROS = auto()
    OLD_OFFICE = auto()
    OLD_HWP = auto()
    HUGE_PICTURE = auto()


_EXECUTABLE = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
_PICTURES = ((b"\x89PNG\r\n\x1a\n", Known.PNG), (b"\xff\xd8\xff", Known.JPEG))
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP_SIGNATURE = b"HWP Document File"
_ZIP_TROUBLES = {
    ZipProblem.BROKEN: Trouble.BROKEN,
    ZipProblem.ENCRYPTED: Trouble.ENCRYPTED,
    ZipProblem.BOMB: Trouble.BOMB,
    ZipProblem.EXECUTABLE: Trouble.EXECUTABLE,
    ZipProblem.MACROS: Trouble.MACROS,
}


def sniff(path: Path) -> Known | Trouble:
    """The kind of a file, or what is wrong with it. Reads the file, never its name."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head:
        return Trouble.EMPTY
    if head.startswith(_EXECUTABLE):
        return Trouble.EXECUTABLE
    # Some offices' systems put a few bytes before the PDF's own mark; readers allow 1,024.
    if b"%PDF-" in head[:1024]:
        return _pdf(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    if head.startswith(_OLE):
        return _ole(path.read_bytes())
    if head.startswith(_HWP_SIGNATURE):
        return Trouble.OLD_HWP
    return _picture(path, head) or _text(path)


def _pdf(path: Path) -> Known | Trouble:
    problem = pdf_problem(path)
    if problem is None:
        return Known.PDF
    return Trouble.ENCRYPTED if problem is PdfProblem.ENCRYPTED else Trouble.BROKEN


def _zip(path: Path) -> Known | Trouble:
    problem = zip_problem(path)
    if problem is not None:
        return _ZIP_TROUBLES[problem]
    with zipfile.ZipFile(path) as archive:
        return kind_of_zip(archive)


def _ole(content: bytes) -> Known | Trouble:
    """The old compound format: HWP 5, encrypted new Office files, and the old Office files."""
    if _name("EncryptedPackage") in content:
        return Trouble.ENCRYPTED
    if _name("FileHeader") in content and _HWP_SIGNATURE in content:
        # Four bytes of version after the 32 of the signature, then the flags; bit 1 says "password".
        flags = content[content.index(_HWP_SIGNATURE) + 36]
        return Trouble.ENCRYPTED if flags & 2 else Known.HWP
    old = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
    return Trouble.OLD_OFFICE if any(_name(name) in content for name in old) else Trouble.UNKNOWN


def _name(text: str) -> bytes:
    """How the compound format writes the name of a stream."""
    return text.encode("utf-16-le") + b"\0\0"


def _picture(path: Path, head: bytes) -> Known | Trouble | None:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Known.HEIC
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    known = Known.WEBP if webp else next((kind for mark, kind in _PICTURES if head.startswith(mark)), None)
    if known is None:
        return None
    whole = is_whole_picture(path)
    if whole is None:
        return Trouble.HUGE_PICTURE
    return known if whole else Trouble.BROKEN


def _text(path: Path) -> Known | Trouble:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "cp949", "utf-16"):
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(c < " " and c not in "\t\r\n\f" for c in text):
            return Known.TEXT
    return Trouble.UNKNOWN
