"""Planning, moving, cancelling and writing up visits."""

import pytest
from django.utils import translation
from tests.world import (
    IN_INTEREST,
    Member,
    World,
    firm,
    forum_officer,
    interest,
    ledger_holds,
    mentor,
    moment,
    small_programme,
)

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.messages.queries import inbox
from dure.journey.prospects import actions, queries
from dure.journey.prospects.models import Interest, Visit
from dure.journey.prospects.values import VisitReport

pytestmark = pytest.mark.django_db
DAY = moment(2, 20, 14)
REPORT = VisitReport(
    readiness="ready",
    owner_committed=True,
    ict_in_use=False,
    needs="집계 자동화",
    note="대표 면담",
    advice="견적 두 곳",
)


@pytest.fixture
def world() -> World:
    return small_programme()


def plan(world: World, row: Interest, visitor: Member) -> Visit:
    return actions.plan_visit(
        interest=row, visitor_id=visitor.person.pk, planned_at=DAY, by=world.operator.actor, at=IN_INTEREST
    )


def state(row: Interest) -> str:
    return Interest.objects.get(pk=row.pk).status


def test_plan_visit_twice_is_one_visit(world: World) -> None:
    row, officer = interest(world), forum_officer()
    assert plan(world, row, officer) == plan(world, row, officer)
    assert (state(row), Visit.objects.count()) == ("visit_planned", 1)


def test_plan_visit_without_consent_is_refused(world: World) -> None:
    row = interest(world, consents=("collection",))
    with pytest.raises(ActionRefused):
        plan(world, row, forum_officer())
    assert state(row) == "received"


def test_plan_visit_by_one_who_visits_nobody_is_refused(world: World) -> None:
    with pytest.raises(ActionRefused):
        plan(world, interest(world), firm().owner)


def test_plan_visits_with_one_impossible_plans_none(world: World) -> None:
    rows = [interest(world, "가식품"), interest(world, "나식품", consents=("collection",))]
    with pytest.raises(ActionRefused):
        actions.plan_visits(
            interests=rows, visitor_id=mentor().person.pk, planned_at=DAY, by=world.operator.actor, at=IN_INTEREST
        )
    assert Visit.objects.count() == 0


def test_write_up_visit_by_its_visitor_makes_the_firm_visited(world: World) -> None:
    row, officer = interest(world), forum_officer()
    visit = plan(world, row, officer)
    held = actions.write_up_visit(visit=visit, report=REPORT, held_at=DAY, by=officer.actor, at=moment(2, 20, 16))
    assert (state(row), held.status, held.readiness, held.needs, held.held_at) == (
        "visited", "held", "ready", "집계 자동화", DAY,
    )  # fmt: skip
    assert ledger_holds()


def test_write_up_visit_again_mends_the_words(world: World) -> None:
    officer = forum_officer()
    visit = plan(world, interest(world), officer)
    for readiness in ("ready", "not_yet"):
        actions.write_up_visit(
            visit=visit, report=VisitReport(readiness), held_at=DAY, by=officer.actor, at=moment(2, 21)
        )
    assert Visit.objects.get().readiness == "not_yet"
    assert ledger_holds()


def test_write_up_visit_of_another_visitor_is_refused(world: World) -> None:
    visit = plan(world, interest(world), forum_officer())
    with pytest.raises(AccessRefused):
        actions.write_up_visit(visit=visit, report=REPORT, held_at=DAY, by=mentor().actor, at=moment(2, 21))


@pytest.mark.parametrize(("readiness", "day"), [("", 20), ("perhaps", 20), ("ready", 25)])
def test_write_up_visit_without_readiness_or_in_the_future_is_refused(world: World, readiness: str, day: int) -> None:
    officer = forum_officer()
    visit = plan(world, interest(world), officer)
    with pytest.raises(ActionRefused):
        actions.write_up_visit(
            visit=visit, report=VisitReport(readiness), held_at=moment(2, day), by=officer.actor, at=moment(2, 21)
        )
    assert Visit.objects.get().status == "planned"


def test_save_visit_draft_is_gone_once_written_up(world: World) -> None:
    officer = forum_officer()
    visit = plan(world, interest(world), officer)
    actions.save_visit_draft(visit=visit, texts={"note": "반쯤"}, by=officer.actor, at=DAY)
    assert queries.draft_texts(visit.pk) == {"note": "반쯤"}
    actions.write_up_visit(visit=visit, report=REPORT, held_at=DAY, by=officer.actor, at=moment(2, 21))
    assert queries.draft_texts(visit.pk) == {}


