"""Looking into a ZIP without unpacking it: what it is, and whether it is safe to keep."""

import zipfile
from enum import Enum, auto
from pathlib import Path, PurePosixPath

from dure.foundation.documents.formats import Known

MOST_ENTRIES = 10_000
MOST_UNPACKED_BYTES = 1_000_000_000
# Office files of repeated cells reach some 100; bombs begin at 1,000.
MOST_RATIO = 400
_RUNS = {
    ".exe", ".dll", ".bat", ".cmd", ".com", ".scr", ".msi", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf",
    ".hta", ".jar", ".lnk", ".apk", ".sh", ".pif", ".cpl", ".reg",
}  # fmt: skip
_OFFICE = (
    ("xl/workbook.xml", Known.XLSX),
    ("word/document.xml", Known.DOCX),
    ("ppt/presentation.xml", Known.PPTX),
)
_HWPX_TYPE = b"application/hwp+zip"
_SMALL = 100_000


class ZipProblem(Enum):
    """Why a ZIP is not kept."""

    BROKEN = auto()
    ENCRYPTED = auto()
    BOMB = auto()
    EXECUTABLE = auto()
    MACROS = auto()


def zip_problem(path: Path) -> ZipProblem | None:
    """The first thing wrong with a ZIP, by its table of contents; nothing is unpacked but small parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _problem(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, EOFError):
        return ZipProblem.BROKEN


def _problem(archive: zipfile.ZipFile) -> ZipProblem | None:
    entries = archive.infolist()
    if not entries:
        return ZipProblem.BROKEN
    if any(entry.flag_bits & 1 for entry in entries) or _is_locked_hwpx(archive):
        return ZipProblem.ENCRYPTED
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED_BYTES:
        return ZipProblem.BOMB
    if unpacked > 50_000_000 and unpacked > MOST_RATIO * max(packed, 1):
        return ZipProblem.BOMB
    names = [entry.filename.lower() for entry in entries]
    if any(name.endswith("vbaproject.bin") for name in names):
        return ZipProblem.MACROS
    return ZipProblem.EXECUTABLE if any(PurePosixPath(name).suffix in _RUNS for name in names) else None


def kind_of_zip(archive: zipfile.ZipFile) -> Known:
    """Which kind of document a sound ZIP is; a plain ZIP when it is none."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        for part, known in _OFFICE:
            if part in names:
                return known
    return Known.HWPX if _part(archive, "mimetype").strip() == _HWPX_TYPE else Known.ZIP


def _is_locked_hwpx(archive: zipfile.ZipFile) -> bool:
    return b"encryption-data" in _part(archive, "META-INF/manifest.xml")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return b""
    return archive.read(entry) if entry.file_size <= _SMALL and not entry.flag_bits & 1 else b""
