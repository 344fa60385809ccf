"""The operator's look at a claim: each line accepted or cut, the firm's standing recorded, or the claim given back."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import won
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.money import news
from dure.journey.money.access import JUDGE_CLAIM, REJECT_CLAIM
from dure.journey.money.actions.claims import count_lines
from dure.journey.money.actions.lateness import propose_late_charge
from dure.journey.money.deadlines import decided_deadline, given_back_deadlines
from dure.journey.money.models import Claim, ClaimKind, ClaimLine, StandingCheck
from dure.journey.money.reckoning import demand_payable, ground_of, payable_of
from dure.journey.money.states import ClaimState

# A look at the tax office's pages says how a firm stands that day; it is repeated for every payment.
STANDING_DAYS = 14


def locked_claim(claim: Claim) -> Claim:
    """The claim, locked until the transaction ends."""
    rows = Claim.objects.select_for_update(of=("self",)).select_related("agreement__programme", "agreement__firm")
    return rows.get(pk=claim.pk)


def judge_line(*, line: ClaimLine, accepted_won: int, by: Actor, at: datetime, reason: str = "") -> ClaimLine:
    """Accept a line of a claim that was handed in, or cut it with the reason; said again it is judged anew."""
    JUDGE_CLAIM.demand(by, line.claim)
    chain = line.claim.agreement.programme.chain
    with act("money.judge_line", chain=chain, by=by, at=at, subject=line, reason=reason) as this:
        claim = locked_claim(line.claim)
        row = claim.lines.get(pk=line.pk)
        if claim.status != ClaimState.SUBMITTED:
            raise ActionRefused(
                _("Lines are judged while the claim is handed in and not checked yet; it is “%(state)s”.")
                % {"state": claim.get_status_display()}
            )
        numbers = {"n": row.number, "asked": won(row.supply_won)}
        if not 0 <= accepted_won <= row.supply_won:
            raise ActionRefused(_("Line %(n)d: from 0 to the claimed %(asked)s can be accepted.") % numbers)
        if accepted_won < row.supply_won and not reason.strip():
            raise ActionRefused(_("Line %(n)d: say why less than the claimed %(asked)s is accepted.") % numbers)
        row.accepted_won, row.reason = accepted_won, reason.strip()[:300] if accepted_won < row.supply_won else ""
        row.save(update_fields=["accepted_won", "reason"])
        found = payable_of(claim, ground_of(claim.agreement), list(claim.lines.all()))
        claim.public_won = found.amounts.total_won
        claim.save(update_fields=["public_won"])
        this.evidence(claim)
    line.refresh_from_db()
    return line


def accept_lines(*, claim: Claim, by: Actor, at: datetime) -> int:
    """Accept every line that nobody has judged yet, as claimed; how many they were."""
    JUDGE_CLAIM.demand(by, claim)
    with act("money.accept_lines", chain=claim.agreement.programme.chain, by=by, at=at, subject=claim):
        rows = list(claim.lines.filter(accepted_won__isnull=True))
        for row in rows:
            judge_line(line=row, accepted_won=row.supply_won, by=by, at=at)
    return len(rows)


def check_claim(
    *, claim: Claim, in_business: bool, no_arrears: bool, checked_on: date, source: str, by: Actor, at: datetime
) -> StandingCheck:
    """Record how the firm stands at the tax office, and with a good standing that the claim is checked.

    With a bad one the record stays and the claim waits. Refuses while a line is not judged or nothing may be paid.
    """
    JUDGE_CLAIM.demand(by, claim)
    chain = claim.agreement.programme.chain
    with act("money.check_claim", chain=chain, by=by, at=at, subject=claim) as this:
        row = locked_claim(claim)
        _demand_look(row, checked_on, source, at)
        standing = StandingCheck.objects.create(
            claim=row, in_business=in_business, no_arrears=no_arrears, checked_on=checked_on,
            source=source.strip()[:160], by_id=by.person_id,
        )  # fmt: skip
        this.evidence(standing)
        if in_business and no_arrears:
            _demand_judged(row)
            move(row, "check", by=by, at=at)
            if row.kind == ClaimKind.FINAL:
                propose_late_charge(agreement=row.agreement, by=by, at=at)
            row.checked_at, row.checked_by_id = at, by.person_id
            row.save(update_fields=["checked_at", "checked_by", "public_won"])
    claim.refresh_from_db()
    return standing


def _demand_look(row: Claim, checked_on: date, source: str, at: datetime) -> None:
    today = timezone.localdate(at)
    if row.status != ClaimState.SUBMITTED:
        raise ActionRefused(
            _("A claim is checked once, after it was handed in; it is “%(state)s”.")
            % {"state": row.get_status_display()}
        )
    if not source.strip():
        raise ActionRefused(_("Say where the business status and arrears were looked up."))
    if not today - timedelta(days=STANDING_DAYS) <= checked_on <= today:
        raise ActionRefused(
            _("The look at the tax office's record must be of today or the last %(days)d days. Look again.")
            % {"days": STANDING_DAYS}
        )


def _demand_judged(row: Claim) -> None:
    lines = list(row.lines.all())
    undecided = [str(line.number) for line in lines if line.accepted_won is None]
    if undecided:
        raise ActionRefused(_("Judge every line first. Still open: %(lines)s.") % {"lines": ", ".join(undecided)})
    found = payable_of(row, ground_of(row.agreement), lines)
    demand_payable(found)
    row.public_won = found.amounts.total_won


def return_claim(*, claim: Claim, by: Actor, at: datetime, reason: str) -> Claim:
    """Give a claim back to the firm to mend; approvals so far count for nothing, its invoices are free."""
    JUDGE_CLAIM.demand(by, claim)
    chain = claim.agreement.programme.chain
    with act("money.return_claim", chain=chain, by=by, at=at, subject=claim, reason=reason) as this:
        row = locked_claim(claim)
        move(row, "give_back", by=by, at=at, reason=reason)
        given_back_deadlines(row, at)
        row.checked_at = row.checked_by = None
        row.revision += 1
        row.save(update_fields=["checked_at", "checked_by", "revision"])
        lines = list(row.lines.all())
        for line in lines:
            line.accepted_won, line.reason = None, ""
            line.save(update_fields=["accepted_won", "reason"])
        count_lines(lines, this, counts=False)
        news.given_back(row, reason, by=by, at=at)
    claim.refresh_from_db()
    return claim


def reject_claim(*, claim: Claim, by: Actor, at: datetime, reason: str) -> Claim:
    """Reject a claim for good; the firm may claim anew, with the same invoices."""
    REJECT_CLAIM.demand(by, claim)
    chain = claim.agreement.programme.chain
    with act("money.reject_claim", chain=chain, by=by, at=at, subject=claim, reason=reason) as this:
        row = locked_claim(claim)
        move(row, "reject", by=by, at=at, reason=reason)
        decided_deadline(row, at)
        count_lines(list(row.lines.all()), this, counts=False)
        news.rejected(row, reason, by=by, at=at)
    claim.refresh_from_db()
    return claim


__all__ = [
    "accept_lines", "check_claim", "judge_line", "locked_claim", "reject_claim", "return_claim",
]  # fmt: skip
