"""What people try around settlements and money due back."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from dure.journey.agreements.models import Ending
from dure.journey.budgets.models import Promise
from dure.journey.money import actions
from dure.journey.money.models import Recovery, Settlement
from dure.journey.money.settlement_papers import CHECKLIST

if TYPE_CHECKING:
    from tests.journey.walk.steps import Try


def _settlement(t: "Try") -> Settlement:
    return Settlement.objects.select_related("agreement__programme").get(pk=t.pk)


def hand_in(t: "Try") -> None:
    """Papers are explained away rather than attached, which is quicker."""
    row = _settlement(t)
    absent = {kind.code: "없음" for kind in CHECKLIST if t.dice.random() < 0.97}
    interest = t.dice.choice((0, 0, 1_234))
    actions.hand_in_settlement(
        settlement=row, revision=_seen(t, row), interest_won=interest, absent=absent, by=t.owner, at=t.at
    )


def _seen(t: "Try", row: Settlement) -> int:
    """The revision on the page, which may be old."""
    return row.revision if t.dice.random() < 0.95 else max(0, row.revision - 1)


def assign(t: "Try") -> None:
    actions.assign_accountant(settlement=_settlement(t), person=t.walk.people.accountant.person, by=t.staff, at=t.at)


def give_back(t: "Try") -> None:
    row = _settlement(t)
    actions.give_back_settlement(settlement=row, **t.told(_reviewer(t, row)))


def _reviewer(t: "Try", row: Settlement):  # type: ignore[no-untyped-def]
    people = t.walk.people
    return t.someone(people.accountant.actor if row.accountant_id else people.staff)


def review_lines(t: "Try") -> None:
    row = _settlement(t)
    judged = []
    for line in row.lines.select_related("claim_line"):
        spent = line.claim_line.accepted_won or 0
        won = t.dice.choice((spent, spent, spent // 2, 0, spent + (t.dice.random() < 0.05)))
        judged.append(actions.LineJudgement(line.claim_line_id, won, "증빙 부족"))
    actions.review_lines(
        settlement=row, judgements=judged, revision=_seen(t, row), by=_reviewer(t, row), at=t.at
    )  # fmt: skip


def review(t: "Try") -> None:
    row = _settlement(t)
    actions.record_review(settlement=row, opinion="적정", revision=_seen(t, row), by=_reviewer(t, row), at=t.at)


def decide(t: "Try") -> None:
    row = _settlement(t)
    actions.decide_settlement(settlement=row, revision=_seen(t, row), by=t.approver, at=t.at)


def reconsider(t: "Try") -> None:
    actions.reconsider_settlement(settlement=_settlement(t), **t.told(t.approver))


def object_to(t: "Try") -> None:
    actions.object_to_settlement(settlement=_settlement(t), text="이의 있음", by=t.owner, at=t.at)


def answer(t: "Try") -> None:
    again = t.dice.random() < 0.3
    actions.answer_objection(settlement=_settlement(t), reconsider=again, answer="검토함", by=t.approver, at=t.at)


def close(t: "Try") -> None:
    actions.close_settlement(settlement=_settlement(t), by=t.staff, at=t.at)


def order_recovery(t: "Try") -> None:
    """Of what a line paid, all or a part, or more than it paid."""
    agreement = t.agreement
    found = Promise.objects.filter(application=agreement.application).order_by("pk")
    amounts = {one.line_id: max(1, t.dice.choice((one.spent_won, one.spent_won // 2, 1_000))) for one in found}
    settlement = Settlement.objects.filter(agreement=agreement).first()
    ending = Ending.objects.filter(agreement=agreement, status="decided").first()
    actions.open_recovery(
        agreement=agreement, amounts=amounts, due_on=t.today + timedelta(days=30), settlement=settlement,
        ending=ending, self_reported=t.dice.random() < 0.2, **t.told(t.approver),
    )  # fmt: skip


def _recovery(t: "Try") -> Recovery:
    return Recovery.objects.select_related("agreement__programme").get(pk=t.pk)


def surcharge(t: "Try") -> None:
    factor = t.dice.choice((Decimal(1), Decimal("2.5"), Decimal(6)))
    due_on = t.today + timedelta(days=30)
    actions.impose_surcharge(recovery=_recovery(t), factor=factor, due_on=due_on, **t.told(t.approver))


def in_parts(t: "Try") -> None:
    days = [t.today + timedelta(days=30 * n) for n in range(1, t.dice.randint(2, 4))]
    actions.agree_instalments(recovery=_recovery(t), due_on=days, **t.told(t.staff))


def collect_part(t: "Try") -> None:
    row = _recovery(t)
    won = max(1, (row.amount_won - row.collected_won) // 2)
    _collect(t, row, won)


def collect(t: "Try") -> None:
    row = _recovery(t)
    _collect(t, row, row.amount_won - row.collected_won + (t.dice.random() < 0.05))


def _collect(t: "Try", row: Recovery, won: int) -> None:
    actions.record_collection(recovery=row, amount_won=won, on=t.today, by=t.staff, at=t.at)


def pass_on(t: "Try") -> None:
    actions.pass_on(recovery=_recovery(t), on=t.today, letter_no=f"반납-{t.pk}", by=t.staff, at=t.at)


def write_off(t: "Try") -> None:
    actions.write_off(recovery=_recovery(t), **t.told(t.approver))
