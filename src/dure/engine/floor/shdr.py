"""Lines as a machine's MTConnect adapter or agent logs them: `timestamp|key|value|key|value...`, hostile until read."""

from __future__ import annotations

import io
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from gzip import GzipFile
from typing import Final

from dure.engine.floor.reading import LONGEST, NEWEST, OLDEST, BadLine, LineError
from dure.engine.strict_json import InputError

# A busy machine's day is a few megabytes; every line is held in memory while it is read.
LARGEST: Final = 128 * 1024 * 1024
GZIP: Final = b"\x1f\x8b"
MULTILINE: Final = "--multiline--"
# A condition's level tells it apart even where no device model says which keys are conditions.
LEVELS: Final = frozenset({"normal", "warning", "fault", "unavailable"})
CONDITION_FIELDS: Final = 5


@dataclass(frozen=True, slots=True)
class Observation:
    """One key told one value. `device` is empty where the line does not name it; `line` counts from 1."""

    device: str
    key: str
    at: datetime
    value: str
    line: int


def log_text(data: bytes) -> str:
    """The log as text, unpacked where it is gzip. A broken letter in some message must not lose the rest.

    Raises:
        InputError: the archive is broken or unpacks to more than is read.
    """
    if data.startswith(GZIP):
        try:
            data = GzipFile(fileobj=io.BytesIO(data)).read(LARGEST + 1)
        except (OSError, EOFError, zlib.error):
            raise InputError("", "the gzip archive is broken", "gzip 압축이 손상되었습니다") from None
    if len(data) > LARGEST:
        raise InputError(
            "",
            f"the log is larger than {LARGEST} bytes; cut it into days",
            f"기록이 {LARGEST}바이트보다 큽니다. 날짜별로 나누어 주세요",
        )
    return data.decode("utf-8-sig", errors="replace")


def observations(text: str, single: Collection[str] = ()) -> Iterator[Observation | BadLine]:
    """What each line tells, in the file's order.

    `single`: keys whose line holds nothing else (conditions, messages, time series), so that no text of theirs is taken
    for a key. Commands (`* PING`) and assets (`@ASSET@`) are passed over.
    """
    until = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if until:
            until = "" if line.strip() == until else until
            continue
        if not line.strip() or line.startswith("*"):
            continue
        fields = line.split("|")
        if len(fields) > 1 and fields[1].startswith("@"):
            until = next((field.strip() for field in fields if field.startswith(MULTILINE)), "")
            continue
        try:
            at = _instant(fields[0])
            pairs = _pairs(fields[1:], single)
        except LineError as error:
            yield BadLine(number, error)
            continue
        for name, value in pairs:
            device, _, key = name.rpartition(":")
            yield Observation(device.strip(), key.strip(), at, value.strip(), number)


def _pairs(fields: list[str], single: Collection[str]) -> list[tuple[str, str]]:
    if len(fields) < 2:
        raise LineError("line", "is not timestamp|key|value", "timestamp|key|value 형식이 아닙니다")
    if max(map(len, fields[::2])) > LONGEST:
        raise LineError("key", f"longer than {LONGEST} characters", f"{LONGEST}자보다 깁니다")
    is_condition = len(fields) >= CONDITION_FIELDS and fields[1].strip().lower() in LEVELS
    if is_condition or fields[0].rpartition(":")[2].strip() in single:
        return [(fields[0], fields[1])]
    return list(zip(fields[::2], fields[1::2], strict=False))


def _instant(text: str) -> datetime:
    """The standard's time is UTC, also where the adapter leaves the Z out; `@` begins a duration, which is not needed.

    A log of a simulator, whose first field is a number of seconds to wait, has no time and cannot be placed.
    """
    told = text.partition("@")[0].strip()
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        raise LineError("timestamp", f"“{told[:40]}” is not a time like 2026-01-05T08:00:00Z",
                        f"‘{told[:40]}’: 2026-01-05T08:00:00Z처럼 써야 합니다") from None  # fmt: skip
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    if not OLDEST <= at < NEWEST:
        raise LineError("timestamp", f"{at.year} is not a year to record", f"{at.year}년은 기록할 수 없습니다")
    return at.astimezone(UTC)
