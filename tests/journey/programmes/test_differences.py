"""What changed between two versions, in words."""

from django.utils import translation

from dure.journey.programmes.differences import Difference, differences
from dure.journey.programmes.parts import Label
from dure.journey.programmes.templates_of_notices import terms_from
from dure.journey.programmes.terms import CityShare


def test_differences_of_equal_terms_are_none() -> None:
    assert differences(terms_from("jeonbuk_2024"), terms_from("jeonbuk_2024"), {}) == []


def test_differences_name_the_row_and_not_its_place() -> None:
    before = terms_from("jeonbuk_2024")
    shares = (CityShare(city="52720", type="JS1", places=3), *before.city_places[1:])
    after = before.model_copy(
        update={
            "title": Label(ko="새 제목", en=before.title.en),
            "types": (before.types[1], before.types[0].model_copy(update={"ceiling_won": 50_000_000}), before.types[2]),
            "city_places": tuple(each for each in shares if each != before.city_places[7]),
        }
    )
    with translation.override("ko"):
        found = differences(before, after, {"52110": "전주시", "52720": "진안군"})
    assert found == [
        Difference("기본사항", "제목 · 한국어", before.title.ko, "새 제목"),
        Difference("유형·물량", "유형 · JS1(기초) · 한도", "40,000,000원", "50,000,000원"),
        Difference("유형·물량", "시군별 물량 · JS1(기초) · 진안군 · 지원물량", "2", "3"),
        Difference("유형·물량", "시군별 물량 · JS1(기초) · 전주시 · 지원물량", "6", ""),
    ]
