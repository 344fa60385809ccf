import pytest
from tests import world as w
from tests.journey.agreements.scene import (
    CONCLUDED,
    Scene,
    in_force_agreement,
    prepared_agreement,
    selected,
    started_agreement,
)

from dure.foundation.access.actor import Role
from dure.journey.agreements import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return selected()


def test_facts_carry_the_shares_in_force(here: Scene) -> None:
    agreement = in_force_agreement(here)
    found = queries.facts(agreement.pk)

    assert found.cost_won == found.support_won + found.firm_cash_won + found.firm_in_kind_won == 27_502_000
    assert (found.plan_number, found.account, found.vat_won) == (1, "", 2_750_200)
    assert (found.firm_name, found.supplier_name, found.city_code) == ("진안식품", "두레솔루션", w.JINAN)


def test_the_owner_reads_what_leaves_when_and_what_comes_back(here: Scene) -> None:
    agreement = prepared_agreement(here)
    found = queries.facts(agreement.pk)
    leaves = f"{found.firm_cash_won + found.vat_won:,}원"

    assert queries.owner_sentence(agreement.pk) == (
        f"귀사 계좌에서 나가는 돈은 모두 {leaves}입니다(부담금 {found.firm_cash_won:,}원, "
        f"부가가치세 {found.vat_won:,}원). 부담금은 첫 보조금이 지급되기 전에 입금합니다. "
        f"부가가치세 {found.vat_won:,}원은 부가가치세 신고로 돌려받을 수 있고, {found.support_won:,}원은 지원금으로 "
        "냅니다."
    )


def test_bars_cover_the_whole_cost(here: Scene) -> None:
    agreement = prepared_agreement(here)
    assert agreement.current is not None
    bars = queries.share_bars(agreement.current)

    assert sum(bar.amount_won for bar in bars) == agreement.current.cost_won
    assert bars[-1].from_pct + bars[-1].pct == pytest.approx(100, abs=0.02)


def test_who_sees_which_agreement(here: Scene) -> None:
    agreement = in_force_agreement(here)
    world = here.world
    rival = w.firm("두레식품").owner.actor
    council = w.member("의원", Role.COUNCIL, w.organisation("도의회", "council")).actor
    seen = {
        name: list(queries.visible(actor)) == [agreement]
        for name, actor in {
            "operator": here.operator,
            "firm": here.owner,
            "supplier": here.vendor,
            "province": world.province.actor,
            "council": council,
            "muju": world.muju.actor,
            "rival": rival,
            "public": w.PUBLIC,
        }.items()
    }

    assert [name for name, sees in seen.items() if sees] == ["operator", "firm", "supplier", "province", "council"]


def test_standing_always_sums_to_the_total(here: Scene) -> None:
    in_force_agreement(here)
    started_agreement(selected("두레식품", world=here.world, vendor=here.supplier))
    found = queries.standing(here.world.programme.pk)

    assert found.total == 2
    assert [sum(part.values()) for part in (found.by_state, found.by_type, found.by_city)] == [2, 2, 2]
    assert found.by_state == {"in_force": 1, "started": 1}


def test_one_past_its_last_day_is_late(here: Scene) -> None:
    in_force_agreement(here)
    standings = queries.firm_standings(here.world.programme.pk, here.operator)

    assert [(each.name, each.dot.value, each.blocks) for each in standings] == [
        ("진안식품", "late", "협약 종료일이 지났습니다")
    ]


def test_the_story_follows_firm_and_supplier(here: Scene) -> None:
    agreement = in_force_agreement(here)
    for firm_id in (agreement.firm_id, agreement.supplier_id):
        assert [line.title for line in queries.story(firm_id, here.operator)] == [
            "사업비 확정, 협약 A-2024-001",
            "협약 A-2024-001 발효",
        ]
    assert queries.story(agreement.firm_id, w.PUBLIC) == []


def test_what_waits_follows_the_steps(here: Scene) -> None:
    def whats() -> list[str]:
        return [each.what for each in queries.waiting(here.operator, CONCLUDED)]

    assert whats() == ["원가계산을 시작하지 않은 선정기업이 1개사 있습니다"]
    review = actions.open_cost_review(application=here.application, by=here.operator, at=CONCLUDED)
    assert whats() == ["원가계산을 마치고 사업비를 확정하십시오"]
    lines = [actions.LineReview(line.number, line.planned_won) for line in review.lines.all()]
    actions.review_lines(review=review, lines=lines, by=here.operator, at=CONCLUDED)
    agreement = actions.accept_cost(review=review, by=here.operator, at=CONCLUDED)
    assert whats() == ["협약서를 서명 요청하십시오"]
    actions.conclude(agreement=agreement, by=w.SYSTEM, at=CONCLUDED)
    assert whats() == []
    assert [each.what for each in queries.waiting(here.owner, CONCLUDED)] == ["A-2024-001 착수계 제출"]
