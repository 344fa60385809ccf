from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z

from dure.engine.money.books import Account
from dure.engine.money.recovery import CollectionState
from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.agreements.events import AgreementEnded
from dure.journey.agreements.models import Ending
from dure.journey.money import actions
from dure.journey.money.models import Recovery, RecoveryKind, Settlement
from dure.journey.money.queries.books import trial_balance
from dure.journey.money.queries.recovery import collection_of
from dure.journey.money.settlement_news import heard_ended

pytestmark = pytest.mark.django_db
ORDERED = w.moment(10, 2)
DUE_ON = date(2024, 11, 1)


def ended(here: s.Scene, fault: str = "violation") -> Ending:
    """Terminated after the advance was paid."""
    at = w.moment(9, 30)
    with act("agreements.decide_ending", chain=here.world.programme.chain, by=SYSTEM, at=at) as this:
        row = Ending.objects.create(
            agreement=here.agreement, kind="termination", fault=fault, cause="허위 증빙", effective_on=at.date(),
            status="decided", asked_at=at, decided_at=at,
        )  # fmt: skip
        this.about(row)
        move(here.agreement, "terminate", by=here.first, at=at, reason="허위 증빙")
    return row


def advanced() -> s.Scene:
    here = s.started()
    s.pay_in(here)
    s.paid(here, "advance")
    return here


def ordered(here: s.Scene, won: int = 1_000_000, **more: object) -> Recovery:
    return actions.open_recovery(
        agreement=here.agreement, amounts={here.lines["province"].pk: won}, reason="허위 세금계산서",
        due_on=DUE_ON, ending=ended(here), by=here.first, at=ORDERED, **more,
    )[0]  # fmt: skip


def test_the_end_of_an_agreement_opens_its_settlement_and_the_advance_comes_back() -> None:
    here = advanced()
    ended(here, "firm")
    heard_ended(AgreementEnded(here.agreement.pk, "termination", "firm", w.moment(9, 30)))
    row = Settlement.objects.get(agreement=here.agreement)
    z.attach_all(row, here)
    actions.hand_in_settlement(settlement=row, revision=0, by=here.owner, at=z.HANDED_IN)
    actions.record_review(settlement=row, opinion="미집행", revision=row.revision, by=here.checker, at=z.REVIEWED)
    actions.decide_settlement(settlement=row, revision=row.revision, by=here.first, at=z.DECIDED)
    actions.close_settlement(settlement=row, by=here.checker, at=z.CLOSED)
    paid = sum(payment.amount_won for claim in here.agreement.claims.all() for payment in claim.payments.all())
    assert sum(one.amount_won for one in here.agreement.recoveries.filter(kind=RecoveryKind.RETURN)) == paid
    here.agreement.refresh_from_db()
    assert here.agreement.status == "terminated"
    z.collect_all(row, here)
    assert Account.ADVANCES not in trial_balance(here.world.programme.pk)
    assert w.ledger_holds()


def test_recovery_stays_within_what_was_paid() -> None:
    here = advanced()
    paid = here.agreement.claims.get().payments.get(line=here.lines["province"]).amount_won
    with pytest.raises(ActionRefused, match=f"{paid:,}"):
        ordered(here, paid + 1)
    assert Recovery.objects.count() == 0


def test_recovery_needs_a_decision_an_approver_and_a_reason() -> None:
    here = advanced()
    told = {"agreement": here.agreement, "amounts": {here.lines["province"].pk: 1000}, "due_on": DUE_ON, "at": ORDERED}
    with pytest.raises(ActionRefused):
        actions.open_recovery(**told, reason="위반", by=here.first)
    ending = ended(here)
    with pytest.raises(AccessRefused):
        actions.open_recovery(**told, reason="위반", by=here.checker, ending=ending)
    with pytest.raises(ActionRefused):
        actions.open_recovery(**told, reason=" ", by=here.first, ending=ending)


