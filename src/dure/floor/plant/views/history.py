"""The versions of a plant: what changed, and going back to one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.engine.strict_json import InputError
from dure.floor.plant import actions, queries
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.differences import differences
from dure.floor.plant.labels import FIELDS, PARTS
from dure.floor.plant.models import PlantVersion, Site
from dure.floor.plant.views import found
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb
from dure.foundation.ledger.queries import trail


@needs(CHANGE_SITE)
@require_GET
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Every version, newest first."""
    site = found.site(code, actor_of(request))
    context = {
        "site": site,
        "versions": list(queries.versions_of(site).defer("document")),
        "trail": trail(site),
        "crumbs": found.crumbs(site, Crumb(_("Earlier versions"))),
    }
    return render(request, "plant/versions.html", context)


@needs(CHANGE_SITE)
@require_GET
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What one version changed, beside the one before it."""
    site = found.site(code, actor_of(request))
    row = _version(site, number)
    before = queries.versions_of(site).filter(number=number - 1).first()
    changes = differences(before.document, row.document) if before is not None else []
    context = {
        "site": site,
        "version": row,
        "before": before,
        "changes": [(PARTS.get(each.part, each.part), FIELDS.get(each.field, each.field), each) for each in changes],
        "newest": found.version(site),
        "crumbs": found.crumbs(
            site, Crumb(_("Earlier versions"), reverse("plant:versions", args=[code])), Crumb(_("Version %d") % number)
        ),
    }
    return render(request, "plant/version.html", context)


@needs(CHANGE_SITE)
@require_POST
def restore(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Make an earlier version the newest; nothing between is lost."""
    site = found.site(code, actor_of(request))
    row = _version(site, number)
    reason = request.POST.get("reason", "").strip()[:200] or _("Back to version %d") % number
    try:
        kept = actions.change_plant(
            site=site, document=row.document, based_on=found.version(site).number, by=actor_of(request), at=now(),
            reason=reason,
        )  # fmt: skip
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return redirect("plant:versions", code)
    except InputError as error:
        messages.error(request, error.line("ko" if get_language() == "ko" else "en"))
        return redirect("plant:versions", code)
    messages.success(request, _("Kept as version %(number)d.") % {"number": kept.number})
    return redirect("plant:versions", code)


def _version(site: Site, number: int) -> PlantVersion:
    row = queries.versions_of(site).filter(number=number).first()
    if row is None:
        raise Http404(_("There is no such version."))
    return row
