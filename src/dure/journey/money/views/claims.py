"""A claim's page, the same for everyone who may see it; and the firm's writing of it, line by line."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.actions import store
from dure.foundation.documents.models import Document
from dure.foundation.documents.queries import of_rows
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.ledger.queries import trail
from dure.journey.money import actions
from dure.journey.money.access import DECIDE_LATE, JUDGE_CLAIM, LIST_CLAIMS, REJECT_CLAIM, VIEW_CLAIM, WRITE_CLAIM
from dure.journey.money.forms import CheckForm, LateForm, LineForm, line_values
from dure.journey.money.labels import CLAIM_TONES
from dure.journey.money.models import Claim, ClaimKind, ClaimLine
from dure.journey.money.papers import EVIDENCE
from dure.journey.money.queries.claims import claim_page
from dure.journey.money.queries.lateness import late_charge_of
from dure.journey.money.queries.payments import payments_of_claim
from dure.journey.money.states import ClaimState, LateState
from dure.journey.money.values import StaleClaim
from dure.journey.money.views import found

DECIDABLE = (ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.CHECKED)


def evidence_of(lines: tuple[ClaimLine, ...]) -> dict[int, list[Document]]:
    """The files of each line; one query."""
    files: dict[int, list[Document]] = {line.pk: [] for line in lines}
    for document in of_rows("money.claimline", list(files)):
        files[int(document.row_id)].append(document)
    return files


@needs(VIEW_CLAIM)
@require_GET
def show(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The claim as it stands, with what the reader may do now."""
    return page(request, found.claim(request, claim_id))


def page(request: HttpRequest, row: Claim, *, status: int = 200, **more: Any) -> HttpResponse:
    """The claim's page; ``more`` holds a form that was refused, and why."""
    actor, at = actor_of(request), now()
    shown = claim_page(row, actor, at)
    files = evidence_of(shown.lines)
    may_judge = bool(JUDGE_CLAIM.ask(actor, row))
    context = {
        "claim": row,
        "shown": shown,
        "tone": CLAIM_TONES[row.status],
        "lines": [(line, files[line.pk]) for line in shown.lines],
        "problems": shown.problems,
        "is_evidence": row.kind == ClaimKind.EVIDENCE,
        "may_write": row.status == ClaimState.DRAFT and bool(WRITE_CLAIM.ask(actor, row)),
        "may_withdraw": row.status in (ClaimState.DRAFT, ClaimState.SUBMITTED) and bool(WRITE_CLAIM.ask(actor, row)),
        "may_judge": may_judge and row.status == ClaimState.SUBMITTED,
        "may_give_back": may_judge and row.status in (ClaimState.SUBMITTED, ClaimState.CHECKED),
        "may_reject": bool(REJECT_CLAIM.ask(actor, row)) and row.status in (ClaimState.SUBMITTED, ClaimState.CHECKED),
        "may_approve": may_judge and _is_turn(shown.next_step, row, shown, actor.person_id),
        "may_settle": may_judge,
        "is_desk": bool(LIST_CLAIMS.ask_role(actor)),
        "check_form": CheckForm(),
        "payments": list(payments_of_claim(row.pk)),
        "standing_checks": list(row.standing_checks.select_related("by")),
        "trail": trail(row),
        "refused": "",
        **late_context(row, actor),
    }
    return render(request, "money/claim.html", context | more, status=status)


def late_context(row: Claim, actor: Actor) -> dict[str, Any]:
    """Liquidated damages on the page of the final claim."""
    charge = late_charge_of(row.agreement_id) if row.kind == ClaimKind.FINAL else None
    may = charge is not None and bool(DECIDE_LATE.ask(actor, charge)) and row.status in DECIDABLE
    return {
        "late": charge,
        "late_form": LateForm(),
        "may_decide_late": may and charge is not None and charge.status == LateState.PROPOSED,
        "may_reopen_late": may and charge is not None and charge.status != LateState.PROPOSED,
    }


