"""Advance, interim and final payment: what is planned of each, and what may be paid now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dure.engine.money.funders import NOTHING, Amounts, Funder
from dure.engine.money.reasons import MoneyRefused, Reason, Why, refuse
from dure.engine.money.rounding import hundredths, part_won, rounded_down


class Stage(StrEnum):
    """In the order in which they are paid."""

    ADVANCE = "advance"
    INTERIM = "interim"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class StagePart:
    """A stage's percentage. ``on_evidence``: paid only as far as accepted evidence reaches."""

    stage: Stage
    pct: Decimal
    on_evidence: bool = True


@dataclass(frozen=True, slots=True)
class Instalment:
    """What each funder pays at a stage."""

    stage: Stage
    amounts: Amounts
    on_evidence: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """The agreed amounts (the firm's own share apart) in instalments that sum to them."""

    agreed: Amounts
    instalments: tuple[Instalment, ...]

    def up_to(self, stage: Stage) -> Amounts:
        """What is planned to have been paid when the stage has been."""
        total = NOTHING
        for instalment in self.instalments:
            total = total + instalment.amounts
            if instalment.stage is stage:
                return total
        raise MoneyRefused(Reason(Why.NO_SUCH_STAGE, stage))


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a project stands: its accepted cost, the evidence accepted so far, what was paid, which stages are over."""

    cost_won: int
    accepted_won: int = 0
    paid: Amounts = NOTHING
    firm_cash_confirmed: bool = False
    closed: frozenset[Stage] = frozenset()


@dataclass(frozen=True, slots=True)
class Payable:
    """What may be paid now, and what holds it back or limits it."""

    amounts: Amounts
    reasons: tuple[Reason, ...] = ()


def schedule(agreed: Amounts, parts: Sequence[StagePart], round_down_to_won: int = 1000) -> Schedule:
    """Divide what the funders pay by the stages' percentages; the last stage takes what rounding leaves."""
    refuse(_nonsense(agreed, parts))
    paid_by_others = agreed.without_firm()
    left = paid_by_others
    instalments = []
    for part in parts[:-1]:
        amounts = Amounts.of(
            {funder: rounded_down(part_won(won, part.pct), round_down_to_won) for funder, won in paid_by_others}
        )
        left = left - amounts
        instalments.append(Instalment(part.stage, amounts, part.on_evidence))
    instalments.append(Instalment(parts[-1].stage, left, parts[-1].on_evidence))
    return Schedule(paid_by_others, tuple(instalments))


def _nonsense(agreed: Amounts, parts: Sequence[StagePart]) -> Iterator[Reason]:
    order = list(Stage)
    places = [order.index(part.stage) for part in parts]
    total = sum(hundredths(part.pct) for part in parts)
    if total != 100 * 100:
        yield Reason(Why.STAGES_NOT_100, "stages", pct=Decimal(total).scaleb(-2))
    if places != sorted(set(places)):
        yield Reason(Why.STAGES_OUT_OF_ORDER, "stages")
    if agreed.least_won < 0:
        yield Reason(Why.NEGATIVE, "agreed", 0, agreed.least_won)


def payable(plan: Schedule, stage: Stage, progress: Progress) -> Payable:
    """What may be paid at a stage: up to its plan, less what was paid, as far as evidence reaches where it must.

    A funder's money follows the evidence in proportion: of half the cost, half its share.
    """
    refuse(_impossible(plan, progress))
    planned = plan.up_to(stage)
    stopped = tuple(_stopped(plan, stage, progress))
    if stopped:
        return Payable(NOTHING, stopped)
    on_evidence = next(one.on_evidence for one in plan.instalments if one.stage is stage)
    shown = _shown(plan, progress) if on_evidence else planned
    due = {funder: max(0, min(planned[funder], shown[funder]) - progress.paid[funder]) for funder, _ in plan.agreed}
    return Payable(Amounts.of(due), tuple(_limits(planned, shown, progress, sum(due.values()))))


def _shown(plan: Schedule, progress: Progress) -> Amounts:
    """Each funder's part of the evidence accepted so far."""
    if progress.cost_won == 0:
        return NOTHING
    return Amounts.of({one: won * progress.accepted_won // progress.cost_won for one, won in plan.agreed})


def _impossible(plan: Schedule, progress: Progress) -> Iterator[Reason]:
    if not 0 <= progress.accepted_won <= progress.cost_won:
        yield Reason(Why.ACCEPTED_OVER_TABLE, "cost", progress.cost_won, progress.accepted_won)
    for funder in Funder:
        if progress.paid[funder] > plan.agreed[funder]:
            yield Reason(Why.PAID_OVER_LINE, funder, plan.agreed[funder], progress.paid[funder])
        if progress.paid[funder] < 0:
            yield Reason(Why.NEGATIVE, funder, 0, progress.paid[funder])


def _stopped(plan: Schedule, stage: Stage, progress: Progress) -> Iterator[Reason]:
    if not progress.firm_cash_confirmed:
        yield Reason(Why.FIRM_CASH_MISSING, Funder.FIRM)
    if stage in progress.closed:
        yield Reason(Why.STAGE_CLOSED, stage)
    for instalment in plan.instalments:
        if instalment.stage is stage:
            return
        if instalment.stage not in progress.closed and instalment.amounts.total_won:
            yield Reason(Why.STAGE_BEFORE_OPEN, instalment.stage)


def _limits(planned: Amounts, shown: Amounts, progress: Progress, due_won: int) -> Iterator[Reason]:
    for funder, won in planned:
        if shown[funder] < won:
            yield Reason(Why.EVIDENCE_SHORT, funder, shown[funder], won)
    if due_won == 0:
        yield Reason(Why.NOTHING_LEFT, "stage", planned.total_won, progress.paid.total_won)
