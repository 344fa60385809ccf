"""Limits, values and methods in words, in both languages."""

from datetime import date

import pytest
from django.utils import translation

from dure.engine.floor.plant import Ccp
from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.names import Called
from dure.floor.plant.sectors import document
from dure.floor.quality.words import frequency_of, limit_of, method_of, value_of

OWN = {"세척조 옆에서 잰다": {"en": "Time it beside the wash"}}
CALLED = Called(read_plant(document("food-kimchi", name="김치") | {"translations": OWN}))
PH = Ccp("ph", {}, unit="pH", low=4, high=6)


@pytest.mark.parametrize(
    ("point", "korean", "english"),
    [
        (Ccp("wash", {}, unit="min", low=3), "3분 이상", "at least 3 min"),
        (Ccp("cold", {}, unit="°C", high=-18), "-18°C 이하", "at most -18 °C"),
        (Ccp("brine", {}, unit="%", low=8, high=13.5), "8~13.5%", "8 to 13.5%"),
        (PH, "pH 4~6", "pH 4 to 6"),
        (Ccp("metal", {}), "적합 여부", "in order or not"),
        (Ccp("zero", {}, unit="°C", low=0), "0°C 이상", "at least 0 °C"),
    ],
)
def test_limit_in_words(point: Ccp, korean: str, english: str) -> None:
    with translation.override("ko"):
        assert limit_of(point) == korean
    with translation.override("en"):
        assert limit_of(point) == english


def test_value_in_words() -> None:
    with translation.override("ko"):
        assert [value_of(PH, value) for value in ("4.85", "ok", "ng")] == ["pH 4.85", "적합", "부적합"]


def test_method_names_the_instrument_and_the_test_pieces() -> None:
    metal = Ccp("metal", {}, instrument="금속검출기", test_pieces=("Fe 2.0 mm",), calibrated_on=date(2024, 1, 1))

    with translation.override("ko"):
        assert method_of(metal, CALLED) == "금속검출기에 시험편(Fe 2.0 mm)을 통과시켜 확인"
        assert method_of(Ccp("wash", {}, instrument="초시계"), CALLED) == "초시계 사용 측정"
        assert method_of(PH, CALLED) == "–"


def test_method_of_the_plan_is_said_in_the_readers_language() -> None:
    own = Ccp("wash", {}, method="세척조 옆에서 잰다", instrument="초시계")
    listed = Ccp("brine", {}, method="절임수를 저은 뒤 염도계로 잰다")

    with translation.override("en"):
        assert method_of(own, CALLED) == "Time it beside the wash"
        assert method_of(listed, CALLED) == "Stir the brine, then measure it with the salinity meter"


def test_frequency_says_when_there_is_none() -> None:
    with translation.override("ko"):
        assert (frequency_of(Ccp("a", {}, every_min=120)), frequency_of(PH)) == ("120분마다", "주기 미설정")
