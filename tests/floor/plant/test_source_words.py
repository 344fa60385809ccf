"""What sources of records are called on a page."""

import pytest

from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.names import Called
from dure.floor.plant.sectors import document

PLANT = read_plant(document("rubber-plastic", name="고무"))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("scale-1#s0", "저울 1"),
        ("thermo_2", "온도계 2"),
        ("meter-inj1#e1", "사출기 1 전력량계"),
        ("count-inj2#c1-250304", "사출기 2 계수기"),
        ("counter", "계수기"),
        ("plc-x7", "설비 신호(PLC) x7"),
        ("hands#1-abc", "태블릿"),
        ("excel#a", "엑셀"),
        ("hands#desk-abc", "사무실"),
        ("press/7", "press/7"),
    ],
)
def test_source_is_called_by_its_kind_and_which_of_them(source: str, words: str) -> None:
    assert Called(PLANT).source(source) == words


def test_name_the_plant_gave_comes_first_and_never_hides_that_people_typed() -> None:
    called = Called(PLANT, {"scale-1": "포장실 저울", "hands": "MES"})

    assert (called.source("scale-1#b"), called.source("scale-2"), called.source("hands#1")) == (
        "포장실 저울", "저울 2", "태블릿",
    )  # fmt: skip
