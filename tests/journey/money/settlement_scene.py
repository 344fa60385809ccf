"""A project that was paid and is complete, with an outside accountant, for the tests of settlement and after."""

from datetime import date, datetime

from tests import world as w
from tests.journey.money import scene as s

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.documents.actions import store_bytes
from dure.journey.agreements import actions as agreements
from dure.journey.budgets.models import BudgetLine
from dure.journey.money import actions
from dure.journey.money.models import Settlement
from dure.journey.money.queries.books import trial_balance
from dure.journey.money.settlement_papers import CHECKLIST

COMPLETED = w.moment(11, 20)
HANDED_IN = w.moment(12, 2)
REVIEWED = w.moment(12, 5)
DECIDED = w.moment(12, 9)
CLOSED = w.moment(12, 12)
BACK = w.moment(12, 20)


def accountant(name: str = "정회계") -> w.Member:
    return w.member(name, Role.ACCOUNTANT, w.organisation("한결회계법인", "expert"))


def completed(*, spent: int | None = None, here: s.Scene | None = None) -> s.Scene:
    """Advance and final paid, all claimed in one line of each cost unless ``spent`` says how much of the dearer."""
    here = here or s.started()
    s.pay_in(here)
    s.paid(here, "advance")
    drafts = s.everything(here) if spent is None else (s.spending(here.cost, spent),)
    s.paid(here, "final", *drafts, at=w.moment(7, 20))
    agreements.record_completed(agreement=here.agreement, by=SYSTEM, at=COMPLETED)
    return here


def opened(here: s.Scene) -> Settlement:
    return actions.open_settlement(agreement=here.agreement, by=here.checker, at=COMPLETED)


def attach_all(row: Settlement, here: s.Scene, at: datetime = HANDED_IN) -> None:
    for kind in CHECKLIST:
        store_bytes(
            content=f"{kind.code} {row.pk}".encode(), name=f"{kind.code}.txt", kind=kind.code, subject=row,
            by=here.owner, at=at, chain=here.world.programme.chain,
        )  # fmt: skip


def handed_in(here: s.Scene, *, interest_won: int = 0) -> Settlement:
    row = opened(here)
    attach_all(row, here)
    return actions.hand_in_settlement(
        settlement=row, revision=row.revision, interest_won=interest_won, by=here.owner, at=HANDED_IN
    )


def disallow(row: Settlement, here: s.Scene, won: int, reason: str = "사업기간 밖의 지출") -> Settlement:
    """The dearest spending is accepted less this."""
    line = max(row.lines.select_related("claim_line"), key=lambda one: one.accepted_won)
    return actions.review_settlement_line(
        line=line, accepted_won=line.accepted_won - won, reason=reason, by=here.checker, at=REVIEWED
    )


def reviewed(here: s.Scene, *, interest_won: int = 0, disallowed: int = 0) -> Settlement:
    row = handed_in(here, interest_won=interest_won)
    if disallowed:
        row = disallow(row, here, disallowed)
    return actions.record_review(settlement=row, opinion="적정", revision=row.revision, by=here.checker, at=REVIEWED)


def decided(here: s.Scene, **changes: int) -> Settlement:
    row = reviewed(here, **changes)
    return actions.decide_settlement(settlement=row, revision=row.revision, by=here.first, at=DECIDED)


def closed(here: s.Scene, **changes: int) -> Settlement:
    row = decided(here, **changes)
    return actions.close_settlement(settlement=row, by=here.checker, at=CLOSED)


def collect_all(row: Settlement, here: s.Scene, on: date = BACK.date()) -> None:
    """Every debt of the settlement comes in and goes on to its funder."""
    for debt in row.agreement.recoveries.order_by("pk"):
        actions.record_collection(recovery=debt, amount_won=debt.amount_won, on=on, by=here.checker, at=BACK)
        actions.pass_on(recovery=debt, on=on, letter_no=f"반납-{debt.pk}", by=here.checker, at=BACK)


def budget(here: s.Scene, name: str) -> BudgetLine:
    line = here.lines[name]
    line.refresh_from_db()
    return line


def books_balance(here: s.Scene) -> bool:
    return sum(trial_balance(here.world.programme.pk).values()) == 0
