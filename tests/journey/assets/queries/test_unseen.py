from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world as w
from tests.journey.agreements.scene import selected
from tests.journey.assets.scene import REGISTERED, asked, bought, place

from dure.foundation.installation.actions import mark_demo
from dure.foundation.workflow.values import Dot
from dure.journey.agreements.values import AgreedCostFacts
from dure.journey.assets import actions, queries
from dure.journey.assets.queries import Suggestion, suggest_from

pytestmark = pytest.mark.django_db
DUE = w.moment(9, 2, year=2025)


@pytest.mark.parametrize(("days", "late"), [(0, []), (1, [1])])
def test_asset_is_unseen_the_day_after_its_day(days: int, late: list[int]) -> None:
    here = place()
    found = queries.unseen(here.agreement.programme_id, DUE + timedelta(days=days))

    assert [each.days for each in found] == late
    assert [(each.label, each.firm_name, each.due_on) for each in found] == [
        (here.asset.label, "진안식품", date(2025, 9, 2)) for _each in late
    ]


def test_seen_or_disposed_of_is_not_unseen() -> None:
    here, later = place(), DUE + timedelta(days=30)
    other = actions.register_asset(agreement=here.agreement, bought=bought("센서"), by=here.owner, at=REGISTERED)
    actions.see_asset(asset=other, works=True, by=here.operator, at=DUE)
    actions.decide_disposal(disposal=asked(here, "scrap"), by=here.approver, at=DUE)

    assert queries.unseen(here.agreement.programme_id, later) == []


def test_unseen_is_one_query_whatever_the_number() -> None:
    here = place()
    for name in ("센서", "프린터"):
        actions.register_asset(agreement=here.agreement, bought=bought(name, price_won=1), by=here.owner, at=REGISTERED)
    with CaptureQueriesContext(connection) as caught:
        found = queries.unseen(here.agreement.programme_id, DUE + timedelta(days=9))

    assert (len(found), len(caught)) == (3, 1)


def test_firm_is_asked_to_look_a_month_ahead_and_the_approver_to_decide() -> None:
    here = place()
    early = queries.waiting(here.owner, DUE - timedelta(days=31))
    [soon] = queries.waiting(here.owner, DUE - timedelta(days=30))
    asked(here)
    [decision] = queries.waiting(here.approver, DUE)

    assert (early, soon.count, soon.firm) == ([], 1, "진안식품")
    assert decision.firm == "진안식품"


def test_staff_settle_what_an_ended_agreement_left() -> None:
    here = place()
    actions.flag_assets(agreement=here.agreement, by=here.operator, at=DUE)
    [line] = queries.waiting(here.operator, DUE)

    assert (line.count, line.firm) == (1, "진안식품")


def test_standing_sums_alike_and_stands_for_the_asset_that_asks_most() -> None:
    here = place()
    place(selected("무주식품", world=here.scene.world, city=w.MUJU), item="다른 기계")
    lost = actions.register_asset(agreement=here.agreement, bought=bought("센서"), by=here.owner, at=REGISTERED)
    actions.miss_asset(asset=lost, by=here.owner, at=REGISTERED, reason="없음")
    mark_demo(name_ko="시험", name_en="Test", today=REGISTERED)
    standing = queries.standing(here.agreement.programme_id)
    [mine] = [each for each in queries.firm_standings(here.agreement.programme_id, here.operator)
              if each.name == "진안식품"]  # fmt: skip

    assert (standing.total, sum(standing.by_type.values()), standing.by_city) == (2, 2, {w.JINAN: 1, w.MUJU: 1})
    assert (mine.state, mine.dot) == ("missing", Dot.BLOCKED)


def test_story_tells_what_was_bought_and_what_became_of_it() -> None:
    here = place()
    actions.decide_disposal(disposal=asked(here), by=here.approver, at=DUE)
    other = w.firm("남의식품")

    assert len(queries.story(here.agreement.firm_id, here.owner)) == 2
    assert queries.story(here.agreement.firm_id, other.owner.actor) == []


def test_lines_that_buy_things_are_suggested_until_they_are_registered() -> None:
    lines = [
        AgreedCostFacts(1, 1, "hardware", "AI 비전 검사기", 10),
        AgreedCostFacts(2, 2, "software_development", "MES 개발", 20),
        AgreedCostFacts(3, 3, "automation", "이송 로봇", 30),
        AgreedCostFacts(4, 4, "network", "무상", 0),
    ]

    assert suggest_from(lines, ["ai 비전 검사기 "]) == (Suggestion("이송 로봇", 30),)
