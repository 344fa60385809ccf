"""Duplicates, withdrawals, and the form that becomes an application."""

import pytest
from tests.world import (
    IN_INTAKE,
    IN_INTEREST,
    JINAN,
    World,
    firm,
    forum_officer,
    interest,
    ledger_holds,
    moment,
    small_programme,
)

from dure.foundation.access.actor import PUBLIC
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.parties.queries import establishments, firm_by_number, firm_facts
from dure.journey.prospects import actions
from dure.journey.prospects.models import Interest, Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return small_programme()


def test_mark_duplicate_frees_the_number_and_cancels_the_visit(world: World) -> None:
    first, later = interest(world, "두레식품"), interest(world, "(주)두레식품")
    actions.plan_visit(
        interest=later, visitor_id=forum_officer().person.pk, planned_at=moment(2, 20),
        by=world.operator.actor, at=IN_INTEREST,
    )  # fmt: skip
    row = actions.mark_duplicate(interest=later, of=first, by=world.operator.actor, at=IN_INTEREST, reason="같은 기업")
    assert (row.status, row.duplicate_of, Visit.objects.get().status) == ("duplicate", first, "cancelled")
    assert ledger_holds()


def test_mark_duplicate_of_itself_is_refused(world: World) -> None:
    row = interest(world)
    with pytest.raises(ActionRefused):
        actions.mark_duplicate(interest=row, of=row, by=world.operator.actor, at=IN_INTEREST, reason="x")


def test_withdraw_interest_by_its_link_erases_the_contact(world: World) -> None:
    row = interest(world, contact_email="a@example.org")
    gone = actions.withdraw_interest(interest=row, by=PUBLIC, at=IN_INTEREST, reason="사정", token=row.token)
    assert (gone.status, gone.contact_name, gone.contact_phone, gone.contact_email, gone.consents) == (
        "withdrawn", "", "", "", [],
    )  # fmt: skip
    assert ledger_holds()


def test_withdraw_interest_without_the_link_is_refused(world: World) -> None:
    row = interest(world)
    with pytest.raises(AccessRefused):
        actions.withdraw_interest(interest=row, by=PUBLIC, at=IN_INTEREST, reason="x", token="guess")
    assert Interest.objects.get().status == "received"


def test_restore_interest_beside_a_live_one_of_that_number_is_refused(world: World) -> None:
    first = interest(world)
    actions.withdraw_interest(interest=first, by=PUBLIC, at=IN_INTEREST, reason="사정", token=first.token)
    interest(world, number=first.number)
    with pytest.raises(ActionRefused):
        actions.restore_interest(interest=first, by=world.operator.actor, at=IN_INTEREST, reason="착오")


def test_restore_interest_makes_it_received_again(world: World) -> None:
    first = interest(world)
    actions.withdraw_interest(interest=first, by=PUBLIC, at=IN_INTEREST, reason="사정", token=first.token)
    row = actions.restore_interest(interest=first, by=world.operator.actor, at=IN_INTEREST, reason="전화로 번복")
    assert row.status == "received"
    assert ledger_holds()


def test_become_application_registers_the_firm_once(world: World) -> None:
    row = interest(world, "새식품")
    for _click in range(2):
        row = actions.become_application(interest=row, by=world.operator.actor, at=IN_INTAKE)
    facts = firm_facts(row.firm_id)
    assert (facts.name, facts.number, facts.sales_won, facts.headcount, facts.factory_city_codes) == (
        "새식품", row.number, 1_200_000_000, 14, (JINAN,),
    )  # fmt: skip
    assert ledger_holds()


def test_become_application_of_a_known_firm_keeps_its_factory(world: World) -> None:
    known = firm()
    row = interest(world, number=known.number)
    actions.become_application(interest=row, by=known.owner.actor, at=IN_INTAKE)
    assert [place.pk for place in establishments(known.organisation.pk)] == [known.site.pk]


def test_become_application_of_another_firm_is_refused(world: World) -> None:
    row = interest(world, number=firm("가식품").number)
    with pytest.raises(AccessRefused):
        actions.become_application(interest=row, by=firm("나식품").owner.actor, at=IN_INTAKE)


def test_mark_applied_twice_moves_once(world: World) -> None:
    row = actions.become_application(interest=interest(world), by=world.operator.actor, at=IN_INTAKE)
    for _click in range(2):
        row = actions.mark_applied(interest=row, by=world.operator.actor, at=IN_INTAKE)
    assert (row.status, row.firm) == ("applied", firm_by_number(row.number))
    assert ledger_holds()
