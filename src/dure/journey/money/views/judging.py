"""What the operator's staff do with a claim: judge its lines, look up the firm, approve, give back, reject."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.fields import labelled_errors
from dure.journey.money import actions
from dure.journey.money.access import CONFIRM_DEPOSIT, DECIDE_LATE, JUDGE_CLAIM, REJECT_CLAIM, SETTLE_PAYMENT, VIEW_LINE
from dure.journey.money.forms import CheckForm, JudgeForm, LateForm, ResultForm
from dure.journey.money.models import Claim, Deposit, Payment
from dure.journey.money.queries.lateness import late_charge_of
from dure.journey.money.views import found
from dure.journey.money.views.claims import page


def _done(request: HttpRequest, row: Claim, work: Callable[[], object], said: str, **more: Any) -> HttpResponse:
    """Do it and go back to the claim; a refusal stands at the top of its page, ``more`` keeps what was typed."""
    try:
        work()
    except ActionRefused as refusal:
        row.refresh_from_db()
        return page(request, row, status=409, refused=refusal.reason, **more)
    messages.success(request, said)
    return redirect("money:claim", row.pk)


@needs(JUDGE_CLAIM)
@require_POST
def judge(request: HttpRequest, claim_id: int, line_id: int) -> HttpResponse:
    """Accept or cut one line."""
    row = found.claim(request, claim_id, JUDGE_CLAIM)
    line = found.one(request, row.lines.all(), line_id, VIEW_LINE)
    form = JudgeForm(request.POST)
    typed = {"judged": line.pk, "judge_form": form}
    if not form.is_valid():
        words = {"n": line.number, "why": " ".join(labelled_errors(form))}
        return page(request, row, status=422, refused=_("Line %(n)d – %(why)s") % words, **typed)
    data = form.cleaned_data
    return _done(
        request,
        row,
        lambda: actions.judge_line(
            line=line, accepted_won=data["accepted_won"], reason=data["reason"], by=actor_of(request), at=now()
        ),
        _("Line %(n)d is judged.") % {"n": line.number},
        **typed,
    )


@needs(JUDGE_CLAIM)
@require_POST
def accept_rest(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Accept every line that is not judged yet."""
    row = found.claim(request, claim_id, JUDGE_CLAIM)
    return _done(
        request,
        row,
        lambda: actions.accept_lines(claim=row, by=actor_of(request), at=now()),
        _("The lines are accepted."),
    )


