"""A random walk over real rows: whatever is booked, every rule of the database holds and amounts are their movements."""

import random
from collections.abc import Callable
from datetime import date

import pytest
from tests import world as w
from tests.journey.budgets import scene as s

from dure.engine.money.budget import broken
from dure.foundation.access.verdict import ActionRefused
from dure.journey.budgets import actions
from dure.journey.budgets.models import BudgetLine, Promise
from dure.journey.budgets.queries import statement
from dure.journey.budgets.reckoning import value_of

pytestmark = pytest.mark.django_db
STEPS = 150
END = date(2024, 12, 19)
KINDS = (
    "budget", "supplement", "request", "decide", "grant", "settle", "return", "return_disallowed", "interest",
    "return_interest",
)  # fmt: skip
UPSTREAM = ("budget", "request", "decide", "grant")


class Walk:
    """One walker's choices over the lines of a scene."""

    def __init__(self, here: s.Scene, seed: int) -> None:
        self.here, self.dice, self.count = here, random.Random(seed), 0
        for line in (here.province, here.muju):
            s.funded(here, line, 5_000, granted=2_000)
        self.projects = [here.application, s.application(here.world, "둘식품", number="JS1-002")]

    def step(self) -> None:
        """Try one thing on one line."""
        self.count += 1
        line = self.dice.choice(list(BudgetLine.objects.filter(fiscal_year=2024)))
        doings: list[Callable[[BudgetLine], object]] = [self.book, self.book, self.promise, self.spend, self.back]
        doings += [self.carry] if self.dice.random() < 0.3 else []
        self.dice.choice(doings)(line)

    def amount(self) -> int:
        return self.dice.choice((1, 7, 40, 150, 500))

    def book(self, line: BudgetLine) -> None:
        kind = self.dice.choice(KINDS)
        less = self.dice.random() < 0.15
        amount = self.amount() * (8 if kind in UPSTREAM else 1)
        s.book(self.here, line, kind, amount * (-1 if less else 1), END, reason="정정" if less else "")

    def promise(self, line: BudgetLine) -> None:
        project, by = self.dice.choice(self.projects), self.here.operator
        found = Promise.objects.filter(line=line, application=project).first()
        if found is None:
            actions.promise(line=line, application=project, amount_won=self.amount(), by=by, at=s.AT)
        else:
            actions.change_promise(promise=found, amount_won=self.amount(), reason="조정", by=by, at=s.AT)

    def spend(self, line: BudgetLine) -> None:
        actions.spend(**self.payment(line))

    def back(self, line: BudgetLine) -> None:
        actions.take_back_spending(**self.payment(line), reason="반송")

    def payment(self, line: BudgetLine) -> dict:
        return {
            "application": self.dice.choice(self.projects), "amounts": {line.pk: self.amount()}, "on": END,
            "source_key": f"walk:{self.count}", "by": self.here.operator, "at": s.AT,
        }  # fmt: skip

    def carry(self, line: BudgetLine) -> None:
        actions.carry_over(
            line=line, kind=self.dice.choice(("carry_planned", "carry_accidental")), amount_won=self.amount(), on=END,
            letter_no="", reason="이월", by=self.here.operator, at=s.AT,
        )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 20])
def test_walk_keeps_every_rule(seed: int) -> None:
    walk = Walk(s.scene(), seed)
    done = 0
    for _number in range(STEPS):
        try:
            walk.step()
            done += 1
        except ActionRefused:
            continue
    lines = list(BudgetLine.objects.select_related("funder"))
    assert done > STEPS / 4
    assert {line.fiscal_year for line in lines} == {2024, 2025}
    assert [line.pk for line in lines if not s.agrees(line) or list(broken(value_of(line)))] == []
    carried_on = sum(line.carry_budget_won + line.carry_cash_won for line in lines)
    assert carried_on == sum(line.carried_in_budget_won + line.carried_in_cash_won for line in lines) > 0
    for line in lines:
        spent = sum(line.promises.values_list("spent_won", flat=True))
        assert spent == line.spent_won
    programme = walk.here.world.programme.pk
    assert len({statement(programme, view).total for view in ("funder", "city", "year", "nature")}) == 1
    assert w.ledger_holds()
