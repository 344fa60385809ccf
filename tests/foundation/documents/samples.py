"""Small files of every kind, made here byte by byte."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image

FILES = Path(__file__).parent / "files"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#256ef4").save(out, kind)
    return out.getvalue()


def huge_picture() -> bytes:
    """A small file that says it is 20,000 points wide and high."""
    content = bytearray(picture("PNG"))
    content[16:24] = struct.pack(">LL", 20_000, 20_000)
    content[29:33] = struct.pack(">L", zlib.crc32(bytes(content[12:29])))
    return bytes(content)


def archive(**parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def office(part: str, **more: bytes | str) -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", part: "<x/>", **more})


def locked_zip() -> bytes:
    content = bytearray(archive(**{"a.txt": "x"}))
    content[content.index(b"PK\x03\x04") + 6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def bomb() -> bytes:
    return archive(zeros=b"\0" * 60_000_000)


def ole(stream: str, body: bytes = b"") -> bytes:
    return OLE + body + stream.encode("utf-16-le") + b"\0\0" * 20


def hwp(flags: int) -> bytes:
    header = b"HWP Document File".ljust(32, b"\0") + b"\x00\x00\x00\x05" + bytes([flags, 0, 0, 0])
    return ole("FileHeader", header)
