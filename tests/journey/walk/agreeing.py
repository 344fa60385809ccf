"""What people try around an agreement: cost, signature, start, changes and ending."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.journey.agreements import course

from dure.foundation.access.actor import SYSTEM
from dure.journey.agreements import actions
from dure.journey.agreements.models import Agreement, Change, ChangeKind, CostReview, Ending

if TYPE_CHECKING:
    from tests.journey.walk.steps import Try


def accept_cost(t: "Try") -> None:
    actions.accept_cost(review=CostReview.objects.get(pk=t.pk), by=t.staff, at=t.at)


def calculate_again(t: "Try") -> None:
    actions.reopen_cost_review(review=CostReview.objects.get(pk=t.pk), **t.told(t.staff))


def send(t: "Try") -> None:
    actions.send_for_signature(agreement=t.agreement, by=t.staff, at=t.at)


def take_back(t: "Try") -> None:
    actions.take_back_from_signature(agreement=t.agreement, **t.told(t.staff))


def conclude(t: "Try") -> None:
    """By the product, as when everyone has signed; by a person it is refused."""
    actions.conclude(agreement=t.agreement, by=t.someone(SYSTEM), at=t.at)


def let_go(t: "Try") -> None:
    actions.let_go(agreement=t.agreement, by=t.staff, at=t.at)


def complete(t: "Try") -> None:
    actions.record_completed(agreement=t.agreement, by=t.staff, at=t.at)


def resume(t: "Try") -> None:
    actions.take_completion_back(agreement=t.agreement, **t.told(t.staff))


def write_start(t: "Try") -> None:
    agreement = t.agreement
    first = agreement.starts_on or t.at.date()
    draft = course.draft(kickoff_at=t.dice.choice((t.at, course.draft().kickoff_at)), schedule=f"{first} 설계")
    actions.save_start(agreement=agreement, draft=draft, by=t.owner, at=t.at)


def hand_in_start(t: "Try") -> None:
    actions.hand_in_start(agreement=t.agreement, by=t.owner, at=t.at)


def accept_start(t: "Try") -> None:
    actions.accept_start(agreement=t.agreement, by=t.staff, at=t.at)


def give_back_start(t: "Try") -> None:
    actions.give_back_start(agreement=t.agreement, **t.told(t.staff))


def begin_change(t: "Try") -> None:
    kind = t.dice.choice(("period_long", "period_short", "cost", "cost", "account", "contact", "representative"))
    actions.begin_change(agreement=t.agreement, kind=kind, cause_on=t.today, reason="사정", by=t.owner, at=t.at)


def write_change(t: "Try") -> None:
    change = _change(t)
    cause_on = t.today - timedelta(days=t.dice.choice((0, 1, 5, 20)))
    actions.save_change(
        change=change, cause_on=cause_on, reason="사정", after=_after(t, change), by=t.owner, at=t.at
    )  # fmt: skip


def _after(t: "Try", change: Change) -> dict[str, Any]:
    number = t.dice.randint(1, 9)
    if change.kind.startswith("period"):
        return {"ends_on": (_last_day(change.agreement) + timedelta(days=t.dice.choice((0, 10, 25, 50)))).isoformat()}
    if change.kind == ChangeKind.COST:
        return {"costs": _costs(t, change.agreement), "in_kind_won": t.dice.choice((0, 0, 1_000_000))}
    if change.kind == ChangeKind.ACCOUNT:
        return {"bank": "농협", "account_number": f"301-000{number}-0000-21", "account_holder": "새 계좌"}
    if change.kind == ChangeKind.CONTACT:
        return {"contact_name": f"담당{number}", "contact_phone": "063-1", "contact_email": ""}
    return {"representative": f"대표{number}"}


def _last_day(agreement: Agreement) -> date:
    return agreement.ends_on or date(2025, 2, 13)


def _costs(t: "Try", agreement: Agreement) -> list[dict[str, Any]]:
    """Each line lower, higher, renamed or gone, and now and then a new one."""
    rows = []
    for cost in agreement.current.costs.all() if agreement.current else []:
        won = t.dice.choice((cost.amount_won, cost.amount_won // 2, cost.amount_won + 1_000_000, 0))
        what = cost.what if t.dice.random() < 0.7 else f"{cost.what}*"[-40:]
        rows.append({"number": cost.number, "item": cost.item, "what": what, "amount_won": won})
    if t.dice.random() < 0.3:
        won = t.dice.randint(1, 5) * 1_000_000
        rows.append({"number": None, "item": "hardware", "what": f"추가 {t.dice.randint(1, 99)}", "amount_won": won})
    return rows


def _change(t: "Try") -> Change:
    return Change.objects.select_related("agreement__programme", "agreement__current").get(pk=t.pk)


def submit_change(t: "Try") -> None:
    actions.submit_change(change=_change(t), by=t.owner, at=t.at)


def note_change(t: "Try") -> None:
    actions.note_change(change=_change(t), by=t.staff, at=t.at)


def approve_change(t: "Try") -> None:
    actions.approve_change(change=_change(t), by=t.approver, at=t.at)


def refuse_change(t: "Try") -> None:
    actions.refuse_change(change=_change(t), **t.told(t.approver))


def give_back_change(t: "Try") -> None:
    actions.give_back_change(change=_change(t), **t.told(t.staff))


def withdraw_change(t: "Try") -> None:
    actions.withdraw_change(change=_change(t), **t.told(t.owner))


def give_up(t: "Try") -> None:
    actions.ask_ending(agreement=t.agreement, kind="giving_up", cause="자금", by=t.owner, at=t.at)


def ask_termination(t: "Try") -> None:
    actions.ask_ending(agreement=t.agreement, kind="termination", cause="위반", by=t.staff, at=t.at)


def _ending(t: "Try") -> Ending:
    return Ending.objects.select_related("agreement__programme").get(pk=t.pk)


def decide_ending(t: "Try") -> None:
    told = {"fault": t.dice.choice(("nobody", "firm")), "effective_on": t.today}
    actions.decide_ending(ending=_ending(t), **told, **t.told(t.approver))


def refuse_ending(t: "Try") -> None:
    actions.refuse_ending(ending=_ending(t), **t.told(t.approver))


def withdraw_ending(t: "Try") -> None:
    actions.withdraw_ending(ending=_ending(t), **t.told(t.someone(t.walk.people.staff)))
