"""A project that ended shows in its settlement what it spent and had not claimed; its own cash goes back."""

import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z
from tests.journey.money.test_recovery import ended

from dure.engine.money.books import Account
from dure.foundation.access.verdict import ActionRefused
from dure.journey.money import actions
from dure.journey.money.models import BookEntry, Claim, Settlement
from dure.journey.money.queries.books import trial_balance
from dure.journey.money.queries.stage import firm_standings, standing

pytestmark = pytest.mark.django_db
AT = w.moment(10, 7)


def opened() -> tuple[s.Scene, Settlement]:
    """Terminated after the advance was paid; nothing is claimed of what was spent."""
    here = s.started()
    s.pay_in(here)
    s.paid(here, "advance")
    ended(here, "firm")
    return here, actions.open_settlement(agreement=here.agreement, by=here.checker, at=AT)


def shown(here: s.Scene, row: Settlement, won: int) -> Claim:
    """One spending with its evidence, in the settlement's list."""
    claim = actions.draft_evidence(settlement=row, by=here.owner, at=AT)
    actions.save_claim(claim=claim, lines=[s.spending(here.cost, won)], revision=claim.revision, by=here.owner, at=AT)
    s.attach(claim.lines.get(), here.owner, AT)
    return claim


def handed_in(here: s.Scene, row: Settlement) -> Settlement:
    z.attach_all(row, here)
    return actions.hand_in_settlement(settlement=row, revision=row.revision, by=here.owner, at=z.HANDED_IN)


def test_spending_shown_in_the_settlement_lowers_what_is_due_back() -> None:
    here, row = opened()
    advance = sum(one.amount_won for one in here.agreement.claims.get().payments.all())
    claim = shown(here, row, 4_000_000)
    handed_in(here, row)
    actions.record_review(settlement=row, opinion="적정", revision=row.revision, by=here.checker, at=z.REVIEWED)
    actions.decide_settlement(settlement=row, revision=row.revision, by=here.first, at=z.DECIDED)
    actions.close_settlement(settlement=row, by=here.checker, at=z.CLOSED)
    claim.refresh_from_db()
    cash = here.agreement.current.firm_cash_won
    public = 4_000_000 - next(one.share_won for one in row.shares.all() if one.line_id is None)
    assert (claim.status, row.accepted_won, row.due_back_won) == ("taken", 4_000_000, advance - public)
    refund = BookEntry.objects.get(event="firm_refunded").postings.get(account=Account.BANK)
    assert refund.won == -(cash - (4_000_000 - public))
    z.collect_all(row, here)
    left = trial_balance(here.world.programme.pk)
    assert (Account.ADVANCES in left, sum(left.values())) == (False, 0)
    here.agreement.refresh_from_db()
    assert here.agreement.status == "terminated"
    assert w.ledger_holds()


def test_the_evidence_is_mended_when_the_settlement_is_given_back() -> None:
    here, row = opened()
    claim = shown(here, row, 4_000_000)
    handed_in(here, row)
    actions.give_back_settlement(settlement=row, by=here.checker, at=z.REVIEWED, reason="금액 확인")
    claim.refresh_from_db()
    assert (claim.status, row.lines.count(), claim.lines.get().counts) == ("draft", 0, False)
    assert w.ledger_holds()


def test_evidence_is_added_within_the_days_of_the_notice_and_of_an_ended_project_only() -> None:
    here, row = opened()
    claim = actions.draft_evidence(settlement=row, by=here.owner, at=AT)
    assert actions.draft_evidence(settlement=row, by=here.owner, at=AT) == claim
    late = w.moment(12, 20)
    with pytest.raises(ActionRefused):
        actions.draft_evidence(settlement=row, by=here.owner, at=late)
    with pytest.raises(ActionRefused):
        actions.save_line(
            claim=claim, draft=s.spending(here.cost, 1_000_000), revision=claim.revision, by=here.owner, at=late
        )
    with pytest.raises(ActionRefused):
        actions.submit_claim(claim=claim, by=here.owner, at=AT)


def test_evidence_without_a_file_or_of_an_invoice_that_counts_is_not_handed_in() -> None:
    here, row = opened()
    claim = shown(here, row, 4_000_000)
    z.attach_all(row, here)
    other = s.started("진안둘", world=here.world)
    s.pay_in(other)
    line = claim.lines.get()
    s.submitted(
        other, "final",
        s.spending(other.cost, 1_000_000, invoice_no=line.invoice_no, issuer_number=line.issuer_number),
    )  # fmt: skip
    with pytest.raises(ActionRefused, match="이미"):
        actions.hand_in_settlement(settlement=row, revision=row.revision, by=here.owner, at=z.HANDED_IN)
    assert Settlement.objects.get().status == "open"


def test_a_complete_project_gets_its_unspent_cash_back() -> None:
    here = z.completed(spent=4_000_000)
    row = z.closed(here)
    entry = BookEntry.objects.get(event="firm_refunded", source=f"money.settlement:{row.pk}:firm_refunded")
    left = trial_balance(here.world.programme.pk)
    assert entry.postings.get(account=Account.BANK).won < 0
    assert (left.get(Account.VAT_HELD, 0), sum(left.values())) == (0, 0)


def test_evidence_is_no_payment_and_leaves_the_project_standing_where_its_money_is() -> None:
    here, row = opened()
    shown(here, row, 4_000_000)
    handed_in(here, row)
    pk = here.world.programme.pk
    assert standing(pk).by_state == {"paid": 1}
    assert [one.state for one in firm_standings(pk, here.checker)] == ["paid"]
