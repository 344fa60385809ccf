"""What stands against handing a claim in: all of it at once, each problem with how to mend it."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from dure.engine.money.claims import may_claim
from dure.engine.money.instalments import Stage
from dure.foundation.access.actor import Actor
from dure.foundation.documents.queries import of_rows
from dure.foundation.interface.formats import day, won
from dure.journey.agreements import queries as agreements
from dure.journey.budgets.reasons import sentences
from dure.journey.money.access import VIEW_CLAIM
from dure.journey.money.invoices import APPROVAL_LENGTH, NEEDS_INVOICE, is_issuer
from dure.journey.money.models import Claim, ClaimKind, ClaimLine, EvidenceKind
from dure.journey.money.reckoning import Ground, by_cost, costs_left, stages
from dure.journey.money.values import Problem


def problems_of(claim: Claim, lines: Sequence[ClaimLine], ground: Ground, reader: Actor, on: date) -> list[Problem]:
    """Every problem of a claim on a day, as one sentence each; a constant number of queries."""
    found = list(_of_claim(claim, lines, ground, on))
    attached = {document.row_id for document in of_rows("money.claimline", [line.pk for line in lines])}
    for line in lines:
        found += [Problem(sentence, line.number) for sentence in _of_line(line, ground, attached, on)]
    found += _twice_here(lines)
    found += _twice_elsewhere(claim, lines, reader)
    found += _over_lines(claim, lines, ground)
    return found


def _of_claim(claim: Claim, lines: Sequence[ClaimLine], ground: Ground, on: date) -> Iterator[Problem]:
    if claim.kind == ClaimKind.EVIDENCE:
        if not lines:
            yield Problem(_("There is no spending in the evidence yet. Add each spending, or withdraw it."))
        return
    if Stage(claim.kind) not in {part.stage for part in stages(ground.terms.delivery.payment)}:
        yield Problem(_("The notice of this programme knows no %(what)s.") % {"what": claim.get_kind_display()})
    if ground.agreed.status not in {"started", "completed"}:
        yield Problem(_("Money is claimed once the notice of start is accepted, and until the project is settled."))
    if not ground.agreed.account:
        yield Problem(_("The agreement has no account yet. Hand in the notice of start with the project account."))
    if claim.kind != Stage.ADVANCE and not lines:
        yield Problem(_("The claim has no spending yet. Add each spending with its evidence."))
    if claim.kind == Stage.ADVANCE:
        if lines:
            yield Problem(_("An advance is paid before anything is spent. Claim these lines with the next payment."))
        yield from _bond(claim, ground, on)


def _bond(claim: Claim, ground: Ground, on: date) -> Iterator[Problem]:
    if not any(rule.kind == "advance" for rule in ground.terms.delivery.agreement.bonds):
        return
    bonds = claim.agreement.bonds.filter(kind="advance", replaced_by__isnull=True)
    if not bonds.filter(from_on__lte=on, until_on__gte=on).exists():
        yield Problem(_("An advance needs a bond in force. Hand in the advance bond, or renew it."))
    elif problem := agreements.bond_problem(claim.agreement, "advance", on):
        yield Problem(problem)


def _of_line(line: ClaimLine, ground: Ground, attached: set[str], on: date) -> Iterator[str]:
    agreed = ground.agreed
    if line.spent_on > on:
        yield _("%(day)s is still to come. Claim what has been spent.") % {"day": day(line.spent_on)}
    elif agreed.starts_on and agreed.ends_on and not agreed.starts_on <= line.spent_on <= agreed.ends_on:
        words = {"day": day(line.spent_on), "first": day(agreed.starts_on), "last": day(agreed.ends_on)}
        yield _("%(day)s lies outside the agreement, which runs from %(first)s to %(last)s.") % words
    if str(line.pk) not in attached:
        yield _("No file is attached. Photograph or upload the evidence.")
    if line.evidence in NEEDS_INVOICE:
        yield from _numbers(line)
    if line.in_kind != (line.evidence == EvidenceKind.PAYROLL) and line.evidence != EvidenceKind.PHOTO:
        yield _("Payroll is the evidence of the firm's part in kind, and of that only. Correct one of the two.")


def _numbers(line: ClaimLine) -> Iterator[str]:
    if not is_issuer(line.issuer_number):
        yield _("The issuer's business registration number is not valid. Copy its 10 digits from the evidence.")
    if line.evidence == EvidenceKind.TAX_INVOICE and len(line.invoice_no) != APPROVAL_LENGTH:
        yield _("The approval number of a tax invoice has 24 letters or digits. Copy it from the invoice.")
    if line.evidence == EvidenceKind.CARD_SLIP and not line.invoice_no:
        yield _("Enter the approval number of the card slip.")


def _twice_here(lines: Sequence[ClaimLine]) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line.issuer_number, line.invoice_no)
        if line.invoice_no and key in first:
            words = {"line": first[key]}
            yield Problem(
                _("This invoice stands on line %(line)d already. Delete one of the two.") % words, line.number
            )
        first.setdefault(key, line.number)


def _twice_elsewhere(claim: Claim, lines: Sequence[ClaimLine], reader: Actor) -> Iterator[Problem]:
    numbers = {line.invoice_no for line in lines if line.invoice_no}
    if not numbers:
        return
    rows = ClaimLine.objects.filter(counts=True, invoice_no__in=numbers).exclude(claim=claim)
    known = {(row.issuer_number, row.invoice_no): row for row in rows.select_related("claim__agreement")}
    for line in lines:
        other = known.get((line.issuer_number, line.invoice_no)) if line.invoice_no else None
        if other is not None:
            yield Problem(claimed_already(other, reader), line.number)


def claimed_already(other: ClaimLine, reader: Actor) -> str:
    """That an invoice counts elsewhere; where, if the reader may see it."""
    if not VIEW_CLAIM.ask(reader, other.claim):
        return _("This invoice has been claimed in another project already. An invoice counts once.")
    words = {"number": other.claim.agreement.number, "n": other.claim.number, "line": other.number}
    return _("This invoice has been claimed already: %(number)s, claim %(n)d, line %(line)d.") % words


def _over_lines(claim: Claim, lines: Sequence[ClaimLine], ground: Ground) -> Iterator[Problem]:
    costs = {cost.number: cost for cost in costs_left(claim.agreement, except_claim=claim)}
    for key, asked in by_cost(lines).items():
        numbers = [line.number for line in lines if line.cost.number == key]
        cost = costs.get(key)
        if cost is None:
            yield Problem(_("This cost is no longer in the cost table. Choose a line of the table."), numbers[0])
            continue
        verdict = may_claim(str(cost.id), cost.amount_won, cost.claimed_won, asked)
        if not verdict:
            yield Problem(sentences(verdict.reasons, {str(cost.id): cost.what}), numbers[-1])
    in_kind = sum(line.supply_won for line in lines if line.in_kind) + _in_kind_elsewhere(claim)
    if any(line.in_kind for line in lines) and in_kind > ground.agreed.firm_in_kind_won:
        words = {"limit": won(ground.agreed.firm_in_kind_won), "asked": won(in_kind)}
        yield Problem(_("In kind %(limit)s is agreed; with this claim it would be %(asked)s.") % words)


def _in_kind_elsewhere(claim: Claim) -> int:
    rows = ClaimLine.objects.filter(claim__agreement_id=claim.agreement_id, counts=True, in_kind=True)
    return sum(row.supply_won if row.accepted_won is None else row.accepted_won for row in rows.exclude(claim=claim))
