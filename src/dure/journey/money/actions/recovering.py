"""Money due back: opened after a settlement or an ending, agreed in parts, collected, passed on, written off.

Return, disallowed spending, recovery, surcharge and what is due back for an asset are different things; none is mixed
with another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money import recovery as engine
from dure.engine.money.reasons import MoneyRefused, Reason, Why
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day, won
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.agreements.models import Agreement, Ending
from dure.journey.applications.queries import terms_for
from dure.journey.budgets.models import BudgetLine
from dure.journey.budgets.queries import lines_of
from dure.journey.budgets.reasons import sentences
from dure.journey.money import settlement_news as news
from dure.journey.money.access import KEEP_RECOVERY, ORDER_RECOVERY, WRITE_OFF
from dure.journey.money.due_back import book_collected, book_ordered, book_passed_on, book_written_off
from dure.journey.money.models import Collection, Instalment, Payment, Recovery, RecoveryKind, Settlement
from dure.journey.money.states import PaymentState, RecoveryState
from dure.journey.programmes.queries import lock_programme

OPEN = (RecoveryState.OPEN.value, RecoveryState.PARTLY.value)
ENDINGS = {"decided"}


@dataclass(frozen=True)
class Due:
    """What is to be opened. ``won`` includes ``interest_won``; ``source`` keeps it from being opened twice."""

    agreement: Agreement
    line: BudgetLine | None
    kind: str
    won: int
    reason: str
    due_on: date
    interest_won: int = 0
    settlement: Settlement | None = None
    ending: Ending | None = None
    letter_no: str = ""
    source: str = ""
    self_reported: bool = False


def write_recovery(due: Due, this: Act) -> Recovery:
    """Write it inside an act; the one that stands when its source opened it before."""
    found = Recovery.objects.filter(source=due.source).first() if due.source else None
    if found is not None:
        return found
    row = Recovery.objects.create(
        agreement=due.agreement, line=due.line, debtor_id=due.agreement.firm_id, kind=due.kind, ending=due.ending,
        settlement=due.settlement, amount_won=due.won, interest_won=due.interest_won, reason=due.reason[:300],
        letter_no=due.letter_no.strip()[:60], source=due.source, due_on=due.due_on, opened_at=this.at,
        self_reported=due.self_reported,
    )  # fmt: skip
    part = Instalment.objects.create(recovery=row, number=1, amount_won=due.won, due_on=due.due_on)
    this.evidence(row, part)
    news.due(row, by=this.by, at=this.at)
    return row


def open_recovery(  # noqa: PLR0913  an order is all of these
    *,
    agreement: Agreement,
    amounts: Mapping[int, int],
    reason: str,
    due_on: date,
    by: Actor,
    at: datetime,
    letter_no: str = "",
    self_reported: bool = False,
    settlement: Settlement | None = None,
    ending: Ending | None = None,
) -> list[Recovery]:
    """Order a recovery (환수) after a violation, by budget line id; it rests on a decided settlement or ending.

    ``self_reported``: the firm told of it itself; no surcharge follows where the rules waive it.
    """
    ORDER_RECOVERY.demand(by, agreement.programme)
    with act("money.open_recovery", chain=agreement.programme.chain, by=by, at=at, reason=reason) as this:
        lock_programme(agreement.programme_id)
        this.about(agreement)
        _demand_ground(agreement, reason, settlement, ending)
        _demand_day(due_on, at)
        lines = {line.pk: line for line in lines_of(agreement.programme_id).filter(pk__in=list(amounts))}
        _demand_amounts(agreement, amounts, lines)
        rows = [
            write_recovery(
                Due(
                    agreement=agreement, line=lines[line_id], kind=RecoveryKind.RECOVERY, won=amount, reason=reason,
                    due_on=due_on, settlement=settlement, ending=ending, letter_no=letter_no,
                    self_reported=self_reported,
                ),
                this,
            )
            for line_id, amount in sorted(amounts.items())
        ]  # fmt: skip
        for row in rows:
            book_ordered(row, this)
    return rows


def _demand_ground(agreement: Agreement, reason: str, settlement: Settlement | None, ending: Ending | None) -> None:
    if not reason.strip():
        raise ActionRefused(_("Write which rule was violated and how; the firm reads it."))
    settled = settlement is not None and settlement.agreement_id == agreement.pk and settlement.decided_at is not None
    ended = ending is not None and ending.agreement_id == agreement.pk and ending.status in ENDINGS
    if not settled and not ended:
        raise ActionRefused(_("A recovery rests on a decided settlement or a decided ending. Decide that first."))


def _demand_day(due_on: date, at: datetime) -> None:
    if due_on < timezone.localdate(at):
        raise ActionRefused(_("%(day)s is past. Give the firm days to pay.") % {"day": day(due_on)})


def _demand_amounts(agreement: Agreement, amounts: Mapping[int, int], lines: Mapping[int, BudgetLine]) -> None:
    if not amounts or set(amounts) - set(lines):
        raise ActionRefused(_("Name for each budget line what is to be recovered for it."))
    paid = dict(
        Payment.objects.filter(claim__agreement=agreement, status=PaymentState.PAID)
        .order_by().values_list("line_id").annotate(won=Sum("amount_won"))
    )  # fmt: skip
    due = dict(
        Recovery.objects.filter(agreement=agreement).exclude(kind__in=(RecoveryKind.SURCHARGE, RecoveryKind.ASSET))
        .order_by().values_list("line_id").annotate(won=Sum("amount_won") - Sum("interest_won"))
    )  # fmt: skip
    for line_id, asked in sorted(amounts.items()):
        verdict = engine.may_recover(paid.get(line_id, 0), due.get(line_id, 0), asked)
        if not verdict:
            raise ActionRefused(f"{lines[line_id].name}: {sentences(verdict.reasons)}")


def impose_surcharge(
    *, recovery: Recovery, factor: Decimal, reason: str, due_on: date, by: Actor, at: datetime, letter_no: str = ""
) -> Recovery:
    """Impose a surcharge (제재부가금) on top of a recovery: the recovered amount times a factor the notice limits.

    Refused where the firm reported itself and the rules waive it then, and where one is imposed already.
    """
    agreement = recovery.agreement
    ORDER_RECOVERY.demand(by, agreement.programme)
    with act("money.impose_surcharge", chain=agreement.programme.chain, by=by, at=at, reason=reason) as this:
        lock_programme(agreement.programme_id)
        row = locked_recovery(recovery)
        if row.kind != RecoveryKind.RECOVERY:
            raise ActionRefused(_("A surcharge comes on top of a recovery after a violation, and of nothing else."))
        if not reason.strip():
            raise ActionRefused(_("Write why, and how the factor was chosen; the firm reads it."))
        _demand_day(due_on, at)
        source = f"surcharge:{row.pk}"
        if Recovery.objects.filter(source=source).exists():
            raise ActionRefused(_("A surcharge is imposed on this recovery already."))
        found = _surcharge(row, factor)
        due = Due(
            agreement=agreement, line=row.line, kind=RecoveryKind.SURCHARGE, won=found, reason=reason, due_on=due_on,
            settlement=row.settlement, ending=row.ending, letter_no=letter_no, source=source,
        )  # fmt: skip
        made = write_recovery(due, this)
        this.about(made)
        book_ordered(made, this)
    return made


def _surcharge(row: Recovery, factor: Decimal) -> int:
    limit = terms_for(row.agreement.application).delivery.payment.surcharge_factor_max
    rules = engine.SurchargeRules(max_factor=limit)
    try:
        found = engine.surcharge(row.amount_won, factor, rules, self_reported=row.self_reported)
    except MoneyRefused as error:
        raise ActionRefused(sentences(error.reasons)) from error
    if any(reason.code is Why.FACTOR_OVER_LIMIT for reason in found.reasons):
        raise ActionRefused(
            _("The notice allows at most %(limit)s times the recovered amount; %(asked)s is asked.")
            % {"limit": f"{limit.normalize():f}", "asked": f"{factor.normalize():f}"}
        )
    if not found.won:
        raise ActionRefused(sentences(found.reasons or (Reason(Why.ZERO, engine.DueKind.SURCHARGE),)))
    return found.won


def locked_recovery(recovery: Recovery) -> Recovery:
    """The recovery, locked."""
    rows = Recovery.objects.select_for_update(of=("self",)).select_related(
        "agreement__programme", "agreement__application", "debtor", "settlement", "ending"
    )
    return rows.get(pk=recovery.pk)


def agree_instalments(*, recovery: Recovery, due_on: Sequence[date], by: Actor, at: datetime, reason: str) -> Recovery:
    """Let the firm pay in equal parts by these days, with the reason; parts that were agreed before are replaced."""
    KEEP_RECOVERY.demand(by, recovery)
    chain = recovery.agreement.programme.chain
    with act("money.agree_instalments", chain=chain, by=by, at=at, subject=recovery, reason=reason) as this:
        row = locked_recovery(recovery)
        if row.status not in OPEN:
            raise ActionRefused(_("It is collected or written off; there is nothing to divide."))
        if not reason.strip():
            raise ActionRefused(_("Write why the firm may pay in parts."))
        if due_on:
            _demand_day(min(due_on), at)
        try:
            parts = engine.in_parts(row.amount_won, due_on)
        except MoneyRefused as error:
            raise ActionRefused(sentences(error.reasons)) from error
        this.evidence(*row.instalments.all())
        row.instalments.all().delete()
        this.evidence(*Instalment.objects.bulk_create(
            Instalment(recovery=row, number=n, amount_won=part.won, due_on=part.due_on)
            for n, part in enumerate(parts, 1)
        ))  # fmt: skip
        row.due_on = parts[-1].due_on
        row.save(update_fields=["due_on"])
    recovery.refresh_from_db()
    return recovery


def record_collection(
    *, recovery: Recovery, amount_won: int, on: date, by: Actor, at: datetime, reference: str = ""
) -> Collection:
    """Record what came in; a reference that was recorded before is the same payment."""
    KEEP_RECOVERY.demand(by, recovery)
    agreement = recovery.agreement
    with act("money.record_collection", chain=agreement.programme.chain, by=by, at=at) as this:
        lock_programme(agreement.programme_id)
        row = locked_recovery(recovery)
        this.about(row)
        known = row.collections.filter(reference=reference.strip()).first() if reference.strip() else None
        if known is not None and (known.amount_won, known.on) == (amount_won, on):
            return known
        _demand_collectable(row, amount_won, on, at)
        found = Collection.objects.create(
            recovery=row, amount_won=amount_won, on=on, reference=reference.strip()[:80], recorded_at=at
        )
        this.evidence(found)
        before = row.collected_won
        row.collected_won += amount_won
        row.save(update_fields=["collected_won"])
        move(row, "collect" if row.collected_won == row.amount_won else "collect_part", by=by, at=at)
        book_collected(row, found, before, this)
    recovery.refresh_from_db()
    return found


def _demand_collectable(row: Recovery, amount_won: int, on: date, at: datetime) -> None:
    if row.status not in OPEN:
        raise ActionRefused(_("It is “%(state)s”; nothing more is collected.") % {"state": row.get_status_display()})
    left = row.amount_won - row.collected_won
    if not 0 < amount_won <= left:
        raise ActionRefused(
            _("%(left)s is left to collect; %(asked)s is entered. Check the amount.")
            % {"left": won(left), "asked": won(amount_won)}
        )
    if on > timezone.localdate(at):
        raise ActionRefused(_("%(day)s is still to come. Record what has come in.") % {"day": day(on)})
    if on < timezone.localdate(row.opened_at):
        raise ActionRefused(
            _("It was opened on %(day)s; nothing can have come in before.")
            % {"day": day(timezone.localdate(row.opened_at))}
        )


def pass_on(*, recovery: Recovery, on: date, letter_no: str, by: Actor, at: datetime) -> Recovery:
    """Pay what was collected, and not passed on yet, to the funder of its line, by one letter."""
    KEEP_RECOVERY.demand(by, recovery)
    agreement = recovery.agreement
    with act("money.pass_on", chain=agreement.programme.chain, by=by, at=at, subject=recovery) as this:
        lock_programme(agreement.programme_id)
        row = locked_recovery(recovery)
        if row.collected_won == row.passed_on_won:
            raise ActionRefused(_("Nothing has come in that was not passed on."))
        if on > timezone.localdate(at):
            raise ActionRefused(_("%(day)s is still to come. Record what has been paid.") % {"day": day(on)})
        before = row.passed_on_won
        row.passed_on_won = row.collected_won
        row.save(update_fields=["passed_on_won"])
        this.evidence(row)
        book_passed_on(row, before, on, letter_no, this)
    recovery.refresh_from_db()
    return recovery


def write_off(*, recovery: Recovery, by: Actor, at: datetime, reason: str) -> Recovery:
    """Give up what cannot be collected (결손), by who approves and with the reason."""
    WRITE_OFF.demand(by, recovery)
    agreement = recovery.agreement
    with act("money.write_off", chain=agreement.programme.chain, by=by, at=at, subject=recovery, reason=reason) as this:
        lock_programme(agreement.programme_id)
        row = locked_recovery(recovery)
        move(row, "write_off", by=by, at=at, reason=reason)
        book_written_off(row, this)
    recovery.refresh_from_db()
    return recovery
