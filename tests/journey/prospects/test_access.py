"""Who sees interest forms and visits, and who may change them."""

from dataclasses import replace

import pytest
from tests.world import IN_INTEREST, forum_officer, interest, moment, sits_on_committee, small_programme

from dure.foundation.access.actor import Grant, Role
from dure.journey.prospects import actions, queries
from dure.journey.prospects.access import APPLY, EDIT, ENTER, SEE, SEE_CONTACTS, SEE_NOTES
from dure.journey.prospects.views.lists import CONTACT

pytestmark = pytest.mark.django_db


def test_a_seat_on_the_committee_gives_staff_of_another_operator_no_staff_rights() -> None:
    world = small_programme()
    row, actor = interest(world), sits_on_committee(world)

    asked = [bool(each.ask(actor, row)) for each in (SEE, EDIT, APPLY, SEE_CONTACTS, SEE_NOTES)]
    assert (asked, bool(ENTER.ask(actor, world.programme))) == ([True, False, False, False, False], False)


def test_a_city_official_with_a_firm_of_their_own_reads_no_contact_of_others_in_the_list() -> None:
    world = small_programme()
    row = interest(world, city_code="52110")
    actor = replace(world.jeonju.actor, grants=(*world.jeonju.actor.grants, Grant(Role.FIRM, 0)))

    for reader, shown in ((actor, ""), (world.operator.actor, row.contact_name)):
        [listed] = SEE_CONTACTS.marked(reader, queries.interests_of(world.programme.pk, reader), "contact_is_open")
        assert CONTACT.read(listed) == shown


def test_a_visitor_sees_a_form_again_whose_first_visit_was_cancelled() -> None:
    world = small_programme()
    row, officer = interest(world), forum_officer()
    seen = []
    for day in (5, 12):
        [visit] = actions.plan_visits(
            interests=[row], visitor_id=officer.person.pk, planned_at=moment(2, day), by=world.operator.actor,
            at=IN_INTEREST,
        )  # fmt: skip
        seen.append(bool(SEE.ask(officer.actor, row)))
        if day == 5:
            actions.cancel_visit(visit=visit, by=world.operator.actor, at=IN_INTEREST, reason="기업 사정")
            seen.append(bool(SEE.ask(officer.actor, row)))
    assert seen == [True, False, True]
