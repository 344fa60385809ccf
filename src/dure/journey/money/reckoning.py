"""How far an agreement's money has come, as the engine's values, and what a claim may be paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Sum

from dure.engine.money.funders import NOTHING, Amounts, Funder
from dure.engine.money.instalments import Payable, Progress, Schedule, Stage, StagePart, payable, schedule
from dure.engine.money.lateness import withheld
from dure.engine.money.reasons import MoneyRefused, Why
from dure.foundation.access.verdict import ActionRefused
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import facts
from dure.journey.agreements.values import AgreementFacts
from dure.journey.applications.queries import terms_for
from dure.journey.budgets.queries import funds_of
from dure.journey.budgets.reasons import sentences
from dure.journey.money.models import ENDED_CLAIMS, Claim, ClaimKind, ClaimLine, Deposit, LateCharge, Payment
from dure.journey.money.states import ClaimState, DepositState, LateState, PaymentState
from dure.journey.programmes.delivery import PaymentRules
from dure.journey.programmes.terms import Terms

PASSED = (ClaimState.APPROVED.value, ClaimState.PAID.value)
# What stops a payment; every other reason of the engine only says why it is less than planned.
STOPS = frozenset({Why.FIRM_CASH_MISSING, Why.STAGE_BEFORE_OPEN, Why.STAGE_CLOSED, Why.NO_SUCH_STAGE})


def agreed_amounts(agreed: AgreementFacts) -> Amounts:
    """Who pays how much of the agreed cost."""
    return Amounts.of(
        {
            Funder.PROVINCE: agreed.province_won,
            Funder.CITY: agreed.city_won,
            Funder.PARTNER: agreed.partner_won,
            Funder.FIRM: agreed.firm_cash_won + agreed.firm_in_kind_won,
        }
    )


def stages(rules: PaymentRules) -> tuple[StagePart, ...]:
    """The notice's instalments; only the advance moves before there is evidence."""
    parts = ((Stage.ADVANCE, rules.advance_pct), (Stage.INTERIM, rules.interim_pct), (Stage.FINAL, rules.final_pct))
    return tuple(StagePart(stage, pct, stage is not Stage.ADVANCE) for stage, pct in parts if pct)


def plan_of(agreed: AgreementFacts, terms: Terms) -> Schedule:
    """The public money in instalments."""
    return schedule(agreed_amounts(agreed), stages(terms.delivery.payment), terms.costs.round_down_to_won)


@dataclass(frozen=True)
class Ground:
    """What the reckoning of one agreement's claims rests on, read once."""

    agreed: AgreementFacts
    terms: Terms
    plan: Schedule


def ground_of(agreement: Agreement) -> Ground:
    """Read it; three queries."""
    agreed, terms = facts(agreement.pk), terms_for(agreement.application)
    return Ground(agreed, terms, plan_of(agreed, terms))


def value_of(line: ClaimLine) -> int:
    """What counts of a line: what was accepted, or what is asked while nobody has judged it."""
    return line.supply_won if line.accepted_won is None else line.accepted_won


def payable_of(claim: Claim, ground: Ground, lines: Iterable[ClaimLine]) -> Payable:
    """What this claim may be paid with these lines; refuses what cannot be, in words.

    Of the final payment liquidated damages that were confirmed are kept back.
    """
    if claim.kind == ClaimKind.EVIDENCE:
        return Payable(NOTHING)
    try:
        found = payable(ground.plan, Stage(claim.kind), _progress(claim, ground, lines))
    except MoneyRefused as error:
        raise ActionRefused(sentences(error.reasons)) from error
    if claim.kind != ClaimKind.FINAL:
        return found
    return replace(found, amounts=found.amounts - withheld(found.amounts, confirmed_late_won(claim.agreement_id)))


def confirmed_late_won(agreement_id: int) -> int:
    """Liquidated damages that a person confirmed."""
    rows = LateCharge.objects.filter(agreement_id=agreement_id, status=LateState.CONFIRMED)
    return int(rows.aggregate(won=Sum("amount_won"))["won"] or 0)


def demand_payable(found: Payable) -> None:
    """Refuse where the rules stop the payment altogether."""
    stops = [reason for reason in found.reasons if reason.code in STOPS]
    if stops:
        raise ActionRefused(sentences(stops))


