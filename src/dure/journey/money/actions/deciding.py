"""The decision on a settlement, the firm's objection to it, and its closing with all that follows in the books."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money import duties, events
from dure.engine.money.books import Account, Entry, Fund
from dure.engine.money.events import Party
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.agreements import actions as agreements
from dure.journey.applications.queries import terms_for
from dure.journey.budgets import actions as budgets
from dure.journey.money import settlement_news as news
from dure.journey.money.access import DECIDE_SETTLEMENT, HAND_IN_SETTLEMENT, KEEP_SETTLEMENT
from dure.journey.money.actions.books import Booking, fund_of, post
from dure.journey.money.actions.own_cash import give_firm_its_cash_back
from dure.journey.money.actions.recovering import Due, write_recovery
from dure.journey.money.actions.settling import demand_claims_over, locked_settlement, touched
from dure.journey.money.models import Recovery, RecoveryKind, SettledShare, Settlement
from dure.journey.money.queries.books import project_balances
from dure.journey.money.settled import Reckoned, reckon
from dure.journey.money.states import SettlementState
from dure.journey.programmes.queries import lock_programme


def decide_settlement(*, settlement: Settlement, revision: int, by: Actor, at: datetime) -> Settlement:
    """Decide what is accepted and what is due back to whom; not by the person who reviewed it."""
    DECIDE_SETTLEMENT.demand(by, settlement)
    chain = settlement.agreement.programme.chain
    with act("money.decide_settlement", chain=chain, by=by, at=at, subject=settlement) as this:
        lock_programme(settlement.agreement.programme_id)
        row = locked_settlement(settlement, revision)
        if by.person_id is not None and by.person_id == row.reviewed_by_id:
            raise ActionRefused(_("You reviewed this settlement; another person decides it."))
        demand_claims_over(row)
        move(row, "decide", by=by, at=at)
        found = reckon(row)
        _write_amounts(row, found, by, at)
        touched(
            row, this, "accepted_won", "disallowed_won", "unspent_won", "due_back_won", "decided_at", "decided_by",
            "objection", "objected_at", "answer",
        )  # fmt: skip
        this.evidence(*row.shares.all())
        row.shares.all().delete()
        this.evidence(*SettledShare.objects.bulk_create(found.shares))
        news.decided(row, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def _write_amounts(row: Settlement, found: Reckoned, by: Actor, at: datetime) -> None:
    public = [share for share in found.shares if share.line_id is not None]
    row.accepted_won, row.disallowed_won = found.settled.accepted_won, found.settled.disallowed_won
    row.unspent_won = found.return_won
    row.due_back_won = sum(share.return_won + share.disallowed_won + share.interest_won for share in public)
    row.decided_at, row.decided_by_id = at, by.person_id
    row.objection, row.objected_at, row.answer = "", None, ""


def object_to_settlement(*, settlement: Settlement, text: str, by: Actor, at: datetime) -> Settlement:
    """The firm says with reasons why the decision is wrong; while it is not answered nothing is closed."""
    HAND_IN_SETTLEMENT.demand(by, settlement)
    chain = settlement.agreement.programme.chain
    with act("money.object_to_settlement", chain=chain, by=by, at=at, subject=settlement) as this:
        row = locked_settlement(settlement)
        if row.status != SettlementState.DECIDED:
            raise ActionRefused(_("An objection follows a decision; the settlement is not decided or closed already."))
        if row.objected_at is not None:
            raise ActionRefused(_("An objection has been made already. Wait for the answer."))
        if not text.strip():
            raise ActionRefused(_("Write what is wrong and why."))
        row.objection, row.objected_at = text.strip(), at
        touched(row, this, "objection", "objected_at")
        news.objected(row, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def answer_objection(*, settlement: Settlement, reconsider: bool, answer: str, by: Actor, at: datetime) -> Settlement:
    """Answer the objection: the decision stands, or the settlement is reviewed and decided again."""
    DECIDE_SETTLEMENT.demand(by, settlement)
    chain = settlement.agreement.programme.chain
    with act("money.answer_objection", chain=chain, by=by, at=at, subject=settlement, reason=answer) as this:
        row = locked_settlement(settlement)
        if row.objected_at is None or row.answer:
            raise ActionRefused(_("There is no objection that waits for an answer."))
        if not answer.strip():
            raise ActionRefused(_("Write the answer that the firm will read."))
        row.answer = answer.strip()
        touched(row, this, "answer")
        if reconsider:
            move(row, "reconsider", by=by, at=at, reason=answer)
        news.answered(row, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def reconsider_settlement(*, settlement: Settlement, by: Actor, at: datetime, reason: str) -> Settlement:
    """Take a decision back, without an objection; it is reviewed and decided anew."""
    DECIDE_SETTLEMENT.demand(by, settlement)
    chain = settlement.agreement.programme.chain
    with act("money.reconsider_settlement", chain=chain, by=by, at=at, subject=settlement, reason=reason) as this:
        row = locked_settlement(settlement)
        move(row, "reconsider", by=by, at=at, reason=reason)
        touched(row, this)
        news.reconsidered(row, reason, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def close_settlement(*, settlement: Settlement, by: Actor, at: datetime) -> Settlement:
    """Close a decided settlement: the accepted part is settled on each budget line, the books say who bears what, and
    what is due back is opened as return and as disallowed spending. Said again it changes nothing."""
    KEEP_SETTLEMENT.demand(by, settlement)
    chain = settlement.agreement.programme.chain
    with act("money.close_settlement", chain=chain, by=by, at=at, subject=settlement) as this:
        lock_programme(settlement.agreement.programme_id)
        row = locked_settlement(settlement)
        if row.status == SettlementState.CLOSED:
            return settlement
        if row.objected_at is not None and not row.answer:
            raise ActionRefused(_("The firm's objection waits for an answer. Answer it before closing."))
        move(row, "close", by=by, at=at)
        row.closed_at = at
        touched(row, this, "closed_at")
        shares = list(row.shares.filter(line__isnull=False).select_related("line__funder", "line__programme"))
        _leave_out_recovered(row, shares)
        _settle_lines(row, shares, by, at)
        _book(row, shares, this)
        give_firm_its_cash_back(row, this)
        _open_recoveries(row, shares, this)
        agreements.record_settled(agreement=row.agreement, by=by, at=at)
        news.closed(row, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def _leave_out_recovered(row: Settlement, shares: list[SettledShare]) -> None:
    """What a recovery took of a line already is not due back a second time; what was decided stays as it is."""
    orders = Recovery.objects.filter(agreement=row.agreement, kind=RecoveryKind.RECOVERY).order_by()
    taken = dict(orders.values_list("line_id").annotate(won=Sum("amount_won")))
    for share in shares:
        over = max(0, share.return_won + share.disallowed_won + taken.get(share.line_id, 0) - share.paid_won)
        less = min(share.return_won, over)
        share.return_won -= less
        share.disallowed_won -= over - less


def _settle_lines(row: Settlement, shares: list[SettledShare], by: Actor, at: datetime) -> None:
    for share in shares:
        if share.line is not None and share.share_won:
            budgets.book(
                line=share.line, kind="settle", amount_won=share.share_won, on=timezone.localdate(at),
                application=row.agreement.application, source_key=f"money.settlement:{row.pk}", by=by, at=at,
            )  # fmt: skip


def _book(row: Settlement, shares: list[SettledShare], this: Act) -> None:
    agreement, on = row.agreement, timezone.localdate(this.at)
    party = Party(str(agreement.pk), str(agreement.firm_id))
    entries = _entries(shares, project_balances(agreement.pk), party)
    source = f"money.settlement:{row.pk}"
    post(agreement.programme, [Booking(f"{source}:{entry.event}", entry, on) for entry in entries], this)


def _entries(shares: list[SettledShare], balances: dict[tuple[Account, Fund], int], party: Party) -> Iterator[Entry]:
    """Advances that were spent become cost; what is due back beyond the unspent advance is owed by the firm."""
    back: dict[Fund, int] = {}
    owed: dict[Fund, int] = {}
    for share in shares:
        if share.line is not None:
            fund = fund_of(share.line)
            back[fund] = back.get(fund, 0) + share.return_won
            owed[fund] = owed.get(fund, 0) + share.disallowed_won
    advances = {fund: balances.get((Account.ADVANCES, fund), 0) for fund in back}
    used = [(fund, advances[fund] - back[fund]) for fund in sorted(back) if advances[fund] > back[fund]]
    if used:
        yield events.advance_used(tuple(used), party)
    due = [(fund, owed[fund] + max(0, back[fund] - advances[fund])) for fund in sorted(back)]
    if any(won for _fund, won in due):
        yield duties.disallowed(tuple((fund, won) for fund, won in due if won), party)


def _open_recoveries(row: Settlement, shares: list[SettledShare], this: Act) -> None:
    rules = terms_for(row.agreement.application).delivery.payment
    due_on = timezone.localdate(this.at) + timedelta(days=rules.return_days)
    for share in shares:
        for kind, won, interest, reason in (
            (RecoveryKind.RETURN, share.return_won, share.interest_won, _("Balance and interest by the settlement")),
            (RecoveryKind.DISALLOWED, share.disallowed_won, 0, _("Spending not accepted in the settlement")),
        ):
            if won + interest:
                due = Due(
                    agreement=row.agreement, line=share.line, kind=kind, won=won + interest, interest_won=interest,
                    reason=reason, due_on=due_on, settlement=row,
                    source=f"settlement:{row.pk}:{share.line_id}:{kind.value}",
                )  # fmt: skip
                write_recovery(due, this)
