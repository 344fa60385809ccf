"""My keys: what they are, how long they hold, and giving them up."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs, signed_in
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.buttons import done
from dure.foundation.parties import queries as parties
from dure.foundation.signing import actions, queries
from dure.foundation.signing.access import REVOKE_KEY
from dure.foundation.signing.forms import OrganisationKeyForm
from dure.foundation.signing.models import SigningKey
from dure.foundation.signing.remote import ExternalSignerError, configured

KEYS = "signing:keys"


@require_GET
@signed_in
def keys(request: HttpRequest) -> HttpResponse:
    """The reader's keys and those of the reader's organisations."""
    return _page(request, OrganisationKeyForm(organisations=_organisations(request)))


def _page(request: HttpRequest, form: OrganisationKeyForm, *, status: int = 200) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    rows = list(queries.keys_of(actor))
    context = {
        "rows": [(key, _state(key, at)) for key in rows],
        "form": form,
        "organisations": _organisations(request),
        "has_external": _has_external(),
        "makes_keys": settings.SIGNING_DEVELOPMENT_CA,
        "has_own": any(key.person_id and key.revoked_at is None and key.valid_until_at >= at for key in rows),
    }
    return render(request, "signing/keys.html", context, status=status)


def _state(key: SigningKey, at: datetime) -> tuple[str, str]:
    if key.revoked_at is not None:
        return _("Revoked"), "blocked"
    if key.valid_until_at < at:
        return _("Expired"), "late"
    return _("Valid now"), "done"


def _organisations(request: HttpRequest) -> list[tuple[int, str]]:
    return [(pk, parties.organisation(pk).name) for pk in sorted(actor_of(request).organisations())]


def _has_external() -> bool:
    try:
        return configured() is not None
    except ExternalSignerError:
        return False


@require_POST
@signed_in
def make(request: HttpRequest) -> HttpResponse:
    """Make a key of one's own."""
    return done(request, KEYS, _("Your key was made."), lambda: actions.make_key(by=actor_of(request), at=clock.now()))


@require_POST
@signed_in
def organisation(request: HttpRequest) -> HttpResponse:
    """Bring an organisation's certificate."""
    form = OrganisationKeyForm(request.POST, request.FILES, organisations=_organisations(request))
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        actions.add_organisation_key(
            organisation_id=form.cleaned_data["organisation"],
            file=form.cleaned_data["file"].read(),
            passphrase=form.cleaned_data["passphrase"],
            by=actor_of(request),
            at=clock.now(),
        )
    except ActionRefused as refused:
        form.add_error(None, refused.reason)
        return _page(request, form, status=409)
    messages.success(request, _("The certificate was added. Those who sign for the organisation can choose it."))
    return redirect(KEYS)


@require_POST
@signed_in
def external(request: HttpRequest) -> HttpResponse:
    """Enter the certificate of the configured outside signer for an organisation of the reader's."""
    given = request.POST.get("organisation", "")
    pk = int(given) if given.isdecimal() else 0
    return done(
        request,
        KEYS,
        _("The external signer's certificate was added."),
        lambda: actions.add_external_key(organisation_id=pk, by=actor_of(request), at=clock.now()),
    )


@require_POST
@needs(REVOKE_KEY)
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """Give a key up, with a reason."""
    key, reason = get_object_or_404(SigningKey, pk=key_id), request.POST.get("reason", "")
    return done(
        request,
        KEYS,
        _("The key was revoked. What was signed with it before stays good."),
        lambda: actions.revoke_key(key=key, reason=reason, by=actor_of(request), at=clock.now()),
    )
