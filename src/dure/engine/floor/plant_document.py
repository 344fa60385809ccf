"""Reading a plant's JSON document; each refusal names its field."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dure.engine.fields import as_flag, as_list, as_mapping, as_names, as_object, as_text, as_whole, twice, wrong_kind
from dure.engine.floor.calendar import colliding, overlapping
from dure.engine.floor.plant import (
    ANY,
    DEFAULT_COVERAGE_FLOOR_PCT,
    DEFAULT_STALE_S,
    CalendarVersion,
    Ccp,
    Check,
    Defect,
    Item,
    Machine,
    Names,
    Plant,
    Rate,
    Reason,
    Shift,
    Stage,
    TimeElement,
)
from dure.engine.strict_json import InputError, JsonValue, pointer

Read = TypeVar("Read")
Fields = dict[str, JsonValue]
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS: Final = date.min
OPTIONAL: Final = (
    "calendar", "holidays", "sector", "modules", "languages", "coverage_floor_pct", "by_person", "lines", "items",
    "reasons", "defects", "checks", "ccps", "stages",
    "translations",
)  # fmt: skip
ITEM_KEYS: Final = ("name", "unit", "shelf_life_days", "origin", "allergens", "auxiliary")
CHECK_KEYS: Final = ("name", "stage", "unit", "low", "high", "every_min", "machine", "item", "actions", "method")
CCP_KEYS: Final = ("hazard", "instrument", "calibrated_on", "calibration_months", "test_pieces")
WEEK_S: Final = 7 * 86400


def read_plant(document: JsonValue) -> Plant:
    """A plant from its document.

    Raises:
        InputError: names the field; unknown keys, doubled ids, overlapping shifts and unknown lines are refused.
    """
    top = as_object(document, "", required=("name", "timezone", "machines"), optional=OPTIONAL)
    machines = _by_id(top, "machines", _machine)
    if not machines:
        raise InputError("/machines", "a plant has at least one machine", "설비가 하나 이상 있어야 합니다")
    floor = as_whole(top.get("coverage_floor_pct", DEFAULT_COVERAGE_FLOOR_PCT), "/coverage_floor_pct", low=0, high=100)
    return Plant(
        name=as_text(top["name"], "/name"),
        timezone=_timezone(as_text(top["timezone"], "/timezone")),
        machines=machines,
        calendar=_calendar(as_list(top.get("calendar", []), "/calendar"), {m.line for m in machines.values()}),
        holidays=frozenset(_each(top, "holidays", _day)),
        sector=_text(top, "", "sector"),
        modules=as_names(top.get("modules", []), "/modules"),
        languages=as_names(top.get("languages", ["ko"]), "/languages"),
        coverage_floor=floor / 100,
        by_person=as_flag(top.get("by_person", False), "/by_person"),
        line_names={
            line: _names(value, pointer("/lines", line))
            for line, value in as_mapping(top.get("lines", {}), "/lines").items()
        },
        items=_by_id(top, "items", _item),
        reasons=_by_id(top, "reasons", _reason),
        defects=_by_id(top, "defects", _defect),
        checks=_by_id(top, "checks", _check),
        ccps=_by_id(top, "ccps", _ccp),
        stages=_by_id(top, "stages", _stage),
        translations={
            said: _names(value, pointer("/translations", said))
            for said, value in as_mapping(top.get("translations", {}), "/translations").items()
        },
    )


def _machine(fields: Fields, path: str) -> Machine:
    as_object(
        fields,
        path,
        required=("id", "line"),
        optional=("name", "planned_run_time_s", "stale_after_s", "counter", "priority", "sources", "output"),
    )
    counter = _text(fields, path, "counter") or "all"
    if counter not in {"all", "good"}:
        raise InputError(pointer(path, "counter"), "is neither all nor good", "all 또는 good이어야 합니다")
    return Machine(
        id=as_text(fields["id"], pointer(path, "id")),
        line=as_text(fields["line"], pointer(path, "line")),
        name=_names(fields.get("name", {}), pointer(path, "name")),
        rates=_rates(fields.get("planned_run_time_s", {}), pointer(path, "planned_run_time_s")),
        stale_after_s=_stale(fields, path) if "stale_after_s" in fields else DEFAULT_STALE_S,
        counts_all=counter == "all",
        priority=as_names(fields.get("priority", []), pointer(path, "priority")),
        stale_by_source=_sources(fields.get("sources", {}), pointer(path, "sources")),
        gives_output=as_flag(fields.get("output", False), pointer(path, "output")),
    )


def _sources(value: JsonValue, path: str) -> dict[str, int]:
    """By family of sources, how long its states hold."""
    found: dict[str, int] = {}
    for family, told in as_mapping(value, path).items():
        where = pointer(path, family)
        if not family or "#" in family:
            raise InputError(where, "is a source's name without its part after #", "출처 이름은 # 앞부분만 씁니다")
        found[family] = _stale(as_object(told, where, required=("stale_after_s",)), where)
    return found


def _stale(fields: Fields, path: str) -> int:
    return as_whole(fields["stale_after_s"], pointer(path, "stale_after_s"), low=1, high=WEEK_S)


def _rates(value: JsonValue, path: str) -> dict[str, tuple[Rate, ...]]:
    """By item: a number of seconds, or a list of versions, each from a day on."""
    found: dict[str, tuple[Rate, ...]] = {}
    for item, told in as_mapping(value, path).items():
        where = pointer(path, item)
        if not isinstance(told, list):
            found[item] = (Rate(ALWAYS, _seconds(told, where)),)
            continue
        versions = [_rate(version, pointer(where, index)) for index, version in enumerate(told)]
        days = [version.valid_from for version in versions]
        if days != sorted(set(days)):
            raise InputError(where, "versions must follow each other by date", "버전은 날짜순이어야 합니다")
        found[item] = tuple(versions)
    return found


def _rate(value: JsonValue, path: str) -> Rate:
    fields = as_object(value, path, required=("from", "seconds"), optional=("evidence",))
    return Rate(
        _day(fields["from"], pointer(path, "from")),
        _seconds(fields["seconds"], pointer(path, "seconds")),
        _text(fields, path, "evidence"),
    )


def _seconds(value: JsonValue, path: str) -> float:
    seconds = as_number(value, path)
    if not 0 < seconds <= WEEK_S:
        raise InputError(
            path, f"must be above 0 and at most {WEEK_S} seconds", f"0보다 크고 {WEEK_S}초 이하여야 합니다"
        )
    return seconds


def _calendar(entries: list[JsonValue], lines: set[str]) -> tuple[CalendarVersion, ...]:
    found: list[CalendarVersion] = []
    for index, entry in enumerate(entries):
        path = pointer("/calendar", index)
        fields = as_object(entry, path, required=("line", "from", "days", "shifts"))
        line = as_text(fields["line"], pointer(path, "line"))
        if line not in lines and line != ANY:
            raise InputError(
                pointer(path, "line"), f"no machine stands on “{line}”", f"‘{line}’ 라인에 설비가 없습니다"
            )
        version = CalendarVersion(
            line=line,
            valid_from=_day(fields["from"], pointer(path, "from")),
            days=_days(fields["days"], pointer(path, "days")),
            shifts=_shifts(as_list(fields["shifts"], pointer(path, "shifts")), pointer(path, "shifts")),
        )
        for other in found:
            if (other.line, other.valid_from) == (version.line, version.valid_from):
                _beside(version, other, path)
        found.append(version)
    return tuple(found)


def _beside(version: CalendarVersion, other: CalendarVersion, path: str) -> None:
    """Two entries of one version share no weekday, and no night of the one reaches into a day of the other."""
    if other.days & version.days:
        raise InputError(pointer(path, "days"), "a weekday stands in two entries", "같은 요일이 두 번 정해져 있습니다")
    if shift := colliding(version, other):
        raise InputError(
            pointer(path, "shifts"),
            f"the shift “{shift.name}” overlaps another entry's over midnight",
            f"‘{shift.name}’ 근무가 다른 요일의 근무와 자정을 넘어 겹칩니다",
        )


def _days(value: JsonValue, path: str) -> frozenset[int]:
    days: set[int] = set()
    for index, name in enumerate(as_names(value, path)):
        if name not in WEEKDAYS:
            raise InputError(pointer(path, index), f"“{name}” is not one of {', '.join(WEEKDAYS)}",
                             f"‘{name}’: {', '.join(WEEKDAYS)} 가운데 하나여야 합니다")  # fmt: skip
        days.add(WEEKDAYS.index(name))
    return frozenset(days)


def _shifts(entries: list[JsonValue], path: str) -> tuple[Shift, ...]:
    shifts: list[Shift] = []
    for index, entry in enumerate(entries):
        where = pointer(path, index)
        fields = as_object(entry, where, required=("name", "start", "end"), optional=("breaks",))
        name = as_text(fields["name"], pointer(where, "name"))
        if name in {shift.name for shift in shifts}:
            raise twice(pointer(where, "name"), name)
        breaks = as_list(fields.get("breaks", []), pointer(where, "breaks"))
        shift = Shift(
            name,
            _clock(fields["start"], pointer(where, "start")),
            _clock(fields["end"], pointer(where, "end")),
            tuple(_break(pause, pointer(pointer(where, "breaks"), place)) for place, pause in enumerate(breaks)),
        )
        if problem := overlapping(shift, shifts):
            raise InputError(where, *problem)
        shifts.append(shift)
    return tuple(shifts)


def _break(value: JsonValue, path: str) -> tuple[time, time]:
    ends = as_list(value, path)
    if len(ends) != 2:
        raise InputError(path, "a break has a start and an end", "휴식은 시작과 끝이 있어야 합니다")
    return _clock(ends[0], pointer(path, 0)), _clock(ends[1], pointer(path, 1))


def _item(fields: Fields, path: str) -> Item:
    as_object(fields, path, required=("id",), optional=ITEM_KEYS)
    days = fields.get("shelf_life_days")
    return Item(
        id=as_text(fields["id"], pointer(path, "id")),
        name=_names(fields.get("name", {}), pointer(path, "name")),
        unit=_text(fields, path, "unit") or "ea",
        shelf_life_days=None if days is None else as_whole(days, pointer(path, "shelf_life_days"), low=1, high=3650),
        origin=_text(fields, path, "origin"),
        allergens=as_names(fields.get("allergens", []), pointer(path, "allergens")),
        auxiliary=as_flag(fields.get("auxiliary", False), pointer(path, "auxiliary")),
    )


def _reason(fields: Fields, path: str) -> Reason:
    as_object(fields, path, required=("id",), optional=("name", "element", "picture"))
    element = _text(fields, path, "element") or TimeElement.DOWN
    if element not in set(TimeElement):
        raise InputError(pointer(path, "element"), f"is not one of {', '.join(TimeElement)}",
                         f"{', '.join(TimeElement)} 가운데 하나여야 합니다")  # fmt: skip
    return Reason(
        as_text(fields["id"], pointer(path, "id")),
        _names(fields.get("name", {}), pointer(path, "name")),
        TimeElement(element),
        _text(fields, path, "picture"),
    )


def _defect(fields: Fields, path: str) -> Defect:
    as_object(fields, path, required=("id",), optional=("name", "picture"))
    return Defect(
        as_text(fields["id"], pointer(path, "id")),
        _names(fields.get("name", {}), pointer(path, "name")),
        _text(fields, path, "picture"),
    )


def _check(fields: Fields, path: str) -> Check:
    as_object(fields, path, required=("id",), optional=CHECK_KEYS)
    return Check(**_check_parts(fields, path))


def _ccp(fields: Fields, path: str) -> Ccp:
    as_object(fields, path, required=("id",), optional=CHECK_KEYS + CCP_KEYS)
    calibrated = fields.get("calibrated_on")
    months = fields.get("calibration_months", 12)
    return Ccp(
        **_check_parts(fields, path),
        hazard=_text(fields, path, "hazard"),
        instrument=_text(fields, path, "instrument"),
        calibrated_on=None if calibrated is None else _day(calibrated, pointer(path, "calibrated_on")),
        calibration_months=as_whole(months, pointer(path, "calibration_months"), low=1, high=120),
        test_pieces=as_names(fields.get("test_pieces", []), pointer(path, "test_pieces")),
    )


def _check_parts(fields: Fields, path: str) -> dict[str, Any]:
    low, high = _maybe_number(fields, path, "low"), _maybe_number(fields, path, "high")
    if low is not None and high is not None and low > high:
        raise InputError(pointer(path, "low"), "is above the upper limit", "하한이 상한보다 큽니다")
    every = fields.get("every_min")
    return {
        "id": as_text(fields["id"], pointer(path, "id")),
        "name": _names(fields.get("name", {}), pointer(path, "name")),
        "stage": _text(fields, path, "stage") or "in_process",
        "unit": _text(fields, path, "unit"),
        "low": low,
        "high": high,
        "every_min": None if every is None else as_whole(every, pointer(path, "every_min"), low=1, high=44640),
        "machine": _text(fields, path, "machine"),
        "item": _text(fields, path, "item"),
        "actions": as_names(fields.get("actions", []), pointer(path, "actions")),
        "method": _text(fields, path, "method"),
    }


def _stage(fields: Fields, path: str) -> Stage:
    as_object(fields, path, required=("id",), optional=("name", "machine", "hours", "low_yield_pct"))
    return Stage(
        as_text(fields["id"], pointer(path, "id")),
        _names(fields.get("name", {}), pointer(path, "name")),
        _text(fields, path, "machine"),
        _maybe_number(fields, path, "hours"),
        _maybe_number(fields, path, "low_yield_pct"),
    )


def as_number(value: JsonValue, path: str) -> float:
    """A finite number, or a decimal in quotes as the strict reader asks for."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise wrong_kind(path, "whole number")
    try:
        number = float(Decimal(str(value)))
    except (InvalidOperation, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise InputError(path, f"“{str(value)[:30]}” is not a number", f"‘{str(value)[:30]}’은(는) 수가 아닙니다")
    return number


def _maybe_number(fields: Fields, path: str, key: str) -> float | None:
    return None if fields.get(key) is None else as_number(fields[key], pointer(path, key))


def _by_id(top: Fields, key: str, read: Callable[[Fields, str], Read]) -> dict[str, Read]:
    found: dict[str, Read] = {}
    for index, entry in enumerate(as_list(top.get(key, []), pointer("", key))):
        path = pointer(pointer("", key), index)
        fields = as_mapping(entry, path)
        if "id" not in fields:
            raise InputError(pointer(path, "id"), "missing", "빠졌습니다")
        name = as_text(fields["id"], pointer(path, "id"), longest=60)
        if name in found:
            raise twice(pointer(path, "id"), name)
        found[name] = read(fields, path)
    return found


def _each(top: Fields, key: str, read: Callable[[JsonValue, str], Read]) -> list[Read]:
    path = pointer("", key)
    return [read(value, pointer(path, index)) for index, value in enumerate(as_list(top.get(key, []), path))]


def _names(value: JsonValue, path: str) -> Names:
    """A name in each language; a plain text is its Korean name."""
    if isinstance(value, str):
        return {"ko": as_text(value, path)}
    return {language: as_text(name, pointer(path, language)) for language, name in as_mapping(value, path).items()}


def _text(fields: Fields, path: str, key: str) -> str:
    value = fields.get(key)
    return "" if value is None or value == "" else as_text(value, pointer(path, key))


def _day(value: JsonValue, path: str) -> date:
    text = as_text(value, path)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(path, f"“{text[:30]}” is not a date like 2026-01-01",
                         f"‘{text[:30]}’: 2026-01-01처럼 써야 합니다") from None  # fmt: skip


def _clock(value: JsonValue, path: str) -> time:
    text = as_text(value, path)
    try:
        if text == "24:00":
            return time(0, 0)
        found = time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None or len(text) not in {5, 8}:
        raise InputError(path, f"“{text[:30]}” is not a time like 08:00", f"‘{text[:30]}’: 08:00처럼 써야 합니다")
    return found


def _timezone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError("/timezone", f"“{name[:40]}” is not a time zone like Asia/Seoul",
                         f"‘{name[:40]}’: Asia/Seoul처럼 써야 합니다") from None  # fmt: skip
