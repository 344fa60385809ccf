"""Letting others see figures of the plant, in plain words, and taking that back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dure.floor.plant import actions, queries
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.forms import SharingForm
from dure.floor.plant.labels import FIGURES
from dure.floor.plant.views import found
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now, today
from dure.foundation.interface.parts import Crumb
from dure.foundation.ledger.queries import trail
from dure.foundation.parties.models import OrganisationKind
from dure.foundation.parties.queries import organisation, organisations

KINDS = (OrganisationKind.OPERATOR, OrganisationKind.PROVINCE, OrganisationKind.PARTNER)


@needs(CHANGE_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, code: str) -> HttpResponse:
    """Who sees what now, and agreeing to more."""
    actor = actor_of(request)
    site = found.site(code, actor)
    recipients = {each.pk: each.name for kind in KINDS for each in organisations(kind)}
    form, refused = SharingForm(request.POST or None, recipients=recipients, initial={"starts_on": today()}), ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.share(
                site=site, recipient=organisation(int(told["recipient"])), figures=told["figures"],
                starts_on=told["starts_on"], by=actor, at=now(),
            )  # fmt: skip
            messages.success(request, _("Shared. You can take it back on this page any day."))
            return redirect("plant:sharing", code)
        except ActionRefused as refusal:
            refused = refusal.reason
    rows = list(queries.sharings_of(site))
    context = {
        "site": site,
        "form": form,
        "refused": refused,
        "in_force": [(each, [FIGURES[name][0] for name in each.figures]) for each in rows if each.ended_at is None],
        "ended": [(each, [FIGURES[name][0] for name in each.figures]) for each in rows if each.ended_at is not None],
        "figures": list(zip(form["figures"], [help_text for _name, help_text in FIGURES.values()], strict=True)),
        "trail": trail(site, *rows),
        "crumbs": found.crumbs(site, Crumb(_("Sharing"))),
    }
    status = 200 if request.method != "POST" else 409 if refused else 422
    return render(request, "plant/sharing.html", context, status=status)


@needs(CHANGE_SITE)
@require_POST
def end(request: HttpRequest, code: str, sharing_id: int) -> HttpResponse:
    """Take one agreement back."""
    actor = actor_of(request)
    site = found.site(code, actor)
    row = queries.sharings_of(site).filter(pk=sharing_id).first()
    if row is None:
        raise Http404(_("There is no such agreement."))
    try:
        actions.end_sharing(sharing=row, by=actor, at=now(), reason=request.POST.get("reason", "").strip()[:200])
        messages.success(request, _("Ended. %(name)s sees nothing of the plant from now on.") % {"name": row.recipient})
    except ActionRefused as refused:
        messages.error(request, refused.reason)
    return redirect("plant:sharing", code)
