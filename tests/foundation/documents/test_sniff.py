"""A file is what its content says, and is told apart from what harms."""

from pathlib import Path

import pytest
from tests.foundation.documents import samples

from dure.foundation.documents.formats import Known
from dure.foundation.documents.pdf import render_pdf
from dure.foundation.documents.sniff import Trouble, sniff

PAGE = '#import "/dure.typ": *\n#show: paper.with(title: "x")\nx'

GOOD = {
    "pdf": (lambda: render_pdf(PAGE, {}), Known.PDF),
    "pdf after a few bytes": (lambda: b"\r\n\r\n" + render_pdf(PAGE, {}), Known.PDF),
    "pdf that forbids changes": ((samples.FILES / "no_changes_allowed.pdf").read_bytes, Known.PDF),
    "png": (lambda: samples.picture("PNG"), Known.PNG),
    "jpeg": (lambda: samples.picture("JPEG"), Known.JPEG),
    "webp": (lambda: samples.picture("WEBP"), Known.WEBP),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 40, Known.HEIC),
    "xlsx": (lambda: samples.office("xl/workbook.xml"), Known.XLSX),
    "docx": (lambda: samples.office("word/document.xml"), Known.DOCX),
    "pptx": (lambda: samples.office("ppt/presentation.xml"), Known.PPTX),
    "hwpx": (lambda: samples.archive(mimetype="application/hwp+zip"), Known.HWPX),
    "hwp": (lambda: samples.hwp(flags=1), Known.HWP),
    "zip": (lambda: samples.archive(**{"사진.png": samples.picture("PNG")}), Known.ZIP),
    "utf-8": (lambda: "이름,매출\n진안식품,1".encode("utf-8-sig"), Known.TEXT),
    "cp949": (lambda: "이름,매출\r\n진안식품,1".encode("cp949"), Known.TEXT),
    "utf-16": (lambda: "이름\t매출".encode("utf-16"), Known.TEXT),
}

BAD = {
    "nothing": (lambda: b"", Trouble.EMPTY),
    "locked pdf": ((samples.FILES / "locked.pdf").read_bytes, Trouble.ENCRYPTED),
    "half a pdf": (lambda: render_pdf(PAGE, {})[:300], Trouble.BROKEN),
    "locked zip": (samples.locked_zip, Trouble.ENCRYPTED),
    "locked office file": (lambda: samples.ole("EncryptedPackage"), Trouble.ENCRYPTED),
    "locked hwp": (lambda: samples.hwp(flags=3), Trouble.ENCRYPTED),
    "locked hwpx": (
        lambda: samples.archive(
            **{"mimetype": "application/hwp+zip", "META-INF/manifest.xml": "<odf:encryption-data/>"}
        ),
        Trouble.ENCRYPTED,
    ),
    "bomb": (samples.bomb, Trouble.BOMB),
    "half a zip": (lambda: samples.office("xl/workbook.xml")[:60], Trouble.BROKEN),
    "macros": (lambda: samples.office("xl/workbook.xml", **{"xl/vbaProject.bin": b"x"}), Trouble.MACROS),
    "windows program": (lambda: b"MZ\x90\0" + b"\0" * 100, Trouble.EXECUTABLE),
    "linux program": (lambda: b"\x7fELF" + b"\0" * 100, Trouble.EXECUTABLE),
    "script": (lambda: b"#!/bin/sh\nrm -rf /\n", Trouble.EXECUTABLE),
    "program in a zip": (lambda: samples.archive(**{"계약서.pdf.exe": b"x"}), Trouble.EXECUTABLE),
    "old word": (lambda: samples.ole("WordDocument"), Trouble.OLD_OFFICE),
    "old hwp": (lambda: b"HWP Document File V3.00 \x1a\x01", Trouble.OLD_HWP),
    "half a picture": (lambda: samples.picture("PNG")[:50], Trouble.BROKEN),
    "huge picture": (samples.huge_picture, Trouble.HUGE_PICTURE),
    "noise": (lambda: bytes(range(256)), Trouble.UNKNOWN),
}


@pytest.mark.parametrize("name", GOOD)
def test_sniff_knows_by_content(name: str, tmp_path: Path) -> None:
    make, expected = GOOD[name]
    path = tmp_path / "without an ending"
    path.write_bytes(make())
    assert sniff(path) == expected


@pytest.mark.parametrize("name", BAD)
def test_sniff_tells_the_trouble(name: str, tmp_path: Path) -> None:
    make, expected = BAD[name]
    path = tmp_path / "without an ending"
    path.write_bytes(make())
    assert sniff(path) == expected
