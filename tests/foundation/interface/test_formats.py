from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dure.foundation.interface import formats

DAY = date(2024, 6, 19)


@pytest.mark.parametrize(("language", "text"), [("ko", "2024. 6. 19.(수)"), ("en", "Wed 19 Jun 2024")])
def test_day_in_each_language(language: str, text: str) -> None:
    with override(language):
        assert formats.day(DAY) == text


def test_moment_late_in_utc_is_the_next_day_in_seoul() -> None:
    with override("ko"):
        assert formats.moment(datetime(2024, 6, 18, 20, 5, tzinfo=UTC)) == "2024. 6. 19.(수) 05:05"


def test_month_in_each_language() -> None:
    with override("ko"):
        assert formats.month(DAY) == "2024년 6월"
    with override("en"):
        assert formats.month(DAY) == "Jun 2024"


@pytest.mark.parametrize(
    ("language", "end", "text"),
    [
        ("ko", date(2024, 7, 3), "2024. 6. 19. ~ 7. 3."),
        ("ko", date(2025, 1, 2), "2024. 6. 19. ~ 2025. 1. 2."),
        ("en", date(2024, 7, 3), "19 Jun – 3 Jul 2024"),
        ("en", date(2025, 1, 2), "19 Jun 2024 – 2 Jan 2025"),
        ("en", None, "from Wed 19 Jun 2024"),
        ("ko", DAY, "2024. 6. 19.(수)"),
    ],
)
def test_period_writes_a_shared_year_once(language: str, end: date | None, text: str) -> None:
    with override(language):
        assert formats.period(DAY, end) == text


@pytest.mark.parametrize(
    ("amount", "korean", "english"),
    [
        (0, "0원", "₩0"),
        (9_999, "9,999원", "₩9,999"),
        (10_000, "1만 원", "₩10k"),
        (12_340_000, "1,234만 원", "₩12.34m"),
        (99_994_999, "9,999만 원", "₩99.99m"),
        (99_999_999, "1억 원", "₩100m"),
        (120_000_000, "1.2억 원", "₩120m"),
        (3_500_000_000, "35억 원", "₩3.5bn"),
        (-12_340_000, "-1,234만 원", "-₩12.34m"),
    ],
)
def test_won_short(amount: int, korean: str, english: str) -> None:
    with override("ko"):
        assert formats.won_short(amount) == korean
    with override("en"):
        assert formats.won_short(amount) == english


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_won_keeps_every_digit(amount: int) -> None:
    with override("ko"):
        assert int(formats.won(amount).replace(",", "").removesuffix("원")) == amount
    with override("en"):
        assert int(formats.won(amount).replace(",", "").replace("₩", "")) == amount


def test_number_rounds_halves_up() -> None:
    assert [formats.number(value, 1) for value in (0.25, 0.35, -0.25)] == ["0.3", "0.4", "-0.3"]


@pytest.mark.parametrize(
    ("due", "korean", "english", "tone"),
    [
        (date(2024, 6, 16), "3일 지남", "3 days late", "late"),
        (date(2024, 6, 18), "1일 지남", "1 day late", "late"),
        (date(2024, 6, 19), "오늘 마감", "due today", "warn"),
        (date(2024, 6, 21), "2일 남음", "2 days left", "warn"),
        (date(2024, 6, 30), "11일 남음", "11 days left", "neutral"),
    ],
)
def test_deadline_in_words_and_tone(due: date, korean: str, english: str, tone: str) -> None:
    with override("ko"):
        assert formats.deadline(due, DAY) == korean
    with override("en"):
        assert formats.deadline(due, DAY) == english
    assert formats.deadline_tone(due, DAY) == tone


def test_counted_uses_the_nouns_own_counter() -> None:
    with override("ko"):
        counted = [formats.counted(n, noun) for n, noun in ((70, "firm"), (30, "person"), (14, "city"))]
    assert counted == ["70개사", "30명", "14개 시군"]


def test_counted_of_an_unknown_noun_is_refused() -> None:
    with pytest.raises(KeyError):
        formats.counted(1, "sheep")


def test_counted_in_english_knows_one_from_many() -> None:
    with override("en"):
        assert (formats.counted(1, "firm"), formats.counted(1200, "firm")) == ("1 firm", "1,200 firms")