@needs(JUDGE_CLAIM)
@require_POST
def check(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Record the look at the tax office's record, and with it the claim as checked."""
    row = found.claim(request, claim_id, JUDGE_CLAIM)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return page(request, row, status=422, check_form=form)
    try:
        standing = actions.check_claim(claim=row, by=actor_of(request), at=now(), **form.cleaned_data)
    except ActionRefused as refusal:
        return page(request, row, status=409, refused=refusal.reason, check_form=form)
    if standing.in_business and standing.no_arrears:
        messages.success(request, _("The claim is checked. Others approve it now."))
    else:
        messages.warning(request, _("Recorded. The claim waits until the firm is in business and owes no taxes."))
    return redirect("money:claim", row.pk)


@needs(JUDGE_CLAIM)
@require_POST
def approve(request: HttpRequest, claim_id: int, step: int) -> HttpResponse:
    """Give the approval that was open on the page."""
    row = found.claim(request, claim_id, JUDGE_CLAIM)
    return _done(
        request,
        row,
        lambda: actions.approve_claim(claim=row, step=step, by=actor_of(request), at=now()),
        _("Approval %(n)d is given.") % {"n": step},
    )


@needs(JUDGE_CLAIM)
@require_POST
def give_back(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Give the claim back to the firm, with what is to be mended."""
    row = found.claim(request, claim_id, JUDGE_CLAIM)
    reason = request.POST.get("reason", "")
    return _done(
        request,
        row,
        lambda: actions.return_claim(claim=row, reason=reason, by=actor_of(request), at=now()),
        _("The claim is given back. The firm has been told."),
    )


@needs(REJECT_CLAIM)
@require_POST
def reject(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Reject the claim for good."""
    row = found.claim(request, claim_id, REJECT_CLAIM)
    reason = request.POST.get("reason", "")
    return _done(
        request,
        row,
        lambda: actions.reject_claim(claim=row, reason=reason, by=actor_of(request), at=now()),
        _("The claim is rejected. The firm has been told."),
    )


@needs(DECIDE_LATE)
@require_POST
def decide_late(request: HttpRequest, claim_id: int, verb: str) -> HttpResponse:
    """Confirm or waive liquidated damages, or take the decision back."""
    row = found.claim(request, claim_id)
    charge = row_or_404(lambda: late_charge_of(row.agreement_id), DECIDE_LATE, actor_of(request))
    form = LateForm(request.POST)
    if verb == "confirm" and not form.is_valid():
        return page(request, row, status=422, late_form=form)
    told: dict[str, Any] = {
        "charge": charge, "by": actor_of(request), "at": now(), "reason": request.POST.get("reason", ""),
    }  # fmt: skip
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "confirm": (
            lambda: actions.confirm_late_charge(excused_days=form.cleaned_data["excused_days"], **told),
            _("Liquidated damages are confirmed. The final payment is lower by them."),
        ),
        "waive": (lambda: actions.waive_late_charge(**told), _("Liquidated damages are waived.")),
        "reopen": (lambda: actions.reopen_late_charge(**told), _("Liquidated damages are decided anew.")),
    }
    if verb not in verbs:
        raise Http404
    work, said = verbs[verb]
    return _done(request, row, work, said, **({"late_form": form} if verb == "confirm" else {}))


@needs(SETTLE_PAYMENT)
@require_POST
def settle(request: HttpRequest, payment_id: int) -> HttpResponse:
    """Record what became of a payment, or order it again."""
    payment = found.one(
        request, Payment.objects.select_related("claim__agreement__programme"), payment_id, SETTLE_PAYMENT
    )
    row = found.claim(request, payment.claim_id, JUDGE_CLAIM)
    actor, at = actor_of(request), now()
    if request.POST.get("again"):
        return _done(
            request,
            row,
            lambda: actions.pay_again(payment=payment, by=actor, at=at),
            _("The payment is ordered again."),
        )
    if request.POST.get("anew"):
        reason = request.POST.get("reason", "")
        return _done(
            request,
            row,
            lambda: actions.order_anew(payment=payment, reason=reason, by=actor, at=at),
            _("The payment is ordered from the lines of this fiscal year."),
        )
    form = ResultForm(request.POST)
    typed = {"settled": payment.pk, "result_form": form}
    if not form.is_valid():
        return page(request, row, status=422, refused=" ".join(labelled_errors(form)), **typed)
    return _done(
        request,
        row,
        lambda: actions.record_payment_result(payment=payment, by=actor, at=at, **form.cleaned_data),
        _("Recorded."),
        **typed,
    )


@needs(CONFIRM_DEPOSIT)
@require_POST
def confirm(request: HttpRequest, deposit_id: int) -> HttpResponse:
    """The firm's cash was found in the account, or was not."""
    deposit = found.one(request, Deposit.objects.select_related("agreement__programme"), deposit_id, CONFIRM_DEPOSIT)
    try:
        if request.POST.get("refuse"):
            reason = request.POST.get("reason", "")
            actions.refuse_deposit(deposit=deposit, reason=reason, by=actor_of(request), at=now())
            messages.success(request, _("Recorded as not found. The firm sees it on its page."))
        else:
            actions.confirm_deposit(deposit=deposit, by=actor_of(request), at=now())
            messages.success(request, _("The firm's cash is confirmed."))
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("money:deposits")
