"""Dates, money and counts as an office in Korea writes them, and their English form.

Pure functions of a value and the active language. Moments are shown in the current time zone.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Figure = int | float | Decimal

WEEKDAYS_KO: Final = "월화수목금토일"
WEEKDAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MAN: Final = 10_000
EOK: Final = 100_000_000
SOON_DAYS: Final = 3


def is_korean() -> bool:
    return (get_language() or "ko").startswith("ko")


def local_date(value: date | datetime) -> date:
    """The calendar day of a moment where the reader is; a date is returned as it is."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: date | datetime) -> str:
    on = local_date(value)
    if is_korean():
        return f"{on.year}. {on.month}. {on.day}.({WEEKDAYS_KO[on.weekday()]})"
    return f"{WEEKDAYS_EN[on.weekday()]} {on.day} {MONTHS_EN[on.month - 1]} {on.year}"


def day_short(value: date | datetime) -> str:
    """Without the year, where the page already says which."""
    on = local_date(value)
    if is_korean():
        return f"{on.month}. {on.day}.({WEEKDAYS_KO[on.weekday()]})"
    return f"{on.day} {MONTHS_EN[on.month - 1]}"


def clock(value: datetime | time) -> str:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02d}:{value.minute:02d}"


def moment(value: datetime) -> str:
    return f"{day(value)}{' ' if is_korean() else ', '}{clock(value)}"


def month(value: date | datetime) -> str:
    on = local_date(value)
    return f"{on.year}년 {on.month}월" if is_korean() else f"{MONTHS_EN[on.month - 1]} {on.year}"


def period(start: date | datetime, end: date | datetime | None) -> str:
    """A span of days; what both ends share is written once. An open end is said to be open."""
    first = local_date(start)
    if end is None:
        return _("from %(day)s") % {"day": day(first)}
    if first == local_date(end):
        return day(first)
    return _period_ko(first, local_date(end)) if is_korean() else _period_en(first, local_date(end))


def _period_ko(first: date, last: date) -> str:
    tail = f"{last.month}. {last.day}."
    if first.year != last.year:
        tail = f"{last.year}. {tail}"
    return f"{first.year}. {first.month}. {first.day}. ~ {tail}"


def _period_en(first: date, last: date) -> str:
    head = f"{first.day} {MONTHS_EN[first.month - 1]}"
    if first.year != last.year:
        head = f"{head} {first.year}"
    return f"{head} – {last.day} {MONTHS_EN[last.month - 1]} {last.year}"


def number(value: Figure, places: int = 0) -> str:
    """Thousands separated, halves rounded up as on paper."""
    return f"{_rounded(value, places):,}"


def pct(value: Figure, places: int = 1) -> str:
    """A percentage given in percent, not as a fraction."""
    return f"{number(value, places)}%"


def won(value: Figure) -> str:
    amount = number(value)
    if is_korean():
        return f"{amount}원"
    return f"-₩{amount[1:]}" if amount.startswith("-") else f"₩{amount}"


def won_short(value: Figure) -> str:
    """For running text: 1,234만 원, 1.2억 원; ₩12.34m, ₩1.2bn. Below ten thousand won the whole figure."""
    amount = int(_rounded(value, 0))
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    return sign + (_won_short_ko(size) if is_korean() else _won_short_en(size))


def _won_short_ko(size: int) -> str:
    if size < MAN:
        return f"{size:,}원"
    if size < EOK and (man := _rounded(Decimal(size) / MAN, 0)) < MAN:
        return f"{man:,}만 원"
    return f"{_trimmed(Decimal(size) / EOK, 1)}억 원"


def _won_short_en(size: int) -> str:
    if size < MAN:
        return f"₩{size:,}"
    if size < 1_000_000:
        return f"₩{_trimmed(Decimal(size) / 1000, 0)}k"
    if size < 1_000_000_000:
        return f"₩{_trimmed(Decimal(size) / 1_000_000, 2)}m"
    return f"₩{_trimmed(Decimal(size) / 1_000_000_000, 2)}bn"


def days_left(due: date | datetime, now: date | datetime) -> int:
    """Whole calendar days; negative once the day has passed."""
    return (local_date(due) - local_date(now)).days


def deadline(due: date | datetime, now: date | datetime) -> str:
    left = days_left(due, now)
    if left < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
    if left == 0:
        return _("due today")
    return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}


def deadline_tone(due: date | datetime, now: date | datetime) -> str:
    left = days_left(due, now)
    if left < 0:
        return "late"
    return "warn" if left <= SOON_DAYS else "neutral"


COUNTS: Final[dict[str, Callable[[int], str]]] = {
    "firm": lambda n: ngettext("%(n)s firm", "%(n)s firms", n),
    "person": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "city": lambda n: ngettext("%(n)s city or county", "%(n)s cities and counties", n),
    "case": lambda n: ngettext("%(n)s case", "%(n)s cases", n),
    "item": lambda n: ngettext("%(n)s item", "%(n)s items", n),
    "day": lambda n: ngettext("%(n)s day", "%(n)s days", n),
    "week": lambda n: ngettext("%(n)s week", "%(n)s weeks", n),
    "month": lambda n: ngettext("%(n)s month", "%(n)s months", n),
    "task": lambda n: ngettext("%(n)s task", "%(n)s tasks", n),
    "document": lambda n: ngettext("%(n)s document", "%(n)s documents", n),
    "visit": lambda n: ngettext("%(n)s visit", "%(n)s visits", n),
    "place": lambda n: ngettext("%(n)s place", "%(n)s places", n),
    "time": lambda n: ngettext("%(n)s time", "%(n)s times", n),
    "point": lambda n: ngettext("%(n)s point", "%(n)s points", n),
}


def counted(count: int, noun: str) -> str:
    """A count with its counting word: 70개사, 30명. Raises KeyError for a noun it does not know."""
    return COUNTS[noun](count) % {"n": f"{count:,}"}


def file_size(size: int) -> str:
    gap = "" if is_korean() else " "
    if size < 1024:
        return f"{size}{gap}B"
    if size < 1024**2:
        return f"{_rounded(size / 1024, 0)}{gap}KB"
    return f"{_rounded(size / 1024**2, 1)}{gap}MB"


def _rounded(value: Figure, places: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _trimmed(value: Decimal, places: int) -> str:
    text = f"{_rounded(value, places):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