def test_recovery_is_collected_in_parts_and_passed_on() -> None:
    here = advanced()
    debt = ordered(here)
    for won, on in ((400_000, date(2024, 10, 20)), (600_000, date(2024, 11, 5))):
        actions.record_collection(recovery=debt, amount_won=won, on=on, by=here.checker, at=z.BACK)
    assert (debt.status, debt.collected_won) == ("collected", 1_000_000)
    actions.pass_on(recovery=debt, on=z.BACK.date(), letter_no="환수-1", by=here.checker, at=z.BACK)
    line = z.budget(here, "province")
    assert (debt.passed_on_won, line.disallowed_returned_won) == (1_000_000, 1_000_000)
    left = trial_balance(here.world.programme.pk)
    assert {Account.RECOVERY_RECEIVABLE, Account.RECOVERY_FOR_FUNDERS}.isdisjoint(left)
    with pytest.raises(ActionRefused):
        actions.pass_on(recovery=debt, on=z.BACK.date(), letter_no="환수-2", by=here.checker, at=z.BACK)


@pytest.mark.parametrize(
    ("won", "on"),
    [(0, date(2024, 11, 5)), (1_000_001, date(2024, 11, 5)), (1, date(2024, 12, 21)), (1, date(2024, 10, 1))],
    ids=["nothing", "too much", "to come", "before it was opened"],
)
def test_impossible_collections_are_refused(won: int, on: date) -> None:
    debt = ordered(here := advanced())
    with pytest.raises(ActionRefused):
        actions.record_collection(recovery=debt, amount_won=won, on=on, by=here.checker, at=z.BACK)
    assert debt.collections.count() == 0


def test_the_same_payment_is_recorded_once() -> None:
    debt = ordered(here := advanced())
    told = {"recovery": debt, "amount_won": 300_000, "on": DUE_ON, "reference": "0001", "by": here.checker}
    assert actions.record_collection(**told, at=z.BACK) == actions.record_collection(**told, at=z.BACK)
    assert debt.collected_won == 300_000


def test_overdue_is_told_with_its_days() -> None:
    debt = ordered(here := advanced())
    actions.agree_instalments(
        recovery=debt, due_on=[DUE_ON, date(2024, 12, 1)], reason="분납 신청", by=here.checker, at=ORDERED
    )
    actions.record_collection(recovery=debt, amount_won=200_000, on=date(2024, 10, 20), by=here.checker, at=z.BACK)
    found = collection_of(debt, date(2024, 11, 11))
    assert (found.state, found.overdue_won, found.days_overdue) == (CollectionState.OVERDUE, 300_000, 10)
    assert [part.amount_won for part in debt.instalments.all()] == [500_000, 500_000]


def test_instalments_out_of_order_are_refused() -> None:
    debt = ordered(here := advanced())
    with pytest.raises(ActionRefused):
        actions.agree_instalments(
            recovery=debt, due_on=[date(2024, 12, 1), DUE_ON], reason="분납", by=here.checker, at=ORDERED
        )
    assert debt.instalments.count() == 1


def test_surcharge_is_a_debt_of_its_own() -> None:
    debt = ordered(here := advanced())
    made = actions.impose_surcharge(
        recovery=debt, factor=Decimal("2.5"), reason="허위 증빙", due_on=DUE_ON, by=here.first, at=ORDERED
    )
    assert (made.kind, made.amount_won, debt.amount_won) == (RecoveryKind.SURCHARGE, 2_500_000, 1_000_000)
    with pytest.raises(ActionRefused):
        actions.impose_surcharge(
            recovery=debt, factor=Decimal(1), reason="또", due_on=DUE_ON, by=here.first, at=ORDERED
        )


def test_surcharge_over_the_notices_factor_is_refused() -> None:
    debt = ordered(here := advanced())
    with pytest.raises(ActionRefused, match="5"):
        actions.impose_surcharge(
            recovery=debt, factor=Decimal("5.01"), reason="중대", due_on=DUE_ON, by=here.first, at=ORDERED
        )


