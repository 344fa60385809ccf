"""Giving a signature: what is signed, by whom so far, and the confirmation."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.installation.queries import is_demo
from dure.foundation.interface.buttons import told
from dure.foundation.parties import queries as parties
from dure.foundation.signing import actions, queries, second_factor
from dure.foundation.signing.access import SIGN, VIEW_ENVELOPE
from dure.foundation.signing.forms import ReassignForm, SignForm
from dure.foundation.signing.models import Signatory
from dure.foundation.signing.values import FactorMethod, SecondFactor
from dure.foundation.signing.views.envelopes import shown

PROOF = "signing.proof"


@require_http_methods(["GET", "POST"])
@needs(SIGN)
def sign(request: HttpRequest, signatory_id: int) -> HttpResponse:
    """The document, who signed it, and the button; on POST the signature."""
    row = _seat(request, signatory_id)
    if queries.signatory_of(row.envelope, actor_of(request)) is None:
        return redirect("signing:envelope", envelope_id=row.envelope_id)
    at = clock.now()
    keys = queries.usable_keys(row, at)
    if request.method == "GET":
        return _page(request, row, SignForm(keys=keys, initial={"seen": row.envelope.current_sha256}))
    form = SignForm(request.POST, keys=keys)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        _sign(request, row, form, at)
    except ActionRefused as refused:
        # The page shows the newest revision, so the hash it carries has to be that one too.
        again = SignForm(keys=keys, initial={"seen": row.envelope.current_sha256, "key": request.POST.get("key", "")})
        return _page(request, row, again, refused=refused.reason, status=409)
    messages.success(request, _("You have signed. A copy with your signature is kept below."))
    return redirect("signing:envelope", envelope_id=row.envelope_id)


def _sign(request: HttpRequest, row: Signatory, form: SignForm, at: datetime) -> None:
    factor = _proof(request, row, form.cleaned_data["code"], at)
    _remember(request, row, factor)
    chosen = [key for key in queries.usable_keys(row, at) if str(key.pk) == form.cleaned_data["key"]]
    actions.sign(
        signatory=row,
        seen_sha256=form.cleaned_data["seen"],
        factor=factor,
        by=actor_of(request),
        at=at,
        key=chosen[0] if chosen else None,
    )
    request.session.pop(PROOF, None)


def _proof(request: HttpRequest, row: Signatory, code: str, at: datetime) -> SecondFactor:
    """The code just typed, or the proof of a moment ago when only another party's signature came between."""
    kept = _remembered(request, row, at)
    if kept is not None and not code:
        return kept
    if not code:
        raise ActionRefused(_("Type the code that confirms it is you."))
    return second_factor.confirm(signatory=row, code=code, by=actor_of(request), at=at)


def _remember(request: HttpRequest, row: Signatory, factor: SecondFactor) -> None:
    request.session[PROOF] = [row.pk, factor.method.value, factor.at.isoformat()]


def _remembered(request: HttpRequest, row: Signatory, at: datetime) -> SecondFactor | None:
    kept = request.session.get(PROOF)
    if not kept or kept[0] != row.pk:
        return None
    factor = SecondFactor(FactorMethod(kept[1]), datetime.fromisoformat(kept[2]))
    return factor if factor.is_fresh(at) else None


def _page(
    request: HttpRequest, row: Signatory, form: SignForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    row = Signatory.objects.select_related("envelope", "organisation", "person").get(pk=row.pk)
    actor, at = actor_of(request), clock.now()
    context = {
        **shown(row.envelope),
        "signatory": row,
        "form": form,
        "refused": refused,
        "has_app": second_factor.has_app(actor.person_id),
        "is_confirmed": _remembered(request, row, at) is not None,
        "email": row.person.email,
        "no_key": not queries.usable_keys(row, at),
    }
    return render(request, "signing/sign.html", context, status=status)


@require_POST
@needs(SIGN)
def code(request: HttpRequest, signatory_id: int) -> HttpResponse:
    """Send six digits to the signer's e-mail address."""
    row = _seat(request, signatory_id)
    try:
        digits = actions.send_code(signatory=row, by=actor_of(request), at=clock.now())
        messages.success(
            request, _("A code was sent to %(email)s. It is good for ten minutes.") % {"email": row.person.email}
        )
        if is_demo():
            messages.info(request, _("Demo: no e-mail leaves this machine. The code is %(code)s.") % {"code": digits})
    except ActionRefused as refused:
        messages.error(request, refused.reason)
    return redirect("signing:sign", signatory_id=row.pk)


@require_POST
@needs(SIGN)
def decline(request: HttpRequest, signatory_id: int) -> HttpResponse:
    """Return the document with a reason."""
    row = _seat(request, signatory_id)
    told(
        request,
        lambda: actions.decline(
            signatory=row, reason=request.POST.get("reason", ""), by=actor_of(request), at=clock.now()
        ),
        _("You returned the document. The one who laid it before you is told why."),
    )
    return redirect("signing:envelope", envelope_id=row.envelope_id)


@require_http_methods(["GET", "POST"])
@needs(VIEW_ENVELOPE)
def reassign(request: HttpRequest, signatory_id: int) -> HttpResponse:
    """Name a colleague who signs instead."""
    row = get_object_or_404(Signatory.objects.select_related("envelope", "organisation", "person"), pk=signatory_id)
    VIEW_ENVELOPE.demand(actor_of(request), row.envelope)
    people = parties.members_of([row.organisation_id], on=clock.today()).get(row.organisation_id, [])
    colleagues = [(each.pk, each.name) for each in people if each.pk != row.person_id]
    form = ReassignForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reassign(
                signatory=row,
                person_id=int(form.cleaned_data["person"]),
                reason=form.cleaned_data["reason"],
                by=actor_of(request),
                at=clock.now(),
            )
            messages.success(request, _("Someone else is named to sign, and was told."))
            return redirect("signing:envelope", envelope_id=row.envelope_id)
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
    context = {**shown(row.envelope), "signatory": row, "form": form, "colleagues": colleagues}
    return render(request, "signing/reassign.html", context, status=422 if form.errors else 200)


def _seat(request: HttpRequest, signatory_id: int) -> Signatory:
    row = get_object_or_404(Signatory.objects.select_related("envelope", "person"), pk=signatory_id)
    SIGN.demand(actor_of(request), row)
    return row
