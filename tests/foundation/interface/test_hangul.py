import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.foundation.interface import hangul
from dure.foundation.parties.models import Organisation

SYLLABLES = st.characters(min_codepoint=hangul.FIRST_SYLLABLE, max_codepoint=hangul.LAST_SYLLABLE)
NAMES = st.text(SYLLABLES, min_size=1, max_size=8)


def answers(name: str, query: str) -> bool:
    """What `matches` asks of a database, asked of one text."""
    condition = hangul.matches(query)
    return all(part in hangul.search_key(name) for part in _parts(condition))


def _parts(condition: object) -> list[str]:
    children = getattr(condition, "children", [])
    return [text for child in children for text in ([child[1]] if isinstance(child, tuple) else _parts(child))]


def test_choseong_of_a_firms_name() -> None:
    assert hangul.choseong("진안식품") == "ㅈㅇㅅㅍ"


def test_choseong_keeps_what_is_not_a_syllable() -> None:
    assert hangul.choseong("LS전선 2공장") == "LSㅈㅅ 2ㄱㅈ"


@pytest.mark.parametrize(
    "query",
    [
        "ㅈㅇㅅㅍ",
        "ㅅㅍ",
        "진안",
        "식품",
        "진안식품",
        "진안 식품",
        "식품 진안",
        "진안ㅅ",
        "진ㅇ식ㅍ",
        " 진 안 ",
        "㈜진안",
    ],
)
def test_a_firm_is_found_by(query: str) -> None:
    assert answers("㈜진안 식품", query)


@pytest.mark.parametrize("query", ["ㅈㅇㄱㅍ", "안진", "완주ㅅ", "진안기계"])
def test_a_firm_is_not_found_by(query: str) -> None:
    assert not answers("(주)진안식품", query)


def test_consonants_joined_by_the_keyboard_are_taken_apart() -> None:
    assert answers("값사", "ㄱㅅ")
    assert hangul.normalise("ㄳ") == "ㄱㅅ"


def test_latin_is_found_in_either_case() -> None:
    assert answers("JB Smart텍", "jb SMART")


def test_texts_do_not_match_across_each_other() -> None:
    assert "품홍" not in hangul.search_key("진안식품", "홍길동")


@given(NAMES)
def test_every_name_is_found_by_its_choseong(name: str) -> None:
    assert answers(name, hangul.choseong(name))


@given(NAMES, st.data())
def test_every_two_syllables_in_a_row_find_their_name(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(min_value=0, max_value=len(name) - 1))
    assert answers(name, name[start : start + 2])


@given(st.text(max_size=40))
def test_any_text_is_found_by_itself(text: str) -> None:
    assert answers(text, text)


@given(NAMES, NAMES)
def test_syllables_sort_by_code_point_as_in_the_dictionary(first: str, second: str) -> None:
    def dictionary(word: str) -> list[tuple[int, int, int]]:
        places = (ord(letter) - hangul.FIRST_SYLLABLE for letter in word)
        return [(at // 588, at % 588 // 28, at % 28) for at in places]

    assert (first < second) == (dictionary(first) < dictionary(second))


def test_bigrams_ignore_spaces() -> None:
    assert hangul.bigrams("진안 식품") == ("진안", "안식", "식품")


@pytest.mark.parametrize(
    ("word", "pair", "particle"),
    [
        ("진안식품", "을/를", "을"),
        ("순창장류", "이/가", "가"),
        ("전주", "으로/로", "로"),
        ("서울", "으로/로", "로"),
        ("진안군", "으로/로", "으로"),
        ("10", "을/를", "을"),
        ("한빛정밀(주)", "은/는", "는"),
        ("LS", "을/를", "을(를)"),
    ],
)
def test_particle_fits_the_last_sound(word: str, pair: str, particle: str) -> None:
    assert hangul.particle(word, pair) == particle


@pytest.mark.django_db
def test_matches_finds_rows_by_choseong_and_treats_wildcards_as_text() -> None:
    now = "2024-06-19T00:00:00+09:00"
    for name in ("진안식품", "전주기계", "100%두부"):
        Organisation.objects.create(kind="firm", name=name, search_key=hangul.search_key(name), created_at=now)

    def found(query: str) -> list[str]:
        return [row.name for row in Organisation.objects.filter(hangul.matches(query)).order_by("name")]

    assert found("ㅈㅇㅅㅍ") == ["진안식품"]
    assert found("기계") == ["전주기계"]
    assert found("두부") == ["100%두부"]
    assert found("%") == ["100%두부", "전주기계", "진안식품"]
    assert found("") == ["100%두부", "전주기계", "진안식품"]


def test_search_keys_hold_no_white_space() -> None:
    assert not re.search(r"\s", hangul.search_key("진안 식품", "홍 길동"))
