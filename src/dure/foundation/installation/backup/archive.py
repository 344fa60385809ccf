"""The one file: a ZIP whose parts are all named, with their digests, in the manifest that closes it."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from dure.foundation.installation.backup import manifest
from dure.foundation.installation.backup.manifest import Manifest, Part
from dure.foundation.installation.backup.refusal import BackupRefused

CHUNK: Final = 1024 * 1024
MOST_CONTENTS: Final = 512 * CHUNK
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
Report = Callable[[int, int], None]


class Writer:
    """Adds parts one after another and keeps their digests."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", allowZip64=True)
        self.parts: dict[str, Part] = {}

    def add(self, name: str, chunks: Iterable[bytes], *, packed: bool = True) -> None:
        """Write one part; ``packed`` is worth its time for text only."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_entry(name, packed=packed), "w", force_zip64=True) as stream:
            for chunk in chunks:
                stream.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.parts[name] = Part(digest.hexdigest(), size)

    def close(self, contents: Manifest) -> None:
        """Write the table of contents last: without it the file is no backup."""
        self._zip.writestr(_entry(manifest.NAME, packed=True), contents.dump())
        self._zip.close()


def _entry(name: str, *, packed: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


class Reader:
    """A backup whose table of contents and entries agree; ``verify`` then reads every byte of it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self._entries = {entry.filename: entry for entry in archive.infolist()}
        if len(self._entries) != len(archive.infolist()):
            raise damaged("a name stands in it twice", "같은 이름이 두 번 있습니다")
        for entry in archive.infolist():
            _refuse_strange(entry)
        self.manifest = manifest.parse(self._contents())
        self._refuse_others()

    def _contents(self) -> bytes:
        entry = self._entries.get(manifest.NAME)
        if entry is None or entry.file_size > MOST_CONTENTS:
            raise damaged("it has no table of contents", "목차가 없습니다")
        return self._zip.read(entry)

    def _refuse_others(self) -> None:
        listed = {*self.manifest.parts, manifest.NAME}
        for name in sorted(listed ^ set(self._entries)):
            raise damaged(f"{name!r} is only in one of file and contents", f"{name!r}이(가) 목차와 맞지 않습니다")
        rows = {f"{manifest.ROWS}{table}.jsonl" for table in self.manifest.tables}
        for name in sorted(rows ^ {each for each in self.manifest.parts if each.startswith(manifest.ROWS)}):
            raise damaged(f"{name!r} is not among the tables", f"{name!r}이(가) 표 목록과 맞지 않습니다")

    def verify(self, report: Report) -> None:
        """Read every part and compare its digest."""
        for done, name in enumerate(self.manifest.parts, start=1):
            for _chunk in self.chunks(name):
                pass
            report(done, len(self.manifest.parts))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one part; raises at its end if they are not those of the contents."""
        part = self.manifest.parts[name]
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(name) as stream:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    if size > part.size:
                        break
                    yield chunk
        except BROKEN as error:
            raise damaged(f"{name!r} cannot be read", f"{name!r}을(를) 읽을 수 없습니다") from error
        if (digest.hexdigest(), size) != (part.sha256, part.size):
            raise damaged(f"{name!r} was changed", f"{name!r}이(가) 바뀌었습니다")

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of one part."""
        with self._zip.open(name) as stream:
            yield from stream


@contextmanager
def reading(source: IO[bytes]) -> Iterator[Reader]:
    """Open a backup; raises ``BackupRefused`` for anything that is none."""
    try:
        with zipfile.ZipFile(source) as archive:
            yield Reader(archive)
    except BROKEN as error:
        raise BackupRefused(
            "This is no Dure backup, or it was cut short.", "두레 백업 파일이 아니거나 끝이 잘렸습니다."
        ) from error


def _refuse_strange(entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} or entry.is_dir() or entry.flag_bits & 1:
        raise damaged(f"{entry.filename!r} is no plain file", f"{entry.filename!r}은(는) 보통 파일이 아닙니다")
    if entry.filename != manifest.NAME:
        try:
            manifest.checked_name(entry.filename)
        except ValueError as error:
            raise damaged(
                f"{entry.filename!r} is no name that a backup has", f"{entry.filename!r}은(는) 백업에 없는 이름입니다"
            ) from error


def damaged(english: str, korean: str) -> BackupRefused:
    """The file is not as it was written."""
    return BackupRefused(
        f"The backup is damaged or was changed: {english}.", f"백업이 손상되었거나 변경되었습니다: {korean}."
    )


def copy(chunks: Iterable[bytes], target: Path) -> None:
    """Write a new private file below private folders."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as stream:
        target.chmod(0o600)
        for chunk in chunks:
            stream.write(chunk)
