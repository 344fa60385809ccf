"""The quorum of the notice: who was present when decisions were approved, and what is refused without enough."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.journey.selection.conftest import AT, Scored
from tests.world import Member, member

from dure.foundation.access.actor import Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.verify import Verified, verify
from dure.journey.programmes.models import NoticeVersion
from dure.journey.selection import actions
from dure.journey.selection.committee import Sitting, members, sittings
from dure.journey.selection.models import Attendance, Publication, Scenario
from dure.journey.selection.papers import minutes_pdf


@pytest.fixture
def proposed(scored: Scored, scenario: Scenario) -> Publication:
    return actions.propose(scenario=scenario, by=scored.world.operator.actor, at=AT)


@pytest.fixture
def others(scored: Scored) -> list[Member]:
    park = scored.world.operator.organisation
    return [member(name, Role.COMMITTEE, park) for name in ("가위원", "나위원")]


def asks_for(least: int, *, chair: bool = False) -> None:
    notice = NoticeVersion.objects.get()
    notice.terms["selection"].update(committee_quorum=least, chair_decides=chair)
    notice.save()


def ids_of(publication: Publication) -> list[int]:
    return list(publication.decisions.values_list("pk", flat=True))


def test_members_are_those_with_the_role_at_the_operator(scored, proposed, others):
    member("남의위원", Role.COMMITTEE, scored.world.province.organisation)

    assert [each.name for each in members(proposed, AT)] == ["가위원", "나위원", "심의위원"]


def test_approval_below_the_quorum_is_refused_and_says_how_many_are_missing(scored, proposed, others):
    asks_for(3)

    with pytest.raises(ActionRefused, match=r"3명.*1명"):
        actions.approve(
            publication=proposed,
            decision_ids=ids_of(proposed),
            by=scored.committee.actor,
            at=AT,
            present=[others[0].person.pk],
        )

    assert (proposed.decisions.filter(approved_at__isnull=False).count(), Attendance.objects.count()) == (0, 0)


def test_approval_with_the_quorum_records_who_was_present(scored, proposed, others):
    asks_for(3, chair=True)

    left = actions.approve(
        publication=proposed,
        decision_ids=ids_of(proposed),
        by=scored.committee.actor,
        at=AT,
        present=[each.person.pk for each in others],
        chair=others[1].person.pk,
    )

    assert (left, sittings(proposed)) == (0, [Sitting(AT, "나위원", ("가위원", "심의위원"))])
    assert minutes_pdf(proposed, [], {}).startswith(b"%PDF")
    assert isinstance(verify(), Verified)


def test_approval_without_a_chair_is_refused_where_the_chair_takes_part(scored, proposed, others):
    asks_for(1, chair=True)

    with pytest.raises(ActionRefused, match="위원장"):
        actions.approve(
            publication=proposed,
            decision_ids=ids_of(proposed),
            by=scored.committee.actor,
            at=AT,
            chair=others[0].person.pk,
        )


def test_somebody_who_is_no_member_cannot_be_present(scored, proposed):
    with pytest.raises(ActionRefused, match="위원회 위원만"):
        actions.approve(
            publication=proposed,
            decision_ids=ids_of(proposed),
            by=scored.committee.actor,
            at=AT,
            present=[scored.world.operator.person.pk],
        )


def test_list_taken_back_takes_the_attendance_with_it(scored, proposed):
    actions.approve(publication=proposed, decision_ids=ids_of(proposed)[:1], by=scored.committee.actor, at=AT)

    actions.take_back(publication=proposed, by=scored.world.operator.actor, at=AT, reason="한도를 다시 봅니다.")

    assert Attendance.objects.count() == 0
    assert isinstance(verify(), Verified)


def test_page_keeps_the_ticks_of_a_refused_approval(client: Client, scored, proposed, others):
    asks_for(3)
    client.force_login(scored.committee.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor_known"] = True
    session.save()
    given, address = ids_of(proposed), reverse("selection:decide", args=[proposed.pk, "approve"])

    page = client.post(address, {"selected": given[:2], "present": [others[0].person.pk]})

    ticked = [line for line in page.text.split("<input") if " checked" in line]
    assert (len(ticked), "1명" in page.text) == (3, True)
    client.post(address, {"selected": given[:2], "present": [each.person.pk for each in others]})
    assert proposed.decisions.filter(approved_at__isnull=False).count() == 2
