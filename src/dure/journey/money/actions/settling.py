"""A settlement from its opening to the accountant's review."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import won
from dure.foundation.ledger.act import Act, act
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import people_with
from dure.foundation.workflow.deadlines import meet_deadline, set_deadline
from dure.foundation.workflow.gate import move
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import facts
from dure.journey.applications.queries import terms_for
from dure.journey.money import settlement_news as news
from dure.journey.money.access import HAND_IN_SETTLEMENT, KEEP_SETTLEMENT, OPEN_SETTLEMENT, REVIEW_SETTLEMENT
from dure.journey.money.actions.evidence import let_evidence_go, take_evidence
from dure.journey.money.models import ENDED_CLAIMS, Claim, ClaimKind, Settlement, SettlementLine
from dure.journey.money.reckoning import value_of
from dure.journey.money.settled import reckon, spent_rows
from dure.journey.money.settlement_papers import missing_papers
from dure.journey.money.states import ClaimState, SettlementState
from dure.journey.money.values import StaleClaim
from dure.journey.programmes.queries import lock_programme

HAND_IN = "hand_in_settlement"
ENDED = ("completed", "given_up", "terminated")


class StaleSettlement(StaleClaim):
    """Someone else worked on the settlement meanwhile."""


@dataclass(frozen=True)
class LineJudgement:
    """What the reviewer says of one spending; ``line_id`` is that of the claim's line."""

    line_id: int
    accepted_won: int
    reason: str = ""


def locked_settlement(settlement: Settlement, revision: int | None = None) -> Settlement:
    """The settlement, locked; raises ``StaleSettlement`` when it is not the one that was seen."""
    rows = Settlement.objects.select_for_update(of=("self",)).select_related(
        "agreement__programme", "agreement__application", "agreement__firm", "accountant"
    )
    row = rows.get(pk=settlement.pk)
    if revision is not None and revision != row.revision:
        raise StaleSettlement(_("Someone has worked on this settlement meanwhile. Look at it as it stands now."))
    return row


def touched(row: Settlement, this: Act, *fields: str) -> None:
    """Save what changed under a new revision."""
    row.revision += 1
    row.save(update_fields=["revision", *fields])
    this.evidence(row)


def open_settlement(*, agreement: Agreement, by: Actor, at: datetime) -> Settlement:
    """Open the settlement of a project that is complete or ended; said again it is the same one."""
    OPEN_SETTLEMENT.demand(by, agreement.programme)
    with act("money.open_settlement", chain=agreement.programme.chain, by=by, at=at) as this:
        lock_programme(agreement.programme_id)
        agreement.refresh_from_db(fields=["status"])
        found = Settlement.objects.filter(agreement=agreement).first()
        if found is not None:
            this.about(found)
            return found
        _demand_over(agreement)
        days = terms_for(agreement.application).delivery.payment.settlement_days
        due_on = timezone.localdate(at) + timedelta(days=days)
        row = Settlement.objects.create(agreement=agreement, due_on=due_on, opened_at=at)
        this.about(row)
        due_at = datetime.combine(due_on, time(23, 59), tzinfo=timezone.get_current_timezone())
        set_deadline(row, HAND_IN, due_at=due_at, at=at, programme_id=agreement.programme_id,
                     organisation_id=agreement.firm_id)  # fmt: skip
        news.opened(row, by=by, at=at)
    return row


def _demand_over(agreement: Agreement) -> None:
    if agreement.status not in ENDED:
        raise ActionRefused(
            _("A project is settled once it is complete or has ended; it is “%(state)s”.")
            % {"state": agreement.get_status_display()}
        )


