"""What changed between two versions, in words."""

from decimal import Decimal

import pytest
from django.utils import translation

from dure.journey.programmes.delivery import (
    AgreementRules,
    BondRule,
    BuildRules,
    ChangeRules,
    DeliverableRule,
    Delivery,
    InspectionRule,
    MilestoneRule,
    PaymentRules,
)
from dure.journey.programmes.differences import Difference, differences
from dure.journey.programmes.parts import Label, Part
from dure.journey.programmes.templates_of_notices import terms_from
from dure.journey.programmes.terms import CityShare
from dure.journey.programmes.wording import part_label


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


def test_differences_of_the_delivery_name_bond_party_and_milestone() -> None:
    before = terms_from("jeonbuk_2024")
    delivery = before.delivery
    stones = delivery.build.milestones
    agreement = delivery.agreement.model_copy(
        update={"bonds": (BondRule(kind="advance", of="advance", pct=Decimal(100)),), "end_reminder_days": (14,)}
    )
    build = delivery.build.model_copy(
        update={"milestones": (*stones[:-1], stones[-1].model_copy(update={"share_pct": Decimal(90)}))}
    )
    after = before.model_copy(update={"delivery": delivery.model_copy(update={"agreement": agreement, "build": build})})
    with translation.override("ko"):
        found = [(each.label, each.before, each.after) for each in differences(before, after, {})]
    assert found == [
        ("협약 · 종료 전 알림(일)", "30 / 7 / 3", "14"),
        ("협약 · 보증증권 · 선급금보증증권 · 기준 금액", "", "선금"),
        ("협약 · 보증증권 · 선급금보증증권 · 비율(%)", "", "100"),
        ("협약 · 보증증권 · 선급금보증증권 · 종료 후 유지기간(일)", "", "0"),
        ("구축 · 구축 단계 · 교육·인수인계 · 기한(사업기간의 %)", "95", "90"),
    ]


@pytest.mark.parametrize(
    "part",
    [
        Delivery, AgreementRules, ChangeRules, BondRule, BuildRules, MilestoneRule, DeliverableRule, InspectionRule,
        PaymentRules,
    ],
)  # fmt: skip
def test_every_setting_after_the_selection_has_its_words(part: type[Part]) -> None:
    codes = {"code", "kind"}
    with translation.override("ko"):
        assert [name for name in part.model_fields if name not in codes and part_label(name) == name] == []