def _is_turn(step: int, row: Claim, shown: Any, person_id: int | None) -> bool:
    """Whether the next approval is one that this person could give."""
    given = {each.approval.by_id for each in shown.steps if each.approval is not None}
    return bool(step) and person_id is not None and person_id != row.checked_by_id and person_id not in given


@needs(WRITE_CLAIM)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, claim_id: int, line_id: int = 0) -> HttpResponse:
    """Write one spending, and photograph its evidence at once. Nothing typed is lost when it is refused."""
    row = found.claim(request, claim_id, WRITE_CLAIM)
    old = row.lines.filter(pk=line_id).first() if line_id else None
    shown = claim_page(row, actor_of(request), now())
    form = LineForm(request.POST or None, request.FILES or None, costs=shown.costs, initial=line_values(row, old))
    refused, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_line(
                claim=row, draft=form.draft(), revision=form.cleaned_data["revision"], by=actor_of(request), at=now()
            )
            attached = _attach(request, saved, form)
        except StaleClaim as refusal:
            # What was typed stays; the form now carries the state it is compared with.
            refused, status = refusal.reason, 409
            row.refresh_from_db()
            kept = request.POST.copy()
            kept["revision"] = str(row.revision)
            form = LineForm(kept, request.FILES or None, costs=shown.costs)
        except ActionRefused as refusal:
            refused, status = refusal.reason, 409
        else:
            if attached:
                messages.success(request, _("Line %(n)d is saved.") % {"n": saved.number})
            return redirect("money:claim", row.pk)
    elif request.method == "POST":
        status = 422
    context = {"claim": row, "line": old, "form": form, "refused": refused, "costs": shown.costs}
    return render(request, "money/line.html", context, status=status)


def _attach(request: HttpRequest, saved: ClaimLine, form: LineForm) -> bool:
    """Keep the photo with the line. A file that is refused does not undo the line: it says why."""
    upload = form.cleaned_data.get("photo")
    if not upload:
        return True
    agreement = saved.claim.agreement
    try:
        store(
            upload=upload, kind=EVIDENCE, subject=saved, by=actor_of(request), at=now(),
            chain=agreement.programme.chain, organisation_id=agreement.firm_id, programme_id=agreement.programme_id,
        )  # fmt: skip
    except ActionRefused as refusal:
        words = {"n": saved.number, "why": refusal.reason}
        messages.error(request, _("Line %(n)d is saved, but its file was not attached: %(why)s") % words)
        return False
    return True


@needs(WRITE_CLAIM)
@require_POST
def remove_line(request: HttpRequest, claim_id: int, line_id: int) -> HttpResponse:
    """Delete a line."""
    row = found.claim(request, claim_id, WRITE_CLAIM)
    old = row.lines.filter(pk=line_id).first()
    if old is not None:
        told(
            request,
            lambda: actions.remove_line(line=old, revision=row.revision, by=actor_of(request), at=now()),
            _("The line is deleted."),
        )
    return redirect("money:claim", row.pk)


@needs(WRITE_CLAIM)
@require_POST
def hand_in(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Hand the claim in as it was seen."""
    row = found.claim(request, claim_id, WRITE_CLAIM)
    try:
        revision = int(request.POST.get("revision") or row.revision)
        actions.submit_claim(claim=row, by=actor_of(request), at=now(), revision=revision)
    except (ActionRefused, ValueError) as refusal:
        return page(request, row, status=409, refused=getattr(refusal, "reason", ""))
    messages.success(request, _("Your claim is handed in. You are told here what becomes of it."))
    return redirect("money:claim", row.pk)


@needs(WRITE_CLAIM)
@require_POST
def withdraw(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Take the claim back."""
    row = found.claim(request, claim_id, WRITE_CLAIM)
    try:
        actions.withdraw_claim(claim=row, by=actor_of(request), at=now(), reason=request.POST.get("reason", ""))
    except ActionRefused as refusal:
        return page(request, row, status=409, refused=refusal.reason)
    messages.success(request, _("The claim is withdrawn."))
    return redirect("money:claim", row.pk)
