"""A random walk over claims and payments: whatever is done in whatever order, the money agrees."""

import os
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import Sum
from tests import world as w
from tests.journey.money import scene as s

from dure.foundation.access.verdict import ActionRefused
from dure.journey.budgets.models import BudgetLine, Promise
from dure.journey.money import actions
from dure.journey.money.models import BookEntry, Claim, ClaimLine, Payment, Posting
from dure.journey.money.queries.books import entry_value, funds_in_books, trial_balance

pytestmark = pytest.mark.django_db
STEPS = int(os.environ.get("DURE_TEST_WALK", "60"))


class Walk:
    """One project, its people, and a clock that only goes on."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.here = s.started()
        self.at = s.PAID_IN
        s.pay_in(self.here)
        self.done = 0

    def step(self) -> None:
        """One thing that someone tries; refusals are part of the walk."""
        self.at += timedelta(minutes=1)
        verb: Callable[[], object] = self.dice.choice(
            [self.begin, self.submit, self.judge, self.check, self.approve, self.approve, self.result, self.result,
             self.give_back, self.end, self.again]
        )  # fmt: skip
        try:
            verb()
            self.done += 1
        except ActionRefused:
            pass

    def claim(self, *states: str) -> Claim:
        rows = list(Claim.objects.filter(status__in=states) if states else Claim.objects.all())
        if not rows:
            raise ActionRefused("no claim")
        return self.dice.choice(rows)

    def begin(self) -> None:
        kind = self.dice.choice(["advance", "final", "final"])
        claim = actions.draft_claim(agreement=self.here.agreement, kind=kind, by=self.here.owner, at=self.at)
        if kind == "advance":
            return
        drafts = []
        for cost in self.here.agreement.current.costs.all():
            won = self.dice.choice([1_000, cost.amount_won // 3, cost.amount_won, cost.amount_won + 1])
            drafts.append(s.spending(cost, won))
        old = ClaimLine.objects.order_by("?").first()
        if old is not None and self.dice.random() < 0.3:
            number = {"invoice_no": old.invoice_no, "issuer_number": old.issuer_number}
            drafts[0] = s.spending(self.here.cost, 1_000, **number)
        actions.save_claim(claim=claim, lines=drafts, revision=claim.revision, by=self.here.owner, at=self.at)
        for line in claim.lines.all():
            s.attach(line, self.here.owner, self.at)

    def submit(self) -> None:
        actions.submit_claim(claim=self.claim("draft"), by=self.here.owner, at=self.at)

    def judge(self) -> None:
        claim = self.claim("submitted")
        for line in claim.lines.all():
            accepted = self.dice.choice([line.supply_won, line.supply_won, line.supply_won // 2, 0])
            reason = "" if accepted == line.supply_won else "일부 불인정"
            actions.judge_line(line=line, accepted_won=accepted, reason=reason, by=self.here.checker, at=self.at)

    def check(self) -> None:
        good = self.dice.random() < 0.8
        s.look(self.claim("submitted"), self.here, self.at, no_arrears=good)

    def approve(self) -> None:
        who = self.dice.choice([self.here.checker, self.here.first, self.here.second])
        actions.approve_claim(claim=self.claim("checked"), step=self.dice.choice([1, 2]), by=who, at=self.at)

    def result(self) -> None:
        rows = list(Payment.objects.all())
        if rows:
            what = self.dice.choice(["paid", "paid", "bounced"])
            actions.record_payment_result(
                payment=self.dice.choice(rows), result=what, on=self.at.date(), reason="계좌 오류",
                by=self.here.checker, at=self.at,
            )  # fmt: skip

    def again(self) -> None:
        for payment in Payment.objects.filter(status="bounced"):
            actions.pay_again(payment=payment, by=self.here.checker, at=self.at)

    def give_back(self) -> None:
        if self.dice.random() < 0.3:
            actions.return_claim(
                claim=self.claim("submitted", "checked"), reason="보완 필요", by=self.here.checker, at=self.at
            )

    def end(self) -> None:
        verb = self.dice.random()
        if verb < 0.1:
            actions.withdraw_claim(claim=self.claim("draft", "submitted"), by=self.here.owner, at=self.at)
        elif verb < 0.2:
            claim = self.claim("submitted", "checked")
            actions.reject_claim(claim=claim, reason="요건 미비", by=self.here.first, at=self.at)


def holds(walk: Walk) -> None:
    """What must be true after every step."""
    programme = walk.here.world.programme.pk
    assert sum(trial_balance(programme).values()) == 0
    assert all(sum(row.balances.values()) == 0 for row in funds_in_books(programme))
    paid = dict(Payment.objects.filter(status="paid").values_list("line_id").annotate(won=Sum("amount_won")))
    assert {row.pk: row.spent_won for row in BudgetLine.objects.all() if row.spent_won} == paid
    assert {row.line_id: row.spent_won for row in Promise.objects.all() if row.spent_won} == paid
    live = ClaimLine.objects.filter(counts=True).select_related("cost")
    held: dict[int, int] = {}
    for line in live:
        won = line.supply_won if line.accepted_won is None else line.accepted_won
        held[line.cost_id] = held.get(line.cost_id, 0) + won
    costs = {cost.pk: cost.amount_won for cost in walk.here.agreement.current.costs.all()}
    assert all(won <= costs[cost] for cost, won in held.items())
    numbers = [(line.issuer_number, line.invoice_no) for line in live]
    assert len(numbers) == len(set(numbers))
    ordered = Payment.objects.exclude(status="cancelled").aggregate(won=Sum("amount_won"))["won"] or 0
    plan = walk.here.agreement.current
    assert ordered <= plan.province_won + plan.city_won


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_done_the_money_agrees(seed: int) -> None:
    walk = Walk(seed)

    for _ in range(STEPS):
        walk.step()
        holds(walk)

    assert walk.done > STEPS // 10
    assert [entry_value(row).won > 0 for row in BookEntry.objects.all()] == [True] * BookEntry.objects.count()
    assert Posting.objects.aggregate(won=Sum("won"))["won"] == 0
    assert w.ledger_holds()
