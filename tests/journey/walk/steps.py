"""Everything that can be tried, on which kind of row and in which states someone would."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tests.journey.walk import agreeing, paying, settling
from tests.journey.walk.project import Project

from dure.foundation.access.actor import SYSTEM, Actor
from dure.journey.agreements.models import Agreement

if TYPE_CHECKING:
    from tests.journey.walk.walk import Walk

COURTEOUS = 0.93


@dataclass(frozen=True)
class Try:
    """One try: of whom, on which row, when."""

    walk: "Walk"
    project: Project
    pk: int
    at: datetime
    dice: random.Random

    @property
    def agreement(self) -> Agreement:
        return self.project.agreement

    @property
    def today(self) -> date:
        return self.at.date()

    def someone(self, right: Actor) -> Actor:
        """As a rule whoever it is for, else anyone."""
        return right if self.dice.random() < COURTEOUS else self.dice.choice(self.everyone)

    @property
    def everyone(self) -> tuple[Actor, ...]:
        people = self.walk.people
        others = tuple(each.owner for each in self.walk.projects)
        return (people.staff, people.first, people.second, self.project.vendor, SYSTEM, *people.strangers, *others)

    @property
    def owner(self) -> Actor:
        return self.someone(self.project.owner)

    @property
    def staff(self) -> Actor:
        return self.someone(self.walk.people.staff)

    @property
    def approver(self) -> Actor:
        return self.someone(self.dice.choice((self.walk.people.first, self.walk.people.second)))

    def told(self, by: Actor) -> dict[str, Any]:
        """Who, when and why; the reason is forgotten now and then."""
        return {"by": by, "at": self.at, "reason": "시험" if self.dice.random() < 0.97 else " "}


@dataclass(frozen=True)
class Verb:
    """What can be tried on a row of ``model``; ``states`` are those in which someone would, so ``often``."""

    model: str
    do: Callable[[Try], None]
    states: tuple[str, ...]
    often: float = 1.0
    leads: str = ""


_REVIEW, _AGREEMENT, _START, _CHANGE, _ENDING = (
    "agreements.costreview",
    "agreements.agreement",
    "agreements.startnotice",
    "agreements.change",
    "agreements.ending",
)
_DEPOSIT, _CLAIM, _PAYMENT, _BATCH, _SETTLEMENT, _RECOVERY = (
    "money.deposit",
    "money.claim",
    "money.payment",
    "money.batch",
    "money.settlement",
    "money.recovery",
)
_LIVE = ("in_force", "started")
_DECIDED = ("settled", "given_up", "terminated")

VERBS = (
    Verb(_REVIEW, agreeing.accept_cost, ("open",), 8, "accept"),
    Verb(_REVIEW, agreeing.calculate_again, ("accepted",), 0.1, "reopen"),
    Verb(_AGREEMENT, agreeing.send, ("preparing",), 1, "send"),
    Verb(_AGREEMENT, agreeing.take_back, ("signing",), 1, "take_back"),
    Verb(_AGREEMENT, agreeing.conclude, ("preparing", "signing"), 4, "conclude"),
    Verb(_AGREEMENT, agreeing.let_go, ("preparing", "signing"), 0.2, "cancel"),
    Verb(_AGREEMENT, agreeing.complete, ("started",), 0.6, "complete"),
    Verb(_AGREEMENT, agreeing.resume, ("completed",), 0.2, "resume"),
    Verb(_AGREEMENT, agreeing.write_start, ("in_force",), 6),
    Verb(_AGREEMENT, agreeing.begin_change, _LIVE, 1.5),
    Verb(_AGREEMENT, agreeing.give_up, _LIVE, 0.15, "give_up"),
    Verb(_AGREEMENT, agreeing.ask_termination, _LIVE, 0.15, "terminate"),
    Verb(_AGREEMENT, paying.pay_in, _LIVE, 3),
    Verb(_AGREEMENT, paying.begin_claim, ("started", "completed"), 4),
    Verb(_AGREEMENT, settling.order_recovery, _DECIDED, 0.6),
    Verb(_START, agreeing.hand_in_start, ("draft",), 4, "hand_in"),
    Verb(_START, agreeing.accept_start, ("handed_in",), 4, "accept"),
    Verb(_START, agreeing.give_back_start, ("handed_in",), 0.4, "give_back"),
    Verb(_CHANGE, agreeing.write_change, ("draft",), 3),
    Verb(_CHANGE, agreeing.submit_change, ("draft",), 3, "submit"),
    Verb(_CHANGE, agreeing.note_change, ("submitted",), 3, "note"),
    Verb(_CHANGE, agreeing.approve_change, ("submitted",), 3, "approve"),
    Verb(_CHANGE, agreeing.refuse_change, ("submitted",), 0.4, "refuse"),
    Verb(_CHANGE, agreeing.give_back_change, ("submitted",), 0.4, "give_back"),
    Verb(_CHANGE, agreeing.withdraw_change, ("draft", "submitted"), 0.4, "withdraw"),
    Verb(_ENDING, agreeing.decide_ending, ("asked",), 2, "decide"),
    Verb(_ENDING, agreeing.refuse_ending, ("asked",), 1, "refuse"),
    Verb(_ENDING, agreeing.withdraw_ending, ("asked",), 1, "withdraw"),
    Verb(_DEPOSIT, paying.confirm_deposit, ("reported",), 5, "confirm"),
    Verb(_DEPOSIT, paying.refuse_deposit, ("reported",), 0.5, "refuse"),
    Verb(_CLAIM, paying.write_claim, ("draft",), 2),
    Verb(_CLAIM, paying.submit_claim, ("draft",), 4, "submit"),
    Verb(_CLAIM, paying.hand_in_with_settlement, ("draft",), 0.5, "take"),
    Verb(_CLAIM, paying.give_back_with_settlement, ("taken",), 1, "let_go"),
    Verb(_CLAIM, paying.judge_claim, ("submitted",), 2),
    Verb(_CLAIM, paying.check_claim, ("submitted",), 5, "check"),
    Verb(_CLAIM, paying.give_back_claim, ("submitted", "checked"), 0.3, "give_back"),
    Verb(_CLAIM, paying.reject_claim, ("submitted", "checked"), 0.2, "reject"),
    Verb(_CLAIM, paying.withdraw_claim, ("draft", "submitted"), 0.3, "withdraw"),
    Verb(_CLAIM, paying.approve_claim, ("checked",), 8, "approve"),
    Verb(_CLAIM, paying.pay_claim, ("approved",), 3, "pay"),
    Verb(_PAYMENT, paying.make_batch, ("ordered",), 2, "send"),
    Verb(_PAYMENT, paying.take_out, ("ordered",), 0.2),
    Verb(_PAYMENT, paying.pay, ("ordered", "sent"), 3, "pay"),
    Verb(_PAYMENT, paying.bounce, ("sent", "paid"), 0.3, "bounce"),
    Verb(_PAYMENT, paying.pay_again, ("bounced",), 4, "order_again"),
    Verb(_PAYMENT, paying.order_anew, ("ordered", "bounced"), 0.3, "cancel"),
    Verb(_BATCH, paying.send_batch, ("open",), 4, "send"),
    Verb(_SETTLEMENT, paying.show_evidence, ("open",), 2),
    Verb(_SETTLEMENT, settling.hand_in, ("open",), 4, "hand_in"),
    Verb(_SETTLEMENT, settling.assign, ("open", "handed_in"), 0.3),
    Verb(_SETTLEMENT, settling.give_back, ("handed_in", "reviewed"), 0.4, "give_back"),
    Verb(_SETTLEMENT, settling.review_lines, ("handed_in",), 2),
    Verb(_SETTLEMENT, settling.review, ("handed_in",), 4, "review"),
    Verb(_SETTLEMENT, settling.decide, ("reviewed",), 5, "decide"),
    Verb(_SETTLEMENT, settling.reconsider, ("decided",), 0.4, "reconsider"),
    Verb(_SETTLEMENT, settling.object_to, ("decided",), 0.4),
    Verb(_SETTLEMENT, settling.answer, ("decided",), 1),
    Verb(_SETTLEMENT, settling.close, ("decided",), 4, "close"),
    Verb(_RECOVERY, settling.surcharge, ("open", "partly", "collected"), 0.4),
    Verb(_RECOVERY, settling.in_parts, ("open", "partly"), 0.5),
    Verb(_RECOVERY, settling.collect_part, ("open", "partly"), 2, "collect_part"),
    Verb(_RECOVERY, settling.collect, ("open", "partly"), 3, "collect"),
    Verb(_RECOVERY, settling.pass_on, ("partly", "collected"), 1),
    Verb(_RECOVERY, settling.write_off, ("open", "partly"), 0.3, "write_off"),
)
