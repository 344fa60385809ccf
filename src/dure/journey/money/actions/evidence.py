"""Spending that an ended project had not claimed: shown with its evidence in the settlement, and paid nothing for."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.money.access import HAND_IN_SETTLEMENT
from dure.journey.money.actions.claims import count_lines
from dure.journey.money.checks import problems_of
from dure.journey.money.findable import make_findable
from dure.journey.money.models import Claim, ClaimKind, Settlement
from dure.journey.money.reckoning import ground_of
from dure.journey.money.states import ClaimState, SettlementState
from dure.journey.programmes.queries import lock_programme

ENDED_EARLY = ("given_up", "terminated")


def draft_evidence(*, settlement: Settlement, by: Actor, at: datetime) -> Claim:
    """Begin the list of spending that no claim holds; said again it is the same one. Within the notice's days."""
    HAND_IN_SETTLEMENT.demand(by, settlement)
    agreement = settlement.agreement
    with act("money.draft_evidence", chain=agreement.programme.chain, by=by, at=at) as this:
        lock_programme(agreement.programme_id)
        settlement.refresh_from_db(fields=["status"])
        if agreement.status not in ENDED_EARLY:
            raise ActionRefused(_("A project that is complete has claimed its spending; nothing is added here."))
        if settlement.status != SettlementState.OPEN:
            raise ActionRefused(_("The settlement is handed in; evidence can be added after it is given back."))
        if timezone.localdate(at) > settlement.due_on:
            raise ActionRefused(_("Evidence could be added until %(day)s.") % {"day": day(settlement.due_on)})
        rows = Claim.objects.filter(agreement=agreement)
        row = rows.filter(kind=ClaimKind.EVIDENCE, status=ClaimState.DRAFT).first()
        if row is None:
            row = Claim.objects.create(
                agreement=agreement, kind=ClaimKind.EVIDENCE, number=rows.count() + 1, created_at=at
            )
            make_findable(row)
        this.about(row)
    return row


def take_evidence(settlement: Settlement, this: Act) -> None:
    """Hand the evidence in with its settlement: sound as any claim's, its invoices count from now on."""
    for row in _evidence(settlement, ClaimState.DRAFT):
        lines = list(row.lines.select_related("cost"))
        on = timezone.localdate(this.at)
        if problems := problems_of(row, lines, ground_of(row.agreement), this.by, on):
            raise ActionRefused(" ".join(each.sentence for each in problems))
        row.submitted_at, row.revision = this.at, row.revision + 1
        row.save(update_fields=["submitted_at", "revision"])
        count_lines(lines, this, counts=True)
        move(row, "take", by=this.by, at=this.at)


def let_evidence_go(settlement: Settlement, reason: str, this: Act) -> None:
    """The settlement is given back: its evidence may be mended too."""
    for row in _evidence(settlement, ClaimState.TAKEN):
        settled = list(settlement.lines.filter(claim_line__claim=row))
        this.evidence(*settled)
        settlement.lines.filter(pk__in=[line.pk for line in settled]).delete()
        count_lines(list(row.lines.all()), this, counts=False)
        move(row, "let_go", by=this.by, at=this.at, reason=reason)


def _evidence(settlement: Settlement, status: ClaimState) -> list[Claim]:
    rows = Claim.objects.select_for_update(of=("self",)).select_related("agreement__programme", "agreement__current")
    return list(rows.filter(agreement_id=settlement.agreement_id, kind=ClaimKind.EVIDENCE, status=status))
