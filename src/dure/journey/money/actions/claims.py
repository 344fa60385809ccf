"""A claim from its first line to the moment it is handed in, and taking it back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.agreements.models import Agreement
from dure.journey.money import news
from dure.journey.money.access import CLAIM, WRITE_CLAIM
from dure.journey.money.actions.lateness import propose_late_charge
from dure.journey.money.checks import problems_of
from dure.journey.money.deadlines import handed_in_deadlines, lift_deadlines
from dure.journey.money.findable import make_findable
from dure.journey.money.invoices import plain_invoice, plain_issuer
from dure.journey.money.models import ENDED_CLAIMS, Claim, ClaimKind, ClaimLine, EvidenceKind, Settlement
from dure.journey.money.reckoning import ground_of, payable_of
from dure.journey.money.states import ClaimState, SettlementState
from dure.journey.money.values import LineDraft, StaleClaim
from dure.journey.programmes.queries import lock_programme

INSTALMENTS = (ClaimKind.ADVANCE.value, ClaimKind.INTERIM.value, ClaimKind.FINAL.value)
OPEN = (ClaimState.DRAFT.value, ClaimState.SUBMITTED.value, ClaimState.CHECKED.value)


def draft_claim(*, agreement: Agreement, kind: str, by: Actor, at: datetime) -> Claim:
    """Begin a claim of an instalment; one at a time. The amount follows the notice and the evidence."""
    CLAIM.demand(by, agreement)
    if kind not in INSTALMENTS:
        raise ActionRefused(_("Choose the advance, an interim or the final payment."))
    with act("money.draft_claim", chain=agreement.programme.chain, by=by, at=at) as this:
        lock_programme(agreement.programme_id)
        _demand_unsettled(agreement)
        rows = Claim.objects.filter(agreement=agreement)
        _demand_room(list(rows), kind)
        row = Claim.objects.create(agreement=agreement, kind=kind, number=rows.count() + 1, created_at=at)
        row.public_won = payable_of(row, ground_of(agreement), []).amounts.total_won
        row.save(update_fields=["public_won"])
        this.about(row)
        make_findable(row)
    return row


def _demand_unsettled(agreement: Agreement) -> None:
    if Settlement.objects.filter(agreement=agreement).exclude(status=SettlementState.OPEN).exists():
        raise ActionRefused(
            _("The settlement of this project has been handed in; nothing more is claimed. Have it given back first.")
        )


def _demand_room(rows: list[Claim], kind: str) -> None:
    for row in rows:
        words = {"n": row.number, "kind": row.get_kind_display(), "state": row.get_status_display()}
        if row.status in OPEN:
            raise ActionRefused(_("Claim %(n)d (%(kind)s) is open: %(state)s. Finish it before the next.") % words)
        if row.kind == ClaimKind.FINAL and row.status not in ENDED_CLAIMS:
            raise ActionRefused(_("The final payment has been claimed (claim %(n)d). Nothing follows it.") % words)
        if row.kind == kind == ClaimKind.ADVANCE and row.status not in ENDED_CLAIMS:
            raise ActionRefused(_("The advance has been claimed already (claim %(n)d).") % words)
        if kind == ClaimKind.ADVANCE and row.status not in ENDED_CLAIMS:
            raise ActionRefused(_("An advance comes before every other payment; claim %(n)d is there already.") % words)


def save_claim(
    *, claim: Claim, lines: Sequence[LineDraft], revision: int, by: Actor, at: datetime, note: str = ""
) -> Claim:
    """Save all lines of a claim that is being written; those left out are deleted.

    Raises ``StaleClaim`` when someone saved in between.
    """
    WRITE_CLAIM.demand(by, claim)
    with act("money.save_claim", chain=claim.agreement.programme.chain, by=by, at=at, subject=claim) as this:
        row = _locked_draft(claim, revision)
        known = {line.pk: line for line in row.lines.all()}
        gone = set(known) - {draft.id for draft in lines}
        for pk in gone:
            _delete(known[pk], this)
        kept = [_written(row, known.get(draft.id or 0), draft, this) for draft in lines]
        _renumber(kept, this)
        row.note = note.strip()
        _saved(row, this)
    claim.refresh_from_db()
    return claim


def save_line(*, claim: Claim, draft: LineDraft, revision: int, by: Actor, at: datetime) -> ClaimLine:
    """Add a line, or change the one that the draft names; the others stay."""
    WRITE_CLAIM.demand(by, claim)
    with act("money.save_claim", chain=claim.agreement.programme.chain, by=by, at=at, subject=claim) as this:
        row = _locked_draft(claim, revision)
        known = row.lines.filter(pk=draft.id).first() if draft.id else None
        line = _written(row, known, draft, this)
        _saved(row, this)
    claim.refresh_from_db()
    return line


def remove_line(*, line: ClaimLine, revision: int, by: Actor, at: datetime) -> Claim:
    """Delete a line of a claim that is being written; its files go out of view."""
    claim = line.claim
    WRITE_CLAIM.demand(by, claim)
    with act("money.save_claim", chain=claim.agreement.programme.chain, by=by, at=at, subject=claim) as this:
        row = _locked_draft(claim, revision)
        _delete(row.lines.get(pk=line.pk), this)
        _renumber(list(row.lines.all()), this)
        _saved(row, this)
    claim.refresh_from_db()
    return claim


def _locked_draft(claim: Claim, revision: int) -> Claim:
    row = Claim.objects.select_for_update(of=("self",)).select_related("agreement__programme").get(pk=claim.pk)
    if row.status != ClaimState.DRAFT:
        raise ActionRefused(_("This claim has been handed in; it can be changed after it is given back."))
    if row.revision != revision:
        raise StaleClaim(_("Someone else saved this claim meanwhile. Your entry is kept below: compare, then save."))
    return row


def _saved(row: Claim, this: Act) -> None:
    """Count the save, and reckon anew what would be paid for what stands in the claim."""
    row.revision += 1
    try:
        row.public_won = payable_of(row, ground_of(row.agreement), list(row.lines.all())).amounts.total_won
    except ActionRefused:
        # More is entered than was agreed: handing in will say so, saving must not lose it.
        row.public_won = 0
    row.save(update_fields=["revision", "public_won", "note"])
    make_findable(row)


def _written(claim: Claim, line: ClaimLine | None, draft: LineDraft, this: Act) -> ClaimLine:
    _demand_sense(claim, draft)
    demand_evidence_days(claim, this.at)
    last = claim.lines.order_by("-number").first()
    row = line or ClaimLine(claim=claim, number=(last.number if last else 0) + 1)
    row.cost_id, row.what, row.evidence = draft.cost_id, " ".join(draft.what.split())[:200], draft.evidence
    row.invoice_no = plain_invoice(draft.invoice_no)[:40]
    row.issuer_number, row.issuer_name = plain_issuer(draft.issuer_number), draft.issuer_name.strip()[:120]
    row.spent_on, row.supply_won, row.vat_won, row.in_kind = (
        draft.spent_on, draft.supply_won, draft.vat_won, draft.in_kind,
    )  # fmt: skip
    row.accepted_won, row.reason = None, ""
    row.save()
    this.evidence(row)
    return row


def _demand_sense(claim: Claim, draft: LineDraft) -> None:
    current = claim.agreement.current
    if current is None or not current.costs.filter(pk=draft.cost_id).exists():
        raise ActionRefused(_("Choose the line of the cost table that this spending belongs to."))
    if draft.evidence not in EvidenceKind.values:
        raise ActionRefused(_("Choose the kind of evidence."))
    if not draft.what.strip():
        raise ActionRefused(_("Say what was bought or paid."))
    if draft.supply_won <= 0 or draft.vat_won < 0:
        raise ActionRefused(_("Enter the amount without VAT, above zero, and VAT of zero or more."))


def demand_evidence_days(claim: Claim, at: datetime) -> None:
    """Evidence for a settlement is written within the days of the notice."""
    if claim.kind != ClaimKind.EVIDENCE:
        return
    last = claim.agreement.settlement.due_on
    if timezone.localdate(at) > last:
        raise ActionRefused(
            _("Evidence for the settlement could be added until %(day)s. Hand in what is there.") % {"day": day(last)}
        )


def _delete(line: ClaimLine, this: Act) -> None:
    this.evidence(line)
    news.drop_files(line, by=this.by, at=this.at)
    ClaimLine.objects.filter(pk=line.pk).delete()


def _renumber(lines: list[ClaimLine], this: Act) -> None:
    """Numbers follow each other; each is free when it is taken, for they only go down."""
    for number, line in enumerate(sorted(lines, key=lambda each: each.number), 1):
        if line.number != number:
            line.number = number
            line.save(update_fields=["number"])
            this.evidence(line)


def submit_claim(*, claim: Claim, by: Actor, at: datetime, revision: int | None = None) -> Claim:
    """Hand a claim in. Refuses with every problem at once; from now on its invoices count."""
    WRITE_CLAIM.demand(by, claim)
    if claim.kind == ClaimKind.EVIDENCE:
        raise ActionRefused(_("This evidence is handed in together with the settlement."))
    programme = claim.agreement.programme
    with act("money.submit_claim", chain=programme.chain, by=by, at=at, subject=claim) as this:
        lock_programme(programme.pk)
        row = _locked_draft(claim, claim.revision if revision is None else revision)
        lines = list(row.lines.select_related("cost"))
        ground = ground_of(row.agreement)
        problems = problems_of(row, lines, ground, by, timezone.localdate(at))
        if problems:
            raise ActionRefused(" ".join(_with_line(each.sentence, each.line) for each in problems))
        found = payable_of(row, ground, lines)
        row.public_won = found.amounts.total_won
        row.round += row.submitted_at is not None
        row.submitted_at, row.revision = at, row.revision + 1
        row.save(update_fields=["public_won", "round", "submitted_at", "revision"])
        count_lines(lines, this, counts=True)
        move(row, "submit", by=by, at=at)
        handed_in_deadlines(row, ground.terms.delivery.payment.decide_days, at)
        if row.kind == ClaimKind.FINAL:
            propose_late_charge(agreement=row.agreement, by=by, at=at)
        news.submitted(row, by=by, at=at)
    claim.refresh_from_db()
    return claim


def _with_line(sentence: str, line: int | None) -> str:
    return sentence if line is None else _("Line %(line)d: %(sentence)s") % {"line": line, "sentence": sentence}


def count_lines(lines: Sequence[ClaimLine], this: Act, *, counts: bool) -> None:
    """Let the invoices of these lines count, or set them free; the database lets each count once."""
    try:
        with transaction.atomic():
            for line in lines:
                line.counts = counts
                line.save(update_fields=["counts"])
    except IntegrityError as error:
        raise ActionRefused(
            _("One of these invoices has been claimed elsewhere this very moment. Look at the claim again.")
        ) from error
    this.evidence(*lines)


def withdraw_claim(*, claim: Claim, by: Actor, at: datetime, reason: str = "") -> Claim:
    """The firm takes its claim back before it is checked; its invoices are free again."""
    WRITE_CLAIM.demand(by, claim)
    chain = claim.agreement.programme.chain
    with act("money.withdraw_claim", chain=chain, by=by, at=at, subject=claim, reason=reason) as this:
        row = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        move(row, "withdraw", by=by, at=at, reason=reason)
        lift_deadlines(row, at)
        count_lines(list(row.lines.all()), this, counts=False)
    claim.refresh_from_db()
    return claim
