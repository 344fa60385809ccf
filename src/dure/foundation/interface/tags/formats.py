"""Filters. An empty value stays empty, so that a template needs no ``if`` around each figure."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.template import Library

from dure.foundation.interface import formats, hangul, registered_numbers

register = Library()


def _unless_empty(render: Callable[[Any], str]) -> Callable[[Any], str]:
    def filtered(value: Any) -> str:
        return "" if value is None or value == "" else render(value)

    return filtered


_SINGLE: dict[str, Callable[[Any], str]] = {
    "day": formats.day,
    "day_short": formats.day_short,
    "moment": formats.moment,
    "clock": formats.clock,
    "month": formats.month,
    "won": formats.won,
    "won_short": formats.won_short,
    "file_size": formats.file_size,
}
for _name, _render in _SINGLE.items():
    register.filter(_name, _unless_empty(_render))


@register.filter
def deadline(due: date | datetime | None, now: date | datetime) -> str:
    return formats.deadline(due, now) if due else ""


@register.filter
def deadline_tone(due: date | datetime | None, now: date | datetime) -> str:
    return formats.deadline_tone(due, now) if due else "neutral"


@register.filter
def period(start: date | datetime | None, end: date | datetime | None) -> str:
    return "" if start is None or start == "" else formats.period(start, end or None)


@register.filter
def number(value: Any, places: int = 0) -> str:
    return "" if value is None or value == "" else formats.number(value, places)


@register.filter
def pct(value: Any, places: int = 1) -> str:
    return "" if value is None or value == "" else formats.pct(value, places)


@register.filter
def counted(count: int | None, noun: str) -> str:
    return "" if count is None else formats.counted(count, noun)


@register.filter
def business_number(value: str | None) -> str:
    return registered_numbers.business_number(value or "")


@register.filter
def phone(value: str | None) -> str:
    return registered_numbers.phone(value or "")


@register.filter
def particle(word: object, pair: str) -> str:
    """The word with the particle that fits it; English sentences take none."""
    return f"{word}{hangul.particle(str(word), pair)}" if formats.is_korean() else str(word)