def test_cancel_visit_leaves_the_firm_waiting(world: World) -> None:
    row, officer = interest(world), forum_officer()
    actions.cancel_visit(visit=plan(world, row, officer), by=officer.actor, at=IN_INTEREST, reason="폭설")
    assert state(row) == "received"
    assert ledger_holds()


def test_cancel_visit_beside_another_keeps_it_planned(world: World) -> None:
    row, officer, helper = interest(world), forum_officer(), mentor()
    first = plan(world, row, officer)
    plan(world, row, helper)
    actions.cancel_visit(visit=first, by=world.operator.actor, at=IN_INTEREST, reason="일정")
    assert state(row) == "visit_planned"


def test_cancel_visit_without_a_reason_is_refused(world: World) -> None:
    visit = plan(world, interest(world), forum_officer())
    with pytest.raises(ActionRefused):
        actions.cancel_visit(visit=visit, by=world.operator.actor, at=IN_INTEREST, reason="")


def test_move_visit_changes_its_time(world: World) -> None:
    officer = forum_officer()
    visit = plan(world, interest(world), officer)
    later = moment(2, 27, 9)
    actions.move_visit(visit=visit, planned_at=later, by=officer.actor, at=IN_INTEREST)
    assert Visit.objects.get().planned_at == later
    assert ledger_holds()


def test_visitors_see_only_the_firms_they_visit(world: World) -> None:
    officer, helper = forum_officer(), mentor()
    mine, other = interest(world, "가식품"), interest(world, "나식품")
    plan(world, mine, officer)
    plan(world, other, helper)
    assert list(queries.interests_of(world.programme.pk, officer.actor)) == [mine]
    assert [visit.interest for visit in queries.my_visits(helper.actor)] == [other]


def told(member: Member) -> list[str]:
    return [message.subject for message in inbox(member.actor)]


def test_plan_visit_tells_the_visitor_once(world: World) -> None:
    officer = forum_officer()
    row = interest(world)
    plan(world, row, officer)
    plan(world, row, officer)
    assert told(officer) == ["두레식품 방문 배정: 2024. 2. 20.(화) 14:00"]


def test_plan_visits_of_several_firms_tells_the_visitor_in_one_message(world: World) -> None:
    officer = forum_officer()
    rows = [interest(world, "하나식품"), interest(world, "두리식품")]
    actions.plan_visits(
        interests=rows, visitor_id=officer.person.pk, planned_at=DAY, by=world.operator.actor, at=IN_INTEREST
    )
    (message,) = inbox(officer.actor)
    assert message.subject == "기업 2개사 방문 배정: 2024. 2. 20.(화) 14:00"
    assert ("하나식품 (진안군)" in message.body, "두리식품 (진안군)" in message.body) == (True, True)


def test_move_visit_tells_the_visitor_unless_it_was_theirs_to_move(world: World) -> None:
    officer = forum_officer()
    visit = plan(world, interest(world), officer)
    later = moment(2, 21, 9)
    actions.move_visit(visit=visit, planned_at=later, by=world.operator.actor, at=IN_INTEREST)
    actions.move_visit(visit=visit, planned_at=DAY, by=officer.actor, at=IN_INTEREST)
    assert sorted(told(officer)) == [
        "두레식품 방문 배정: 2024. 2. 20.(화) 14:00",
        "두레식품 방문 일정 변경: 2024. 2. 21.(수) 09:00",
    ]


def test_cancel_visit_tells_the_visitor_or_where_the_visitor_did_it_the_operator(world: World) -> None:
    officer, other = forum_officer(), mentor()
    first = plan(world, interest(world, "하나식품"), officer)
    second = plan(world, interest(world, "두리식품"), other)
    actions.cancel_visit(visit=first, by=world.operator.actor, at=IN_INTEREST, reason="기업 사정")
    actions.cancel_visit(visit=second, by=other.actor, at=IN_INTEREST, reason="일정이 겹칩니다.")
    assert "하나식품 방문 취소: 2024. 2. 20.(화) 14:00" in told(officer)
    assert told(other) == ["두리식품 방문 배정: 2024. 2. 20.(화) 14:00"]
    assert told(world.operator) == ["두리식품 방문 취소: 2024. 2. 20.(화) 14:00"]


def test_plan_visits_in_english_still_tells_a_korean_visitor_in_korean(world: World) -> None:
    officer = forum_officer()
    rows = [interest(world, "하나식품"), interest(world, "두리식품")]
    with translation.override("en"):
        actions.plan_visits(
            interests=rows, visitor_id=officer.person.pk, planned_at=DAY, by=world.operator.actor, at=IN_INTEREST
        )
    (message,) = inbox(officer.actor)
    assert ("하나식품 (진안군)" in message.body, "Jinan" in message.body) == (True, False)
