"""Calling a signing off, or entering that it was concluded elsewhere."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.buttons import told
from dure.foundation.signing import actions
from dure.foundation.signing.access import MANAGE_ENVELOPE
from dure.foundation.signing.forms import OutsideForm, PaperForm
from dure.foundation.signing.models import Envelope
from dure.foundation.signing.views.envelopes import seen_envelope, shown

OUTSIDE = gettext_lazy("Concluded with an outside e-contract service")
PAPER = gettext_lazy("Sealed on paper")


@require_POST
@needs(MANAGE_ENVELOPE)
def cancel(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """Call it off, with a reason."""
    row = seen_envelope(request, envelope_id)
    told(
        request,
        lambda: actions.cancel_envelope(
            envelope=row, reason=request.POST.get("reason", ""), by=actor_of(request), at=clock.now()
        ),
        _("The signing was called off. What was signed so far stays on record."),
    )
    return redirect("signing:envelope", envelope_id=row.pk)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_ENVELOPE)
def outside(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """Enter a contract concluded with an outside service."""
    row = _managed(request, envelope_id)
    form = OutsideForm(request.POST or None, request.FILES or None)
    return _entered(request, row, form, OUTSIDE, _outside)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_ENVELOPE)
def paper(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """Enter a sealed original."""
    row = _managed(request, envelope_id)
    return _entered(request, row, PaperForm(request.POST or None, request.FILES or None), PAPER, _paper)


def _managed(request: HttpRequest, envelope_id: int) -> Envelope:
    row = seen_envelope(request, envelope_id)
    MANAGE_ENVELOPE.demand(actor_of(request), row)
    return row


def _outside(request: HttpRequest, row: Envelope, form: forms.Form) -> None:
    actions.conclude_outside(envelope=row, by=actor_of(request), at=clock.now(), **form.cleaned_data)


def _paper(request: HttpRequest, row: Envelope, form: forms.Form) -> None:
    given = form.cleaned_data
    actions.conclude_on_paper(
        envelope=row,
        scan_file=given["file"],
        original_kept_at=given["original_kept_at"],
        reason=given["reason"],
        by=actor_of(request),
        at=clock.now(),
    )


def _entered(
    request: HttpRequest,
    row: Envelope,
    form: forms.Form,
    heading: str | Promise,
    act: Callable[[HttpRequest, Envelope, forms.Form], None],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(request, row, form)
            messages.success(request, _("The agreement is concluded, and the file is kept with its hash."))
            return redirect("signing:envelope", envelope_id=row.pk)
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
    context = {**shown(row), "form": form, "heading": heading}
    return render(request, "signing/elsewhere.html", context, status=422 if form.errors else 200)
