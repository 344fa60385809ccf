from datetime import date, timedelta

import pytest
from tests import world as w
from tests.journey.agreements import course as c

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.workflow.models import Deadline
from dure.journey.agreements import actions, queries
from dure.journey.agreements.actions import duties
from dure.journey.agreements.events import AgreementStarted
from dure.journey.agreements.models import AgreedPlan, Bond, StartNotice

pytestmark = pytest.mark.django_db

# 10 % of 27,502,000 won; the advance is half of the public share.
PERFORMANCE_WON = 2_750_200


def _open(kind: str) -> list[Deadline]:
    return list(Deadline.objects.filter(kind=kind, met_at=None, lifted_at=None))


def test_a_start_is_handed_in_and_accepted(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    from dure.foundation.workflow import events

    heard: list[AgreementStarted] = []
    events.subscribe(AgreementStarted, heard.append)
    here, agreement = c.agreed()
    with django_capture_on_commit_callbacks(execute=True):
        c.started(here, agreement)
    events._HANDLERS[AgreementStarted].remove(heard.append)

    assert agreement.status == "started"
    assert queries.start_of(agreement.pk).status == "accepted"  # type: ignore[union-attr]
    assert [each.due_at.date() for each in _open(duties.REACH_END)] == [date(2025, 2, 13)]
    assert _open(duties.CHECK_START) == []
    assert heard == [AgreementStarted(agreement.pk, c.ACCEPTED)]
    assert w.ledger_holds()


def test_a_start_given_back_is_the_firms_again() -> None:
    here, agreement = c.agreed()
    actions.save_start(agreement=agreement, draft=c.draft(), by=here.owner, at=c.WROTE)
    actions.hand_in_start(agreement=agreement, by=here.owner, at=c.HANDED_IN)
    with pytest.raises(ActionRefused):
        actions.save_start(agreement=agreement, draft=c.draft(bank="농협"), by=here.owner, at=c.HANDED_IN)
    actions.give_back_start(agreement=agreement, by=here.operator, at=c.ACCEPTED, reason="예금주가 다릅니다")
    actions.save_start(agreement=agreement, draft=c.draft(bank="농협"), by=here.owner, at=c.ACCEPTED)

    assert StartNotice.objects.get().status == "draft"
    assert len(_open(duties.HAND_IN_START)) == 1
    assert w.ledger_holds()


def test_a_page_that_saved_last_is_not_stale_and_another_is() -> None:
    here, agreement = c.agreed()
    told = {"agreement": agreement, "by": here.owner, "at": c.WROTE}
    actions.save_start(draft=c.draft(bank="하나"), revision=0, form_key="a", **told)  # type: ignore[arg-type]
    actions.save_start(draft=c.draft(bank="둘"), revision=0, form_key="a", **told)  # type: ignore[arg-type]
    with pytest.raises(actions.StaleStart) as refused:
        actions.save_start(draft=c.draft(bank="셋"), revision=0, form_key="b", **told)  # type: ignore[arg-type]

    assert refused.value.row.bank == "둘"
    assert StartNotice.objects.get().bank == "둘"


def test_everything_wrong_with_a_start_is_told_at_once() -> None:
    here, agreement = c.agreed()
    wrong = c.draft(account_number="12", kickoff_at=None, schedule=" ")
    actions.save_start(agreement=agreement, draft=wrong, by=here.owner, at=c.WROTE)
    with pytest.raises(ActionRefused) as refused:
        actions.hand_in_start(agreement=agreement, by=here.owner, at=c.HANDED_IN)

    assert refused.value.reason.count(".") >= 3
    assert StartNotice.objects.get().status == "draft"


def test_a_start_without_the_bonds_of_the_notice_is_refused() -> None:
    here, agreement = c.agreed(c.noticed(bonds=c.BONDS))
    actions.save_start(agreement=agreement, draft=c.draft(), by=here.owner, at=c.WROTE)
    with pytest.raises(ActionRefused) as refused:
        actions.hand_in_start(agreement=agreement, by=here.owner, at=c.HANDED_IN)

    assert "2,750,200" in refused.value.reason
    version = agreement.current
    advance = (version.province_won + version.city_won) // 2
    told = {"agreement": agreement, "by": here.owner, "at": c.WROTE}
    actions.record_bond(kind="performance", paper=c.paper(PERFORMANCE_WON), **told)  # type: ignore[arg-type]
    actions.record_bond(kind="advance", paper=c.paper(advance, number="2"), **told)  # type: ignore[arg-type]
    actions.hand_in_start(agreement=agreement, by=here.owner, at=c.HANDED_IN)

    assert StartNotice.objects.get().status == "handed_in"
    assert w.ledger_holds()


def test_a_bond_that_is_too_small_or_expired_is_not_entered() -> None:
    here, agreement = c.agreed(c.noticed(bonds=c.BONDS))
    told = {"agreement": agreement, "kind": "performance", "by": here.owner, "at": c.WROTE}
    with pytest.raises(ActionRefused):
        actions.record_bond(paper=c.paper(PERFORMANCE_WON - 1), **told)  # type: ignore[arg-type]
    with pytest.raises(ActionRefused):
        actions.record_bond(paper=c.paper(PERFORMANCE_WON, date(2024, 6, 17)), **told)  # type: ignore[arg-type]

    assert Bond.objects.count() == 0


def test_a_bond_of_the_same_kind_or_number_is_entered_once() -> None:
    here, agreement = c.agreed()
    told = {"agreement": agreement, "by": here.owner, "at": c.WROTE}
    actions.record_bond(kind="performance", paper=c.paper(1), **told)  # type: ignore[arg-type]
    with pytest.raises(ActionRefused):
        actions.record_bond(kind="performance", paper=c.paper(1, number="2"), **told)  # type: ignore[arg-type]
    with pytest.raises(ActionRefused):
        actions.record_bond(kind="advance", paper=c.paper(1), **told)  # type: ignore[arg-type]

    assert Bond.objects.count() == 1


def test_a_renewed_bond_takes_the_place_of_the_one_before() -> None:
    here, agreement = c.agreed()
    until = date(2024, 9, 30)
    old = actions.record_bond(
        agreement=agreement, kind="performance", paper=c.paper(5, until), by=here.owner, at=c.WROTE
    )
    due = [each.due_at.date() for each in _open(duties.RENEW_BOND)]
    told = {"bond": old, "by": here.owner, "at": w.moment(9, 1)}
    with pytest.raises(ActionRefused):
        actions.renew_bond(paper=c.paper(5, until - timedelta(days=1), number="2"), **told)  # type: ignore[arg-type]
    new = actions.renew_bond(paper=c.paper(5, number="2"), **told)  # type: ignore[arg-type]
    with pytest.raises(ActionRefused):
        actions.renew_bond(paper=c.paper(5, number="3"), **told)  # type: ignore[arg-type]

    assert due == [date(2024, 9, 16)]
    assert queries.bonds_in_force(agreement.pk) == [new]
    assert [each.row_id for each in _open(duties.RENEW_BOND)] == [str(new.pk)]
    assert w.ledger_holds()


def test_a_bond_that_expired_since_keeps_the_start_from_being_accepted() -> None:
    here, agreement = c.agreed(c.noticed(bonds=c.BONDS[:1]))
    told = {"agreement": agreement, "by": here.owner, "at": c.WROTE}
    actions.record_bond(kind="performance", paper=c.paper(PERFORMANCE_WON, date(2025, 3, 15)), **told)  # type: ignore[arg-type]
    actions.save_start(draft=c.draft(), **told)  # type: ignore[arg-type]
    actions.hand_in_start(agreement=agreement, by=here.owner, at=c.HANDED_IN)
    with pytest.raises(ActionRefused):
        actions.accept_start(agreement=agreement, by=here.operator, at=w.moment(3, 16, year=2025))

    agreement.refresh_from_db()
    assert (agreement.status, StartNotice.objects.get().status) == ("in_force", "handed_in")


def test_others_may_neither_write_nor_accept() -> None:
    here, agreement = c.agreed()
    with pytest.raises(AccessRefused):
        actions.save_start(agreement=agreement, draft=c.draft(), by=here.vendor, at=c.WROTE)
    actions.save_start(agreement=agreement, draft=c.draft(), by=here.owner, at=c.WROTE)
    actions.hand_in_start(agreement=agreement, by=here.owner, at=c.HANDED_IN)
    with pytest.raises(AccessRefused):
        actions.accept_start(agreement=agreement, by=here.owner, at=c.ACCEPTED)

    assert StartNotice.objects.get().status == "handed_in"


def test_the_advance_bond_is_held_against_the_advance_of_the_version_in_force() -> None:
    here, agreement = c.agreed(c.noticed(bonds=c.BONDS[1:]))
    version = agreement.current
    advance = (version.province_won + version.city_won) // 2
    missing = queries.bond_problem(agreement, "advance", c.WROTE.date())
    told = {"agreement": agreement, "kind": "advance", "by": here.owner, "at": c.WROTE}
    actions.record_bond(paper=c.paper(advance), **told)  # type: ignore[arg-type]
    AgreedPlan.objects.filter(pk=version.pk).update(
        cost_won=version.cost_won + 2, province_won=version.province_won + 2
    )
    covered = queries.bond_problem(agreement, "advance", c.WROTE.date())
    short = queries.bond_problem(queries.agreement(agreement.pk), "advance", c.WROTE.date())

    assert (bool(missing), covered, f"{advance + 1:,}" in short) == (True, "", True)
    assert queries.bond_problem(agreement, "performance", c.WROTE.date()) == ""
