"""What people try around claims, payments and batches."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.journey.money import scene
from tests.journey.walk import settling

from dure.foundation.access.verdict import ActionRefused
from dure.journey.agreements.models import AgreedCost
from dure.journey.money import actions
from dure.journey.money.models import Batch, Claim, ClaimLine, Deposit, Payment, Settlement

if TYPE_CHECKING:
    from tests.journey.walk.steps import Try


def pay_in(t: "Try") -> None:
    agreement = t.agreement
    asked = agreement.current.firm_cash_won if agreement.current else 1
    won = t.dice.choice((asked, asked, asked // 2, 1_000))
    actions.record_deposit(agreement=agreement, amount_won=won, paid_on=t.today, by=t.owner, at=t.at)


def _deposit(t: "Try") -> Deposit:
    return Deposit.objects.select_related("agreement__programme").get(pk=t.pk)


def confirm_deposit(t: "Try") -> None:
    actions.confirm_deposit(deposit=_deposit(t), by=t.staff, at=t.at)


def refuse_deposit(t: "Try") -> None:
    actions.refuse_deposit(deposit=_deposit(t), **t.told(t.staff))


def begin_claim(t: "Try") -> None:
    """With its spending at once, but for an advance."""
    kinds = [kind for kind in ("advance", "interim", "final") if t.dice.random() < 0.5] or ["advance"]
    claim = actions.draft_claim(agreement=t.agreement, kind=kinds[0], by=t.owner, at=t.at)
    if kinds[0] != "advance":
        _write(t, claim)


def write_claim(t: "Try") -> None:
    _write(t, _claim(t))


def show_evidence(t: "Try") -> None:
    """Of an agreement that ended early: spending that no claim held."""
    row = Settlement.objects.select_related("agreement__programme").get(pk=t.pk)
    _write(t, actions.draft_evidence(settlement=row, by=t.owner, at=t.at))


def hand_in_with_settlement(t: "Try") -> None:
    settling.hand_in(replace(t, pk=_settlement_id(t)))


def give_back_with_settlement(t: "Try") -> None:
    settling.give_back(replace(t, pk=_settlement_id(t)))


def _settlement_id(t: "Try") -> int:
    row = Settlement.objects.filter(agreement_id=t.project.agreement_id).first()
    if row is None:
        raise ActionRefused("no settlement")
    return row.pk


def _write(t: "Try", claim: Claim) -> None:
    current = t.agreement.current
    costs = list(current.costs.all()) if current else []
    drafts = [_spending(t, t.dice.choice(costs)) for _ in range(t.dice.choice((0, 1, 1, 2)))] if costs else []
    actions.save_claim(claim=claim, lines=drafts, revision=claim.revision, by=t.owner, at=t.at)
    for line in claim.lines.select_related("claim__agreement__programme"):
        if t.dice.random() < 0.95:
            scene.attach(line, t.walk.people.staff, t.at)


def _spending(t: "Try", cost: AgreedCost) -> actions.LineDraft:
    won = max(1, t.dice.choice((1_000, cost.amount_won // 3, cost.amount_won // 3, cost.amount_won)))
    more: dict[str, object] = {"spent_on": t.today}
    old = ClaimLine.objects.filter(counts=True).order_by("-pk").first() if t.dice.random() < 0.05 else None
    if old is not None:
        more |= {"invoice_no": old.invoice_no, "issuer_number": old.issuer_number}
    return scene.spending(cost, won, **more)


def _claim(t: "Try") -> Claim:
    return Claim.objects.select_related("agreement__programme", "agreement__application").get(pk=t.pk)


def submit_claim(t: "Try") -> None:
    actions.submit_claim(claim=_claim(t), by=t.owner, at=t.at)


def judge_claim(t: "Try") -> None:
    for line in _claim(t).lines.select_related("claim__agreement__programme"):
        won = t.dice.choice((line.supply_won, line.supply_won, line.supply_won // 2, 0))
        actions.judge_line(line=line, accepted_won=won, reason="일부 불인정", by=t.staff, at=t.at)


def check_claim(t: "Try") -> None:
    """Whoever has not judged the lines yet accepts them first."""
    claim, staff = _claim(t), t.staff
    if t.dice.random() < 0.8:
        actions.accept_lines(claim=claim, by=staff, at=t.at)
    actions.check_claim(
        claim=claim, in_business=True, no_arrears=t.dice.random() < 0.9, checked_on=t.today, source="홈택스", by=staff,
        at=t.at,
    )  # fmt: skip


def give_back_claim(t: "Try") -> None:
    actions.return_claim(claim=_claim(t), **t.told(t.staff))


def reject_claim(t: "Try") -> None:
    actions.reject_claim(claim=_claim(t), **t.told(t.approver))


def withdraw_claim(t: "Try") -> None:
    actions.withdraw_claim(claim=_claim(t), **t.told(t.owner))


def approve_claim(t: "Try") -> None:
    """By the next in turn as a rule; now and then the same person again, or the wrong step."""
    claim, people = _claim(t), t.walk.people
    given = claim.approvals.filter(round=claim.round).count()
    step = given + 1 if t.dice.random() < 0.9 else t.dice.choice((1, 2, 3))
    who = (people.first, people.second)[given % 2] if t.dice.random() < 0.9 else t.approver
    actions.approve_claim(claim=claim, step=step, by=t.someone(who), at=t.at)


def pay_claim(t: "Try") -> None:
    """Every payment of the claim is recorded as paid, the same day."""
    for payment in _payments().filter(claim_id=t.pk, status__in=("ordered", "sent")):
        _record(t, payment, "paid")


def _payments():  # type: ignore[no-untyped-def]
    return Payment.objects.select_related("claim__agreement__programme", "line")


def _payment(t: "Try") -> Payment:
    found: Payment = _payments().get(pk=t.pk)
    return found


def _record(t: "Try", payment: Payment, result: str) -> None:
    actions.record_payment_result(
        payment=payment, result=result, on=t.today, reason="계좌 오류", by=t.staff, at=t.at
    )  # fmt: skip


def pay(t: "Try") -> None:
    _record(t, _payment(t), "paid")


def bounce(t: "Try") -> None:
    _record(t, _payment(t), "bounced")


def pay_again(t: "Try") -> None:
    actions.pay_again(payment=_payment(t), by=t.staff, at=t.at)


def order_anew(t: "Try") -> None:
    actions.order_anew(payment=_payment(t), **t.told(t.approver))


def make_batch(t: "Try") -> None:
    """Of the project's payments that wait, or of this one."""
    payment = _payment(t)
    waiting = _payments().filter(claim=payment.claim, status="ordered", batch__isnull=True)
    programme = payment.claim.agreement.programme
    actions.make_batch(programme=programme, payments=waiting or [payment], by=t.staff, at=t.at)


def take_out(t: "Try") -> None:
    actions.take_out(payment=_payment(t), by=t.staff, at=t.at)


def send_batch(t: "Try") -> None:
    """The file is made first, as the page demands."""
    batch = Batch.objects.select_related("programme").get(pk=t.pk)
    if t.dice.random() < 0.8:
        actions.export_batch(batch=batch, by=t.staff, at=t.at)
    actions.send_batch(batch=batch, by=t.approver, at=t.at)
