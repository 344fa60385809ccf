"""Who sees which forms, what looks alike, where interest is missing."""

import pytest
from tests.world import (
    IN_INTAKE,
    IN_INTEREST,
    JEONJU,
    JINAN,
    MUJU,
    World,
    business_number,
    firm,
    forum_officer,
    interest,
    moment,
    small_programme,
)

from dure.foundation.access.actor import PUBLIC
from dure.journey.prospects import actions, queries
from dure.journey.prospects.queries.duplicates import name_key
from dure.journey.prospects.values import VisitReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return small_programme()


def test_interests_are_seen_by_city_firm_and_office(world: World) -> None:
    owner = firm("무주식품", city=MUJU)
    mine = interest(world, "무주식품", number=owner.number, city_code=MUJU)
    other = interest(world, "전주식품", city_code=JEONJU)
    seen = {
        name: set(queries.interests_of(world.programme.pk, actor))
        for name, actor in {
            "operator": world.operator.actor, "province": world.province.actor, "muju": world.muju.actor,
            "owner": owner.owner.actor, "public": PUBLIC,
        }.items()
    }  # fmt: skip
    assert seen == {
        "operator": {mine, other}, "province": {mine, other}, "muju": {mine}, "owner": {mine}, "public": set(),
    }  # fmt: skip


def test_similar_pairs_find_names_and_telephones(world: World) -> None:
    first = interest(world, "두레식품", contact_phone="063-123-4567")
    by_name = interest(world, "주식회사 두레 식품")
    by_phone = interest(world, "다른식품", contact_phone="0631234567")
    interest(world, "남남식품")
    assert [
        (pair.first, pair.later, pair.same_name, pair.same_phone) for pair in queries.similar_pairs(world.programme.pk)
    ] == [
        (first, by_name, True, False),
        (first, by_phone, False, True),
    ]
    assert [pair.later for pair in queries.similar_to(by_name)] == [by_name]


@pytest.mark.parametrize("name", ["(주)두레", "㈜ 두레", "두레 주식회사", "농업회사법인 두레"])
def test_name_key_leaves_out_the_legal_form(name: str) -> None:
    assert name_key(name) == name_key("두레")


def test_coverage_counts_live_forms_against_places(world: World) -> None:
    interest(world, "가식품")
    interest(world, "나식품", sector_code="22")
    gone = interest(world, "다식품", city_code=MUJU)
    actions.withdraw_interest(interest=gone, by=PUBLIC, at=IN_INTEREST, reason="x", token=gone.token)
    found = queries.coverage(world.programme)
    rows = {row.city.code: (row.places, row.forms, row.missing) for row in found.cities}
    assert (rows[JEONJU], rows[JINAN], rows[MUJU], found.forms) == ((3, 0, 3), (2, 2, 0), (1, 0, 1), 2)
    assert [(row.sector.code, row.forms, row.share_pct) for row in found.sectors if row.sector] == [
        ("10", 1, 50.0), ("22", 1, 50.0),
    ]  # fmt: skip
    assert {row.city.code: row.per_thousand for row in found.cities}[JINAN] is None


def test_standing_sums_agree_and_leave_duplicates_out(world: World) -> None:
    first = interest(world, "가식품")
    interest(world, "나식품", type_code="", city_code=MUJU)
    copy = interest(world, "가 식품")
    actions.mark_duplicate(interest=copy, of=first, by=world.operator.actor, at=IN_INTEREST, reason="같은 기업")
    found = queries.standing(world.programme.pk)
    assert (found.total, dict(found.by_state), dict(found.by_type), dict(found.by_city)) == (
        2, {"received": 2}, {"JS1": 1, "undecided": 1}, {JINAN: 1, MUJU: 1},
    )  # fmt: skip


def test_waiting_of_a_visitor_is_the_visit(world: World) -> None:
    officer = forum_officer()
    visit = actions.plan_visit(
        interest=interest(world), visitor_id=officer.person.pk, planned_at=moment(2, 20),
        by=world.operator.actor, at=IN_INTEREST,
    )  # fmt: skip
    lines = queries.waiting(officer.actor, IN_INTEREST)
    assert [(line.url, line.due_at, line.firm) for line in lines] == [
        (f"/prospects/visits/{visit.pk}/", moment(2, 20), "두레식품")
    ]


def test_waiting_of_the_operator_counts_firms_without_a_visit(world: World) -> None:
    interest(world, "가식품")
    interest(world, "나식품")
    assert [line.count for line in queries.waiting(world.operator.actor, IN_INTEREST)] == [2]


def test_waiting_of_a_firm_begins_when_intake_opens(world: World) -> None:
    owner = firm()
    row = interest(world, number=owner.number)
    assert queries.waiting(owner.owner.actor, IN_INTEREST) == []
    lines = queries.waiting(owner.owner.actor, IN_INTAKE)
    assert [line.url for line in lines] == [f"/applications/start/?interest={row.pk}"]


def test_story_keeps_the_inner_note_from_the_firm(world: World) -> None:
    owner, officer = firm(), forum_officer()
    row = interest(world, number=owner.number)
    visit = actions.plan_visit(
        interest=row, visitor_id=officer.person.pk, planned_at=moment(2, 20), by=world.operator.actor, at=IN_INTEREST
    )
    report = VisitReport(readiness="ready", needs="필요", advice="조언", note="속말")
    actions.write_up_visit(visit=visit, report=report, held_at=moment(2, 20), by=officer.actor, at=moment(2, 21))
    bodies = {
        name: [line.body for line in queries.story(owner.organisation.pk, actor)][-1]
        for name, actor in {"firm": owner.owner.actor, "operator": world.operator.actor}.items()
    }
    assert bodies == {"firm": "필요\n조언", "operator": "필요\n조언\n속말"}


def test_firm_standings_name_state_and_dot(world: World) -> None:
    row = interest(world)
    standing = queries.firm_standings(world.programme.pk, world.operator.actor)[0]
    assert (standing.name, standing.state, standing.dot, standing.since, standing.url) == (
        "두레식품", "received", "now", IN_INTEREST, f"/prospects/interests/{row.pk}/",
    )  # fmt: skip


def test_waiting_of_a_firm_names_a_form_sent_before_the_firm_was_on_record(world: World) -> None:
    number = business_number()
    row = interest(world, "나중식품", number=number)
    later = firm("나중식품", number=number)
    assert row.firm_id is None
    found = [line.url for line in queries.waiting(later.owner.actor, IN_INTAKE)]
    assert found == [f"/applications/start/?interest={row.pk}"]
    assert [line.kind for line in queries.story(later.organisation.pk, later.owner.actor)] == ["interest"]
