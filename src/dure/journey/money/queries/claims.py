"""Claims as those who may see them find them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from dure.foundation.access.actor import Actor
from dure.journey.agreements.models import Agreement
from dure.journey.money.access import JUDGE_CLAIM, OWN_CLAIMS, VIEW_CLAIM
from dure.journey.money.checks import problems_of
from dure.journey.money.models import Approval, Claim, ClaimKind, ClaimLine
from dure.journey.money.reckoning import CostLeft, Ground, cash_is_confirmed, costs_left, ground_of, stages
from dure.journey.money.states import ClaimState
from dure.journey.money.values import Problem

RELATED = ("agreement__programme", "agreement__firm", "agreement__city", "agreement__application", "checked_by")


def claim(claim_id: int) -> Claim | None:
    """A claim with what a page names beside it."""
    return Claim.objects.select_related(*RELATED, "agreement__current").filter(pk=claim_id).first()


def claims_of(agreement_id: int) -> QuerySet[Claim]:
    """The claims of an agreement, oldest first."""
    return Claim.objects.filter(agreement_id=agreement_id).select_related(*RELATED).order_by("number")


def visible(actor: Actor) -> QuerySet[Claim]:
    """Every claim within the actor's sight."""
    return VIEW_CLAIM.rows(actor, Claim.objects.select_related(*RELATED))


def own(actor: Actor) -> QuerySet[Claim]:
    """The claims of the actor's own firm."""
    return OWN_CLAIMS.rows(actor, Claim.objects.select_related(*RELATED))


def to_approve(actor: Actor) -> QuerySet[Claim]:
    """Checked claims that this person may approve: neither checked nor approved by the same person."""
    given = Count("approvals", filter=Q(approvals__round=F("round")))
    rows = JUDGE_CLAIM.rows(actor, Claim.objects.filter(status=ClaimState.CHECKED).select_related(*RELATED))
    mine = Approval.objects.filter(claim=OuterRef("pk"), round=OuterRef("round"), by_id=actor.person_id)
    return rows.exclude(checked_by_id=actor.person_id).exclude(Exists(mine)).annotate(n_given=given)


def may_claim_next(agreement: Agreement) -> str:
    """The kind of claim that comes next for a project; empty when one is open or all is claimed."""
    rows = [row for row in claims_of(agreement.pk) if row.status not in (ClaimState.REJECTED, ClaimState.WITHDRAWN)]
    if any(row.status in (ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.CHECKED) for row in rows):
        return ""
    done = {row.kind for row in rows}
    offered = [part.stage.value for part in stages(ground_of(agreement).terms.delivery.payment)]
    if ClaimKind.FINAL in done:
        return ""
    return next((kind for kind in offered if kind not in done), ClaimKind.FINAL.value)


@dataclass(frozen=True)
class Step:
    """One step of the approval chain: who gave it and when, or whether it is open now."""

    number: int
    approval: Approval | None
    is_open: bool


@dataclass(frozen=True)
class ClaimPage:
    """All that the page of a claim shows."""

    claim: Claim
    ground: Ground
    lines: tuple[ClaimLine, ...]
    problems: tuple[Problem, ...]
    costs: tuple[CostLeft, ...]
    steps: tuple[Step, ...]
    cash_confirmed: bool

    @property
    def claimed_won(self) -> int:
        """What the lines ask, net of VAT."""
        return sum(line.supply_won for line in self.lines)

    @property
    def accepted_won(self) -> int:
        """What of it was accepted so far."""
        return sum(line.accepted_won or 0 for line in self.lines)

    @property
    def undecided(self) -> int:
        """Lines that nobody has judged."""
        return sum(line.accepted_won is None for line in self.lines)

    @property
    def next_step(self) -> int:
        """The approval that is open now; 0 when none is."""
        return next((step.number for step in self.steps if step.is_open), 0)


def claim_page(row: Claim, reader: Actor, at: datetime) -> ClaimPage:
    """Read a claim's page; problems are looked for while it is being written."""
    ground = ground_of(row.agreement)
    lines = tuple(row.lines.select_related("cost"))
    drafting = row.status == ClaimState.DRAFT
    problems = problems_of(row, lines, ground, reader, timezone.localdate(at)) if drafting else []
    return ClaimPage(
        claim=row,
        ground=ground,
        lines=lines,
        problems=tuple(problems),
        costs=costs_left(row.agreement, except_claim=row),
        steps=_steps(row, ground.terms.delivery.payment.approvals),
        cash_confirmed=cash_is_confirmed(ground.agreed),
    )


def _steps(row: Claim, needed: int) -> tuple[Step, ...]:
    given = {one.step: one for one in row.approvals.filter(round=row.round).select_related("by")}
    first_open = len(given) + 1 if row.status == ClaimState.CHECKED else 0
    return tuple(Step(number, given.get(number), number == first_open) for number in range(1, needed + 1))