def test_surcharge_is_waived_for_who_reported_itself() -> None:
    debt = ordered(here := advanced(), self_reported=True)
    with pytest.raises(ActionRefused):
        actions.impose_surcharge(
            recovery=debt, factor=Decimal(1), reason="허위", due_on=DUE_ON, by=here.first, at=ORDERED
        )
    assert Recovery.objects.count() == 1


def test_no_surcharge_on_a_return() -> None:
    row = z.closed(here := z.completed(spent=12_000_000))
    debt = row.agreement.recoveries.filter(kind=RecoveryKind.RETURN).first()
    with pytest.raises(ActionRefused):
        actions.impose_surcharge(
            recovery=debt, factor=Decimal(1), reason="위반", due_on=date(2025, 1, 1), by=here.first, at=z.CLOSED
        )


def test_writing_off_is_the_approvers_and_needs_a_reason() -> None:
    debt = ordered(here := advanced())
    actions.record_collection(recovery=debt, amount_won=400_000, on=DUE_ON, by=here.checker, at=z.BACK)
    with pytest.raises(AccessRefused):
        actions.write_off(recovery=debt, reason="폐업", by=here.checker, at=z.BACK)
    with pytest.raises(ActionRefused):
        actions.write_off(recovery=debt, reason=" ", by=here.first, at=z.BACK)
    actions.write_off(recovery=debt, reason="폐업, 재산 없음", by=here.first, at=z.BACK)
    found = collection_of(debt, z.BACK.date())
    assert (debt.status, found.state, found.left_won) == ("written_off", CollectionState.WRITTEN_OFF, 0)
    assert Account.RECOVERY_RECEIVABLE not in trial_balance(here.world.programme.pk)
    with pytest.raises(ActionRefused):
        actions.record_collection(recovery=debt, amount_won=1, on=DUE_ON, by=here.checker, at=z.BACK)


def test_an_unused_advance_can_be_written_off() -> None:
    row = z.closed(here := z.completed(spent=12_000_000))
    for debt in row.agreement.recoveries.all():
        actions.write_off(recovery=debt, reason="폐업", by=here.first, at=z.BACK)
    left = trial_balance(here.world.programme.pk)
    assert {Account.ADVANCES, Account.DISALLOWED_RECEIVABLE}.isdisjoint(left)
    assert w.ledger_holds()


def test_money_due_back_is_found_in_the_banks_list_and_collected_once(tmp_path: Path) -> None:
    here = advanced()
    debt = ordered(here)
    path = tmp_path / "bank.csv"
    path.write_text("거래일자,적요,출금액,입금액\n2024-10-20,진안식품,,1000000\n", "utf-8")
    told = {"by": here.checker, "at": w.moment(10, 21)}
    found = actions.import_list(programme=here.world.programme, system="bank", path=path, name="bank.csv", **told)
    recorded = [actions.record_matched(imported=found.imported, **told) for _n in range(2)]
    debt.refresh_from_db()
    assert (found.matched, recorded, debt.status, debt.collected_won) == (1, [1, 0], "collected", 1_000_000)
    assert [one.on for one in debt.collections.all()] == [date(2024, 10, 20)]
    assert w.ledger_holds()


def test_a_part_that_was_recorded_by_hand_is_recognised_in_the_banks_list(tmp_path: Path) -> None:
    here = advanced()
    debt = ordered(here)
    told = {"by": here.checker, "at": w.moment(10, 21)}
    part = actions.record_collection(recovery=debt, amount_won=400_000, on=date(2024, 10, 18), **told)
    path = tmp_path / "bank.csv"
    path.write_text("거래일자,적요,출금액,입금액\n2024-10-18,진안식품,,400000\n", "utf-8")
    found = actions.import_list(programme=here.world.programme, system="bank", path=path, name="b.csv", **told)
    row = found.imported.rows.get()
    assert (row.collection, row.recovery, actions.record_matched(imported=found.imported, **told)) == (part, debt, 0)