def assign_accountant(*, settlement: Settlement, person: Person, by: Actor, at: datetime) -> Settlement:
    """Give the settlement to an outside accountant, who from now on is the only one to review it."""
    KEEP_SETTLEMENT.demand(by, settlement)
    chain = settlement.agreement.programme.chain
    with act("money.assign_accountant", chain=chain, by=by, at=at, subject=settlement) as this:
        row = locked_settlement(settlement)
        if row.status not in (SettlementState.OPEN, SettlementState.HANDED_IN):
            raise ActionRefused(_("The review is done; reconsider the settlement before another person reviews it."))
        if not people_with(Role.ACCOUNTANT).filter(pk=person.pk).exists():
            raise ActionRefused(_("%(name)s is no outside accountant. Give the role first.") % {"name": person.name})
        row.accountant = person
        touched(row, this, "accountant")
        if row.status == SettlementState.HANDED_IN:
            news.handed_in(row, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def _demand_interest(agreement: Agreement, interest_won: int) -> None:
    if interest_won < 0:
        raise ActionRefused(_("Interest is zero or more, in won."))
    cost_won = facts(agreement.pk).cost_won
    if interest_won > cost_won:
        words = {"interest": won(interest_won), "cost": won(cost_won)}
        raise ActionRefused(
            _("Interest of %(interest)s is more than the whole cost of the project, %(cost)s. Check the amount.")
            % words
        )


def hand_in_settlement(
    *,
    settlement: Settlement,
    revision: int,
    by: Actor,
    at: datetime,
    interest_won: int = 0,
    absent: Mapping[str, str] | None = None,
) -> Settlement:
    """Hand in: all claims are over, and each paper of the checklist is attached or its absence explained."""
    HAND_IN_SETTLEMENT.demand(by, settlement)
    chain = settlement.agreement.programme.chain
    with act("money.hand_in_settlement", chain=chain, by=by, at=at, subject=settlement) as this:
        lock_programme(settlement.agreement.programme_id)
        row = locked_settlement(settlement, revision)
        _demand_over(row.agreement)
        demand_claims_over(row)
        _demand_interest(row.agreement, interest_won)
        row.interest_won, row.absent = interest_won, {code: text.strip() for code, text in (absent or {}).items()}
        if missing := missing_papers(row):
            raise ActionRefused(
                _("Not there yet: %(papers)s. Attach them, or write why there are none.")
                % {"papers": ", ".join(str(kind.label) for kind in missing)}
            )
        move(row, "hand_in", by=by, at=at)
        row.handed_in_at = at
        touched(row, this, "interest_won", "absent", "handed_in_at")
        take_evidence(row, this)
        _take_lines(row, this)
        reckon(row)
        meet_deadline(row, HAND_IN, at=at)
        news.handed_in(row, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def demand_claims_over(row: Settlement) -> None:
    """Every claim has ended, so that nothing is paid beside the settlement."""
    over = (*ENDED_CLAIMS, ClaimState.PAID)
    claims = Claim.objects.filter(agreement_id=row.agreement_id).exclude(kind=ClaimKind.EVIDENCE)
    claim = claims.exclude(status__in=over).order_by("number").first()
    if claim is not None:
        raise ActionRefused(
            _("Claim %(n)d is “%(state)s”. A project is settled when every claim is paid, rejected or withdrawn.")
            % {"n": claim.number, "state": claim.get_status_display()}
        )


def _take_lines(row: Settlement, this: Act) -> None:
    """Every accepted spending as it stands in its claim; what was judged before stays judged."""
    known = set(row.lines.values_list("claim_line_id", flat=True))
    new = [
        SettlementLine(settlement=row, claim_line=line, accepted_won=value_of(line))
        for line in spent_rows(row.agreement_id)
        if line.pk not in known
    ]
    if new:
        this.evidence(*SettlementLine.objects.bulk_create(new))


def give_back_settlement(*, settlement: Settlement, by: Actor, at: datetime, reason: str) -> Settlement:
    """Let the firm mend its papers."""
    demand_reviewer(settlement, by)
    chain = settlement.agreement.programme.chain
    with act("money.give_back_settlement", chain=chain, by=by, at=at, subject=settlement, reason=reason) as this:
        row = locked_settlement(settlement)
        move(row, "give_back", by=by, at=at, reason=reason)
        let_evidence_go(row, reason, this)
        touched(row, this)
        news.given_back(row, reason, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def begin_settlement_again(*, settlement: Settlement, by: Actor, at: datetime) -> Settlement:
    """The project goes on after all: whatever was handed in, reviewed or decided is open again."""
    KEEP_SETTLEMENT.demand(by, settlement)
    chain, reason = settlement.agreement.programme.chain, _("The completion was taken back.")
    with act("money.give_back_settlement", chain=chain, by=by, at=at, subject=settlement, reason=reason) as this:
        row = locked_settlement(settlement)
        if row.status == SettlementState.DECIDED:
            move(row, "reconsider", by=by, at=at, reason=reason)
        if row.status in (SettlementState.HANDED_IN, SettlementState.REVIEWED):
            move(row, "give_back", by=by, at=at, reason=reason)
            touched(row, this)
            news.given_back(row, reason, by=by, at=at)
    settlement.refresh_from_db()
    return settlement


def demand_reviewer(settlement: Settlement, by: Actor) -> None:
    """The accountant reviews what was given to one; the operator's staff the rest."""
    REVIEW_SETTLEMENT.demand(by, settlement)
    if settlement.accountant_id is not None and settlement.accountant_id != by.person_id:
        raise ActionRefused(_("An outside accountant reviews this settlement. Wait for the review."))


def review_lines(
    *, settlement: Settlement, judgements: list[LineJudgement], revision: int, by: Actor, at: datetime
) -> Settlement:
    """Accept each spending, or disallow all or part of it with the reason; those not named stay as they are."""
    demand_reviewer(settlement, by)
    chain = settlement.agreement.programme.chain
    with act("money.review_settlement_line", chain=chain, by=by, at=at, subject=settlement) as this:
        row = locked_settlement(settlement, revision)
        if row.status != SettlementState.HANDED_IN:
            raise ActionRefused(
                _("Spending is reviewed while the settlement is handed in; it is “%(state)s”.")
                % {"state": row.get_status_display()}
            )
        lines = {line.claim_line_id: line for line in row.lines.select_related("claim_line__claim")}
        for one in judgements:
            if one.line_id not in lines:
                raise ActionRefused(_("This spending is not part of the settlement."))
            _judge(lines[one.line_id], one, this)
        touched(row, this)
    settlement.refresh_from_db()
    return settlement


def review_settlement_line(
    *, line: SettlementLine, accepted_won: int, by: Actor, at: datetime, reason: str = ""
) -> Settlement:
    """Review one spending."""
    judgement = LineJudgement(line.claim_line_id, accepted_won, reason)
    settlement = line.settlement
    return review_lines(settlement=settlement, judgements=[judgement], revision=settlement.revision, by=by, at=at)


def _judge(line: SettlementLine, judgement: LineJudgement, this: Act) -> None:
    spent = value_of(line.claim_line)
    words = {"what": line.claim_line.what, "spent": won(spent)}
    if not 0 <= judgement.accepted_won <= spent:
        raise ActionRefused(_("%(what)s: from 0 to the spent %(spent)s can be accepted.") % words)
    if judgement.accepted_won < spent and not judgement.reason.strip():
        raise ActionRefused(_("%(what)s: say why less than the spent %(spent)s is accepted.") % words)
    line.accepted_won = judgement.accepted_won
    line.reason = judgement.reason.strip()[:300] if judgement.accepted_won < spent else ""
    line.save(update_fields=["accepted_won", "reason"])
    this.evidence(line)


def record_review(*, settlement: Settlement, opinion: str, revision: int, by: Actor, at: datetime) -> Settlement:
    """The review is complete, with the reviewer's opinion."""
    demand_reviewer(settlement, by)
    chain = settlement.agreement.programme.chain
    with act("money.review_settlement", chain=chain, by=by, at=at, subject=settlement) as this:
        row = locked_settlement(settlement, revision)
        if not opinion.strip():
            raise ActionRefused(_("Write the opinion on the settlement in a sentence or more."))
        move(row, "review", by=by, at=at)
        row.opinion, row.reviewed_by_id, row.reviewed_at = opinion.strip(), by.person_id, at
        touched(row, this, "opinion", "reviewed_by", "reviewed_at")
        reckon(row)
    settlement.refresh_from_db()
    return settlement
