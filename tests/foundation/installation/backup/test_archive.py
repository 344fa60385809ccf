"""A file that is no whole, untouched backup is refused before anything is done with it."""

import io
import json
import stat
import zipfile
from collections.abc import Callable

import pytest

from dure.foundation.installation.backup.archive import Writer, reading
from dure.foundation.installation.backup.manifest import Manifest, Table
from dure.foundation.installation.backup.refusal import BackupRefused

Change = Callable[[dict[str, bytes]], None]
FILE = "files/documents/ab/cd/abcd"


def written() -> bytes:
    target = io.BytesIO()
    writer = Writer(target)
    writer.add("programme/places_place.jsonl", [b"[1]\n", b"[2]\n"])
    writer.add(FILE, [b"paper"], packed=False)
    tables = {"places_place": Table(("id",), 2, 2)}
    writer.close(Manifest("0.1.0", ("places.0001_initial",), tables, {"p": (1, "d")}, writer.parts))
    return target.getvalue()


def read(data: bytes) -> Manifest:
    with reading(io.BytesIO(data)) as archive:
        archive.verify(lambda done, total: None)
        return archive.manifest


def changed(change: Change) -> bytes:
    """The same backup, its parts passed through ``change``."""
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def in_manifest(key: str, value: object) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), key: value}).encode()

    return change


def moved(to: str) -> Change:
    """The file under another name, in the contents too."""

    def change(parts: dict[str, bytes]) -> None:
        parts[to] = parts.pop(FILE)
        parts["manifest.json"] = parts["manifest.json"].replace(FILE.encode(), json.dumps(to)[1:-1].encode())

    return change


def test_archive_written_then_read_is_the_same() -> None:
    found = read(written())
    assert (found.product, found.tables) == ("0.1.0", {"places_place": Table(("id",), 2, 2)})
    assert {name: part.size for name, part in found.parts.items()} == {"programme/places_place.jsonl": 8, FILE: 5}
    assert found.heads == {"p": (1, "d")}


def test_archive_same_content_same_bytes() -> None:
    assert written() == written()


@pytest.mark.parametrize("share", [0, 1, 40, 90, 99])
def test_archive_cut_short_refused(share: int) -> None:
    whole = written()
    with pytest.raises(BackupRefused, match=r"^This is no Dure backup, or it was cut short\.$"):
        read(whole[: len(whole) * share // 100])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda parts: parts.update({FILE: b"other"}), f"'{FILE}' was changed"),
        (lambda parts: parts.update({FILE: b"paper and more"}), f"'{FILE}' was changed"),
        (lambda parts: parts.pop(FILE), f"'{FILE}' is only in one of file and contents"),
        (lambda parts: parts.update({"files/documents/x": b""}), "'files/documents/x' is only in one"),
        (lambda parts: parts.pop("manifest.json"), "it has no table of contents"),
        (lambda parts: parts.update({"manifest.json": b"[" * 100_000}), "table of contents is wrong"),
        (lambda parts: parts.update({"manifest.json": b"{}"}), "table of contents is wrong"),
        (in_manifest("format", 2), "The backup has format 2; this version reads format 1."),
        (in_manifest("tables", {"other": {"columns": [], "rows": 0, "last_id": None}}), "is not among the tables"),
        (in_manifest("heads", {"p": [-1, ""]}), "-1 is no count"),
        (moved("files/documents/../../../outside"), "is no name that a backup has"),
        (moved("/files/documents/outside"), "is no name that a backup has"),
        (moved("files/documents/a\\..\\b"), "is no name that a backup has"),
        (moved("files/C:/windows"), "is no name that a backup has"),
        (moved("files/outside"), "is no name that a backup has"),
        (moved("session.secret"), "is no name that a backup has"),
        (moved("programme/../x.jsonl"), "is no name that a backup has"),
    ],
)
def test_archive_changed_refused(change: Change, words: str) -> None:
    with pytest.raises(BackupRefused) as refused:
        read(changed(change))
    assert words in refused.value.line("en")
    assert refused.value.line("ko").count("\n") == 0


def test_archive_damaged_byte_refused() -> None:
    data = bytearray(written())
    data[data.index(b"paper")] ^= 1
    with pytest.raises(BackupRefused, match="cannot be read"):
        read(bytes(data))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR, stat.S_IFCHR])
def test_archive_link_or_device_refused(kind: int) -> None:
    target = io.BytesIO(written())
    with zipfile.ZipFile(target, "a") as archive:
        entry = zipfile.ZipInfo("files/documents/link")
        entry.external_attr = (kind | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(BackupRefused, match="no plain file"):
        read(target.getvalue())


def test_archive_name_twice_refused() -> None:
    target = io.BytesIO(written())
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(FILE, "paper")
    with pytest.raises(BackupRefused, match="twice"):
        read(target.getvalue())


def test_archive_bomb_stopped_at_its_stated_size() -> None:
    """The contents say 5 bytes; the part would unpack to 50 MB."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, b"\0" * 50_000_000 if name == FILE else source.read(name))
    read_so_far = 0
    with reading(io.BytesIO(target.getvalue())) as archive, pytest.raises(BackupRefused, match="was changed"):
        for chunk in archive.chunks(FILE):
            read_so_far += len(chunk)
    assert read_so_far == 0
