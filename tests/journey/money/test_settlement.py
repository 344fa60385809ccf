import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z

from dure.engine.money.books import Account
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.agreements.models import Agreement
from dure.journey.money import actions
from dure.journey.money.models import BookEntry, RecoveryKind, Settlement
from dure.journey.money.queries.books import trial_balance

pytestmark = pytest.mark.django_db


def test_settlement_opens_by_itself_when_the_project_is_complete(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        here = z.completed()
    row = Settlement.objects.get(agreement=here.agreement)
    assert (row.status, (row.due_on - z.COMPLETED.date()).days) == ("open", 60)


def test_settlement_opens_once() -> None:
    here = z.completed()
    assert z.opened(here) == z.opened(here)


def test_settlement_of_a_running_project_is_refused() -> None:
    here = s.started()
    with pytest.raises(ActionRefused, match="정산"):
        z.opened(here)


def test_handing_in_names_every_missing_paper() -> None:
    row = z.opened(here := z.completed())
    with pytest.raises(ActionRefused) as refused:
        actions.hand_in_settlement(settlement=row, revision=0, by=here.owner, at=z.HANDED_IN)
    assert all(str(kind.label) in refused.value.reason for kind in z.CHECKLIST)


def test_handing_in_takes_an_explained_absence() -> None:
    row = z.opened(here := z.completed())
    absent = {kind.code: "해당 없음" for kind in z.CHECKLIST}
    actions.hand_in_settlement(settlement=row, revision=0, absent=absent, by=here.owner, at=z.HANDED_IN)
    assert (row.status, row.lines.count()) == ("handed_in", 2)


def test_handing_in_with_an_open_claim_is_refused() -> None:
    here = s.started()
    s.pay_in(here)
    s.paid(here, "advance")
    s.written(here, "final", *s.everything(here))
    z.agreements.record_completed(agreement=here.agreement, by=w.SYSTEM, at=z.COMPLETED)
    row = z.opened(here)
    z.attach_all(row, here)
    with pytest.raises(ActionRefused, match="2"):
        actions.hand_in_settlement(settlement=row, revision=0, by=here.owner, at=z.HANDED_IN)


def test_stale_page_hands_nothing_in() -> None:
    row = z.opened(here := z.completed())
    z.attach_all(row, here)
    with pytest.raises(actions.StaleSettlement):
        actions.hand_in_settlement(settlement=row, revision=7, by=here.owner, at=z.HANDED_IN)


def test_assigned_accountant_is_the_only_reviewer() -> None:
    row, who = z.handed_in(here := z.completed()), z.accountant()
    actions.assign_accountant(settlement=row, person=who.person, by=here.checker, at=z.HANDED_IN)
    with pytest.raises(ActionRefused):
        actions.record_review(settlement=row, opinion="적정", revision=row.revision, by=here.checker, at=z.REVIEWED)
    actions.record_review(settlement=row, opinion="적정", revision=row.revision, by=who.actor, at=z.REVIEWED)
    assert (row.status, row.reviewed_by_id) == ("reviewed", who.person.pk)


def test_another_accountant_sees_nothing() -> None:
    row, other = z.handed_in(here := z.completed()), z.accountant("한다른")
    actions.assign_accountant(settlement=row, person=z.accountant().person, by=here.checker, at=z.HANDED_IN)
    with pytest.raises(AccessRefused):
        actions.record_review(settlement=row, opinion="적정", revision=row.revision, by=other.actor, at=z.REVIEWED)


def test_only_an_accountant_is_assigned() -> None:
    row = z.handed_in(here := z.completed())
    with pytest.raises(ActionRefused):
        actions.assign_accountant(settlement=row, person=here.world.province.person, by=here.checker, at=z.HANDED_IN)


def test_disallowing_needs_a_reason_and_stays_within_the_spending() -> None:
    row = z.handed_in(here := z.completed())
    line = row.lines.first()
    for won, reason in ((line.accepted_won - 1, " "), (line.accepted_won + 1, "더"), (-1, "덜")):
        with pytest.raises(ActionRefused):
            actions.review_settlement_line(line=line, accepted_won=won, reason=reason, by=here.checker, at=z.REVIEWED)
    line.refresh_from_db()
    assert line.reason == ""


def test_reviewer_does_not_decide() -> None:
    row = z.handed_in(here := z.completed())
    actions.record_review(settlement=row, opinion="적정", revision=row.revision, by=here.first, at=z.REVIEWED)
    with pytest.raises(ActionRefused):
        actions.decide_settlement(settlement=row, revision=row.revision, by=here.first, at=z.DECIDED)
    actions.decide_settlement(settlement=row, revision=row.revision, by=here.second, at=z.DECIDED)
    assert (row.status, row.decided_by_id) == ("decided", here.second.person_id)


def test_clean_settlement_owes_nothing_back() -> None:
    row = z.closed(here := z.completed())
    assert (row.status, row.disallowed_won, row.unspent_won, row.due_back_won) == ("closed", 0, 0, 0)
    assert (here.agreement.recoveries.count(), Agreement.objects.get().status) == (0, "settled")
    assert row.accepted_won == here.agreement.current.cost_won


def test_each_line_settles_what_it_bears() -> None:
    row = z.closed(here := z.completed(), disallowed=2_000_000)
    settled = {share.line_id: share.share_won for share in row.shares.filter(line__isnull=False)}
    assert {line.pk: z.budget(here, name).settled_won for name, line in here.lines.items()} == settled
    assert w.ledger_holds()


def test_disallowed_spending_is_due_back_by_line_and_the_books_say_so() -> None:
    row = z.closed(here := z.completed(), disallowed=2_000_000)
    shares = list(row.shares.filter(line__isnull=False))
    assert all(one.paid_won == one.share_won + one.return_won + one.disallowed_won for one in shares)
    debts = here.agreement.recoveries.filter(kind=RecoveryKind.DISALLOWED)
    assert sum(one.amount_won for one in debts) == sum(one.disallowed_won for one in shares) > 0
    balances = trial_balance(here.world.programme.pk)
    assert balances[Account.DISALLOWED_RECEIVABLE] == sum(one.disallowed_won for one in shares)
    assert Account.ADVANCES not in balances


def test_interest_beyond_the_whole_cost_is_refused() -> None:
    with pytest.raises(ActionRefused, match="총사업비"):
        z.handed_in(z.completed(spent=12_000_000), interest_won=10**12)


def test_unspent_advance_and_interest_come_back_as_a_return() -> None:
    row = z.closed(here := z.completed(spent=12_000_000), interest_won=4_321)
    shares = list(row.shares.filter(line__isnull=False))
    due = sum(one.return_won + one.interest_won for one in shares)
    debts = here.agreement.recoveries.all()
    assert {one.kind for one in debts} == {RecoveryKind.RETURN}
    assert sum(one.amount_won for one in debts) == due == row.due_back_won
    assert sum(one.interest_won for one in row.shares.all()) == 4_321


def test_all_that_is_due_back_reaches_the_budget_lines() -> None:
    row = z.closed(here := z.completed(spent=12_000_000), interest_won=4_321, disallowed=1_500_000)
    z.collect_all(row, here)
    for name, line in here.lines.items():
        share, now = row.shares.get(line=line), z.budget(here, name)
        assert now.spent_won - now.disallowed_returned_won == now.settled_won == share.share_won
        assert (now.returned_won, now.interest_returned_won) == (share.return_won, share.interest_won)
    assert z.books_balance(here)
    left = trial_balance(here.world.programme.pk)
    for account in (Account.ADVANCES, Account.DISALLOWED_RECEIVABLE, Account.RETURNS_PAYABLE, Account.INTEREST_HELD):
        assert account not in left
    assert w.ledger_holds()


def test_closing_twice_books_once() -> None:
    row = z.closed(here := z.completed(), disallowed=2_000_000)
    before = BookEntry.objects.count()
    actions.close_settlement(settlement=row, by=here.checker, at=z.CLOSED)
    assert (BookEntry.objects.count(), here.agreement.recoveries.count()) == (before, 2)


def test_open_objection_stops_closing_until_it_is_answered() -> None:
    row = z.decided(here := z.completed(), disallowed=2_000_000)
    actions.object_to_settlement(settlement=row, text="기간 안의 지출입니다.", by=here.owner, at=z.DECIDED)
    with pytest.raises(ActionRefused):
        actions.close_settlement(settlement=row, by=here.checker, at=z.CLOSED)
    actions.answer_objection(settlement=row, reconsider=False, answer="기각", by=here.first, at=z.CLOSED)
    assert actions.close_settlement(settlement=row, by=here.checker, at=z.CLOSED).status == "closed"


def test_granted_objection_is_reviewed_and_decided_again() -> None:
    row = z.decided(here := z.completed(), disallowed=2_000_000)
    actions.object_to_settlement(settlement=row, text="기간 안의 지출입니다.", by=here.owner, at=z.DECIDED)
    actions.answer_objection(settlement=row, reconsider=True, answer="다시 봅니다", by=here.first, at=z.DECIDED)
    line = row.lines.exclude(reason="").get()
    actions.review_settlement_line(line=line, accepted_won=line.accepted_won + 2_000_000, by=here.checker, at=z.DECIDED)
    row.refresh_from_db()
    actions.record_review(settlement=row, opinion="적정", revision=row.revision, by=here.checker, at=z.DECIDED)
    actions.decide_settlement(settlement=row, revision=row.revision, by=here.first, at=z.DECIDED)
    assert (row.disallowed_won, row.due_back_won, row.objected_at) == (0, 0, None)


def test_one_objection_is_made_at_a_time() -> None:
    row = z.decided(here := z.completed())
    actions.object_to_settlement(settlement=row, text="다시 보아 주십시오.", by=here.owner, at=z.DECIDED)
    with pytest.raises(ActionRefused):
        actions.object_to_settlement(settlement=row, text="또", by=here.owner, at=z.DECIDED)


def test_the_firm_neither_reviews_nor_decides() -> None:
    row = z.handed_in(here := z.completed())
    with pytest.raises(AccessRefused):
        actions.record_review(settlement=row, opinion="적정", revision=row.revision, by=here.owner, at=z.REVIEWED)
    with pytest.raises(AccessRefused):
        actions.decide_settlement(settlement=row, revision=row.revision, by=here.owner, at=z.DECIDED)