def _progress(claim: Claim, ground: Ground, lines: Iterable[ClaimLine]) -> Progress:
    passed = ClaimLine.objects.filter(claim__agreement_id=claim.agreement_id, claim__status__in=PASSED)
    before = sum(value_of(line) for line in passed.exclude(claim=claim))
    return Progress(
        cost_won=ground.agreed.cost_won,
        accepted_won=before + sum(value_of(line) for line in lines),
        paid=ordered_by_funder(claim.agreement, except_claim=claim),
        firm_cash_confirmed=not ground.terms.delivery.payment.firm_cash_first or cash_is_confirmed(ground.agreed),
        closed=_closed(claim),
    )


def cash_is_confirmed(agreed: AgreementFacts) -> bool:
    """Whether the firm's own cash is in the project account, confirmed and whole."""
    return confirmed_won(agreed.id) >= agreed.firm_cash_won


def confirmed_won(agreement_id: int) -> int:
    """The firm's confirmed deposits."""
    rows = Deposit.objects.filter(agreement_id=agreement_id, status=DepositState.CONFIRMED)
    return int(rows.aggregate(won=Sum("amount_won"))["won"] or 0)


def _closed(claim: Claim) -> frozenset[Stage]:
    """Stages that are over: claimed and approved, or passed by without a claim under way."""
    order = list(Stage)
    now = Stage(claim.kind)
    rows = Claim.objects.filter(agreement_id=claim.agreement_id).exclude(pk=claim.pk).exclude(kind=ClaimKind.EVIDENCE)
    others = list(rows.exclude(status__in=(*ENDED_CLAIMS, ClaimState.DRAFT)).values_list("kind", "status"))
    under_way = {Stage(kind) for kind, status in others if status not in PASSED}
    over = {Stage(kind) for kind, status in others if status in PASSED}
    closed = {stage for stage in order[: order.index(now)] if stage not in under_way}
    # Interim payments may be several; the others are paid once.
    closed |= {stage for stage in over if stage is not Stage.INTERIM and stage is now}
    if Stage.FINAL in over:
        closed |= set(order)
    return frozenset(closed)


def ordered_by_funder(agreement: Agreement, except_claim: Claim | None = None) -> Amounts:
    """What was ordered or paid for an agreement, by who pays."""
    funders = {share.line_id: Funder(share.funder) for share in funds_of(agreement.application_id)}
    rows = Payment.objects.filter(claim__agreement=agreement).exclude(status=PaymentState.CANCELLED)
    if except_claim is not None:
        rows = rows.exclude(claim=except_claim)
    sums: dict[Funder, int] = {}
    for line_id, won in rows.values_list("line_id").annotate(won=Sum("amount_won")).order_by():
        funder = funders[line_id]
        sums[funder] = sums.get(funder, 0) + won
    return Amounts.of(sums)


@dataclass(frozen=True)
class CostLeft:
    """A line of the accepted cost table in force and what other claims hold of it."""

    id: int
    number: int
    item: str
    what: str
    amount_won: int
    claimed_won: int

    @property
    def left_won(self) -> int:
        """What may still be claimed."""
        return max(0, self.amount_won - self.claimed_won)


def costs_left(agreement: Agreement, except_claim: Claim | None = None) -> tuple[CostLeft, ...]:
    """The cost table with what live claims hold of each line; a line lives on under its number through a change."""
    held = claimed_by_number(agreement.pk, except_claim)
    rows = agreement.current.costs.all() if agreement.current else []
    return tuple(
        CostLeft(row.pk, row.number, row.item, row.what, row.amount_won, held.get(row.number, 0)) for row in rows
    )


def claimed_by_number(agreement_id: int, except_claim: Claim | None = None) -> Mapping[int, int]:
    """What live claims hold of each line of the cost table, by its number; no change cuts under it."""
    rows = ClaimLine.objects.filter(claim__agreement_id=agreement_id, counts=True).select_related("cost")
    return by_cost(rows if except_claim is None else rows.exclude(claim=except_claim))


def by_cost(lines: Iterable[ClaimLine]) -> dict[int, int]:
    """What lines ask of each line of the cost table, by its number."""
    asked: dict[int, int] = {}
    for line in lines:
        asked[line.cost.number] = asked.get(line.cost.number, 0) + value_of(line)
    return asked


def last_day(agreed: AgreementFacts, today: date) -> date:
    """The last day on which money of the agreement may have been spent, as of today."""
    return min(agreed.ends_on, today) if agreed.ends_on else today
