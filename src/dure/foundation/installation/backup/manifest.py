"""The table of contents of a backup: what is in it, with the digest of each part."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from dure.foundation.installation.backup.refusal import BackupRefused

FORMAT: Final = 1
NAME: Final = "manifest.json"
KEYS: Final = "keys.json"
ROWS: Final = "programme/"
FILES: Final = "files/"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TABLE = re.compile(r"[a-z0-9_]{1,63}")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


@dataclass(frozen=True)
class Part:
    """One part of the file; ``size`` in bytes, unpacked."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Table:
    """One table: its columns in the order of each row's values; ``last_id`` is the highest number ever given."""

    columns: tuple[str, ...]
    rows: int
    last_id: int | None = None


@dataclass(frozen=True)
class Manifest:
    """``migrations`` are those the rows belong to; ``heads`` those of the ledger when the rows were read."""

    product: str
    migrations: tuple[str, ...]
    tables: Mapping[str, Table]
    heads: Mapping[str, tuple[int, str]]
    parts: Mapping[str, Part]

    def dump(self) -> bytes:
        """As it lies in the file."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1, sort_keys=True).encode()


def parse(data: bytes) -> Manifest:
    """Read a manifest strictly; whoever wrote it may have meant harm."""
    try:
        found = json.loads(data.decode())
        if not isinstance(found, dict) or not isinstance(found.get("format"), int):
            raise ValueError("format")
        if found["format"] != FORMAT:
            raise BackupRefused(
                f"The backup has format {found['format']}; this version reads format {FORMAT}.",
                f"백업 형식이 {found['format']}입니다. 이 버전은 형식 {FORMAT}만 읽습니다.",
            )
        return _manifest(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupRefused(
            f"The backup's table of contents is wrong: {error!r}.", f"백업의 목차가 잘못되었습니다: {error!r}."
        ) from error


def _manifest(found: dict[str, Any]) -> Manifest:
    return Manifest(
        product=_text(found["product"]),
        migrations=tuple(_text(each) for each in found["migrations"]),
        tables={_matching(_TABLE, name): _table(each) for name, each in found["tables"].items()},
        heads={_text(key): (_number(head[0]), _text(head[1])) for key, head in found["heads"].items()},
        parts={checked_name(name): _part(each) for name, each in found["parts"].items()},
    )


def _part(found: dict[str, Any]) -> Part:
    return Part(_matching(_SHA256, found["sha256"]), _number(found["size"]))


def _table(found: dict[str, Any]) -> Table:
    last = found["last_id"]
    columns = tuple(_text(each) for each in found["columns"])
    return Table(columns, _number(found["rows"]), None if last is None else _number(last))


def checked_name(name: str) -> str:
    """A part's name that stays inside the folder it is put in; anything else raises ``ValueError``."""
    steps = name.split("/")
    if _FORBIDDEN.search(name) or any(step in {"", ".", ".."} or len(step.encode()) > 255 for step in steps):
        raise ValueError(f"name {name!r}")
    if name == KEYS or (
        name.startswith(ROWS) and len(steps) == 2 and _TABLE.fullmatch(steps[1].removesuffix(".jsonl"))
    ):
        return name
    if name.startswith(FILES) and len(steps) > 2:
        return name
    raise ValueError(f"name {name!r}")


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError(f"{found!r} is no text")
    return found


def _number(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 2**63:
        raise ValueError(f"{found!r} is no count")
    return found


def _matching(pattern: re.Pattern[str], found: object) -> str:
    if not isinstance(found, str) or not pattern.fullmatch(found):
        raise ValueError(repr(found))
    return found
