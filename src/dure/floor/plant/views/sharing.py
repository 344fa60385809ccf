"""Letting the programme's offices see figures of the plant, in plain words, and taking that back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dure.floor.plant import actions, queries
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.forms import SharingForm
from dure.floor.plant.labels import FIGURES
from dure.floor.plant.models import Sharing, Site
from dure.floor.plant.names import Called
from dure.floor.plant.offices import Office, offices_of
from dure.floor.plant.terms import TEXT_IN, digest_of, text_of
from dure.floor.plant.views import found
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now, today
from dure.foundation.interface.parts import Crumb
from dure.foundation.ledger.queries import trail


@needs(CHANGE_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, code: str) -> HttpResponse:
    """Who sees what now; choosing what else, reading it, and agreeing to it."""
    site = found.site(code, actor_of(request))
    form, refused = _form(request, site), ""
    to_read: tuple[str, str] | None = None
    if request.method == "POST" and form.is_valid():
        to_read = _texts(site, form)
        if form.cleaned_data["agreed"]:
            try:
                _share(request, site, form)
                messages.success(request, _("Shared. You can take it back on this page any day."))
                return redirect("plant:sharing", code)
            except ActionRefused as refusal:
                refused = refusal.reason
    context: dict[str, Any] = _context(site, form) | {"refused": refused, "to_read": to_read}
    if to_read is not None:
        context["read"] = digest_of(to_read[0])
        context["replaced"] = next((row for row, _names in context["in_force"] if _is_with(row, form.office)), None)
    status = 409 if refused else 200 if request.method != "POST" or to_read is not None else 422
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


def _form(request: HttpRequest, site: Site) -> SharingForm:
    found.version(site)
    plant = queries.plant_of(site.code)
    machines = {code: Called(plant).machine(code) for code in plant.machines}
    return SharingForm(
        request.POST or None, offices=offices_of(site.organisation_id), machines=machines,
        initial={"starts_on": today()},
    )  # fmt: skip


def _texts(site: Site, form: SharingForm) -> tuple[str, str]:
    """What is agreed to, and the same in the reader's language where that is another."""
    firm = site.organisation.name if site.organisation is not None else site.name
    words = (form.terms, firm, queries.plant_of(site.code), form.office)
    language = (get_language() or TEXT_IN)[:2]
    return text_of(*words), "" if language == TEXT_IN else text_of(*words, language)


def _share(request: HttpRequest, site: Site, form: SharingForm) -> None:
    read = form.cleaned_data["read"]
    if not read:
        raise ActionRefused(_("Read the text first. What you agree to stands there."))
    actions.share(site=site, office=form.office, terms=form.terms, by=actor_of(request), at=now(), read=read)


def _context(site: Site, form: SharingForm) -> dict[str, Any]:
    rows = list(queries.sharings_of(site))
    helps = [FIGURES[str(box.data["value"])][1] for box in form["figures"]]
    return {
        "site": site,
        "form": form,
        "in_force": [(each, _named(each)) for each in rows if each.ended_at is None],
        "ended": [(each, _named(each)) for each in rows if each.ended_at is not None],
        "figures": list(zip(form["figures"], helps, strict=True)),
        "trail": trail(site, *rows),
        "crumbs": found.crumbs(site, Crumb(_("Sharing"))),
    }


def _is_with(row: Sharing, office: Office) -> bool:
    return row.recipient_id == office.organisation.pk and row.programme == office.chain


def _named(row: Sharing) -> list[object]:
    return [FIGURES[name][0] for name in row.figures]
