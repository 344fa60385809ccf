from dataclasses import replace
from datetime import date

import pytest
from tests import world as w
from tests.foundation.signing.papers import factor

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.signing import actions as signing
from dure.foundation.signing import queries as proofs
from dure.foundation.workflow.models import Deadline
from dure.journey.agreements import actions, queries
from dure.journey.agreements.drafts import MemorandumDraft, ObligationDraft, PartyDraft
from dure.journey.agreements.models import Memorandum, Obligation

pytestmark = pytest.mark.django_db
AT, LATER = w.moment(2, 1), w.moment(2, 20)


@pytest.fixture
def world() -> w.World:
    return w.small_programme()


def draft(world: w.World) -> MemorandumDraft:
    province, city, operator = world.province, world.jeonju, world.approver
    return MemorandumDraft(
        title="전북형 스마트 제조혁신 업무협약",
        text="협약기관은 서로 협력한다.",
        parties=(
            PartyDraft(
                province.organisation.pk,
                province.person.pk,
                1,
                (ObligationDraft("도비를 교부한다.", 100_000_000, date(2024, 3, 31)),),
            ),
            PartyDraft(city.organisation.pk, city.person.pk, 1),
            PartyDraft(operator.organisation.pk, operator.person.pk, 2, (ObligationDraft("결과를 알린다."),)),
        ),
    )


def drafted(world: w.World) -> Memorandum:
    return actions.draft_memorandum(programme=world.programme, draft=draft(world), by=world.operator.actor, at=AT)


def in_force(world: w.World) -> Memorandum:
    return actions.conclude_memorandum(memorandum=drafted(world), by=w.SYSTEM, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_all_parties_sign_and_what_it_asks_is_owed() -> None:
    world = w.small_programme()
    row = drafted(world)
    actions.send_memorandum(memorandum=row, by=world.operator.actor, at=AT)
    for member in (world.jeonju, world.province, world.approver):
        envelope = proofs.envelope_of(row)
        assert envelope is not None
        mine = proofs.signatory_of(envelope, member.actor)
        assert mine is not None
        signing.sign(
            signatory=mine, seen_sha256=envelope.current_sha256, factor=factor(LATER), by=member.actor, at=LATER
        )
    row.refresh_from_db()
    owed = Deadline.objects.get(kind="agreements.meet_obligation")

    assert (row.status, row.starts_on) == ("in_force", date(2024, 2, 20))
    assert (owed.organisation_id, owed.due_at.astimezone(w.SEOUL).date()) == (
        world.province.organisation.pk,
        date(2024, 3, 31),
    )
    assert w.ledger_holds()


def test_saving_on_an_old_revision_is_refused_and_loses_nothing(world: w.World) -> None:
    row = drafted(world)
    told = {"memorandum": row, "by": world.operator.actor, "at": AT}
    actions.save_memorandum(draft=replace(draft(world), title="고친 협약"), revision=0, **told)
    with pytest.raises(actions.StaleMemorandum):
        actions.save_memorandum(draft=draft(world), revision=0, **told)
    row.refresh_from_db()

    assert (row.title, row.revision, row.parties.count()) == ("고친 협약", 1, 3)
    assert w.ledger_holds()


def test_what_was_sent_is_not_changed(world: w.World) -> None:
    row = drafted(world)
    actions.send_memorandum(memorandum=row, by=world.operator.actor, at=AT)
    with pytest.raises(ActionRefused):
        actions.save_memorandum(memorandum=row, draft=draft(world), revision=0, by=world.operator.actor, at=AT)


def test_nobody_to_sign_is_named_before_it_is_sent(world: w.World) -> None:
    parties = (*draft(world).parties[:2], PartyDraft(world.approver.organisation.pk))
    row = actions.draft_memorandum(
        programme=world.programme, draft=replace(draft(world), parties=parties), by=world.operator.actor, at=AT
    )
    with pytest.raises(ActionRefused, match="전북테크노파크"):
        actions.send_memorandum(memorandum=row, by=world.operator.actor, at=AT)
    row.refresh_from_db()
    assert row.status == "draft"


@pytest.mark.parametrize(
    "changes",
    [{"title": " "}, {"text": ""}, {"starts_on": date(2024, 5, 1), "ends_on": date(2024, 4, 1)}],
)
def test_a_draft_that_says_nothing_or_ends_before_it_begins_is_refused(
    world: w.World, changes: dict[str, object]
) -> None:
    with pytest.raises(ActionRefused):
        actions.draft_memorandum(
            programme=world.programme, draft=replace(draft(world), **changes), by=world.operator.actor, at=AT
        )
    assert Memorandum.objects.count() == 0


def test_an_obligation_is_met_waived_and_opened_again(world: w.World) -> None:
    in_force(world)
    owed = Obligation.objects.get(due_on__isnull=False)
    told = {"obligation": owed, "at": LATER}
    actions.meet_obligation(by=world.operator.actor, note="교부 공문 접수", **told)
    assert (owed.status, owed.met_at) == ("met", LATER)
    actions.reopen_obligation(by=world.operator.actor, reason="일부만 교부됨", **told)
    with pytest.raises(AccessRefused):
        actions.waive_obligation(by=world.operator.actor, reason="감액 추경", **told)
    actions.waive_obligation(by=world.approver.actor, reason="감액 추경", **told)

    assert (owed.status, owed.met_at) == ("waived", None)
    assert Deadline.objects.filter(kind="agreements.meet_obligation", met_at__isnull=True).count() == 0
    assert w.ledger_holds()


def test_the_usual_draft_names_province_cities_and_operator(world: w.World) -> None:
    w.mentor(), w.forum_officer()
    found = queries.usual_draft(world.programme)
    names = {each.organisation_id: each.order for each in found.parties}

    assert names == {
        world.province.organisation.pk: 1,
        world.jeonju.organisation.pk: 2,
        world.muju.organisation.pk: 2,
        w.organisation("삼성전자", "partner").pk: 3,
        w.organisation("전북 스마트 CEO포럼", "forum").pk: 3,
        world.operator.organisation.pk: 4,
    }


def test_parties_read_it_and_other_cities_do_not(world: w.World) -> None:
    row = drafted(world)

    assert list(queries.memoranda(world.jeonju.actor)) == [row]
    assert list(queries.memoranda(world.muju.actor)) == []
    assert list(queries.memoranda(w.firm().owner.actor)) == []
