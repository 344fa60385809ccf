"""Sample files: CSV with a header, `sample,value` for measured charts, `sample,count,size` for counts.

Other columns are people's own and are passed over. Rows of one sample share its label and need not stand together;
samples keep the order in which they first appear. A path names the line of the file and the column.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import Final

from dure.engine.floor.spc.numbers import decimal, whole
from dure.engine.floor.spc.samples import Chart, Sample, Samples, Tally
from dure.engine.strict_json import InputError

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_ROWS: Final = 500_000
LONGEST_LABEL: Final = 200

Row = tuple[int, dict[str, str]]


def read_samples(data: bytes, chart: Chart) -> Samples:
    """
    Raises:
        InputError: names the line and the column that is wrong.
    """
    if chart.measured:
        return _measured(_rows(data, ("sample", "value"), ()))
    if chart is Chart.C:
        return _counted(_rows(data, ("sample", "count"), ("size",)), chart)
    return _counted(_rows(data, ("sample", "count", "size"), ()), chart)


def _measured(rows: Iterator[Row]) -> tuple[Sample, ...]:
    found: dict[str, list[float]] = {}
    for line, row in rows:
        found.setdefault(_label(row, line), []).append(decimal(row["value"], f"/{line}/value"))
    return tuple(Sample(label, tuple(values)) for label, values in found.items())


def _counted(rows: Iterator[Row], chart: Chart) -> tuple[Tally, ...]:
    found: dict[str, Tally] = {}
    for line, row in rows:
        label = _label(row, line)
        if label in found:
            raise InputError(
                f"/{line}/sample", f"the sample “{label}” stands twice", f"시료군 ‘{label}’이(가) 두 번 나옵니다"
            )
        found[label] = _tally(label, line, row, chart)
    return tuple(found.values())


def _tally(label: str, line: int, row: dict[str, str], chart: Chart) -> Tally:
    count = whole(row["count"], f"/{line}/count")
    size = whole(row["size"], f"/{line}/size") if "size" in row else 1
    if size == 0:
        raise InputError(f"/{line}/size", "must be at least 1", "1 이상이어야 합니다")
    if chart in {Chart.P, Chart.NP} and count > size:
        raise InputError(
            f"/{line}/count",
            f"{count} defective of {size} inspected; the count cannot exceed the size",
            f"검사한 {size}개 가운데 불량이 {count}개일 수 없습니다",
        )
    return Tally(label, count, size)


def _label(row: dict[str, str], line: int) -> str:
    label = unicodedata.normalize("NFC", row["sample"])
    if not label:
        raise InputError(f"/{line}/sample", "must not be empty", "비어 있습니다")
    if len(label) > LONGEST_LABEL:
        raise InputError(f"/{line}/sample", f"longer than {LONGEST_LABEL} characters", f"{LONGEST_LABEL}자보다 깁니다")
    if not label.isprintable():
        raise InputError(f"/{line}/sample", "holds a control character", "쓸 수 없는 제어 문자가 있습니다")
    return label


def _rows(data: bytes, required: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[Row]:
    """Each row's wanted columns, stripped; empty lines are passed over."""
    reader = csv.reader(io.StringIO(_decoded(data), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        columns = _columns(header, required, optional)
        taken = 0
        for fields in reader:
            if any(field.strip() for field in fields):
                taken += 1
                if taken > MAX_ROWS:
                    raise InputError("", f"more than {MAX_ROWS} rows", f"행이 {MAX_ROWS}개를 넘습니다")
                yield reader.line_num, _row(fields, header, columns, reader.line_num)
    except csv.Error as error:
        raise InputError(
            f"/{reader.line_num}", f"not readable as CSV: {error}", f"{reader.line_num}행을 CSV로 읽을 수 없습니다"
        ) from None


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise InputError("", f"the file is larger than {MAX_BYTES} bytes", f"파일이 {MAX_BYTES}바이트보다 큽니다")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "",
            f"not UTF-8 text (byte {error.start}); save it as “CSV UTF-8”",
            f"UTF-8 형식이 아닙니다({error.start}번째 바이트). 엑셀에서 ‘CSV UTF-8’로 저장하세요",
        ) from None


def _columns(header: list[str], required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, int]:
    wanted = ",".join(required)
    for name in required:
        if name not in header:
            raise InputError(
                f"/1/{name}", f"column missing: the header is {wanted}", f"열이 없습니다. 머리글은 {wanted}입니다"
            )
    for name in (*required, *optional):
        if header.count(name) > 1:
            raise InputError(f"/1/{name}", "the column stands twice", "같은 열이 두 번 나옵니다")
    return {name: header.index(name) for name in (*required, *optional) if name in header}


def _row(fields: list[str], header: list[str], columns: dict[str, int], line: int) -> dict[str, str]:
    if len(fields) != len(header):
        raise InputError(
            f"/{line}",
            f"{len(fields)} fields where the header has {len(header)}",
            f"칸이 {len(fields)}개인데 머리글은 {len(header)}개입니다",
        )
    return {name: fields[at].strip() for name, at in columns.items()}
