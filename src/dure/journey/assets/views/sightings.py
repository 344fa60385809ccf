"""The page that a scanned label opens: the asset, a camera, and one big button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import day
from dure.foundation.interface.parts import Fact
from dure.journey.assets import actions
from dure.journey.assets.access import SEE_ASSET, VIEW_ASSET
from dure.journey.assets.forms import SightingForm
from dure.journey.assets.models import Asset
from dure.journey.assets.states import AssetState
from dure.journey.assets.views import found
from dure.journey.assets.views.lists import state_of


@needs(VIEW_ASSET)
@require_GET
def scanned(request: HttpRequest, label: str) -> HttpResponse:
    """Where the QR code leads."""
    return _page(request, found.labelled(label, actor_of(request)), SightingForm())


@needs(SEE_ASSET)
@require_POST
def see(request: HttpRequest, asset_id: int) -> HttpResponse:
    """The big button; pressed twice it is one sighting."""
    row = found.asset(asset_id, actor_of(request), SEE_ASSET)
    form, refused = SightingForm(request.POST, request.FILES), ""
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.see_asset(
                asset=row, works=not data["broken"], note=data["note"], photo=data["photo"], by=actor_of(request),
                at=now(),
            )  # fmt: skip
            messages.success(request, _("Recorded: %(item)s was seen today.") % {"item": row.item})
            return redirect("assets:asset", row.pk)
        except ActionRefused as refusal:
            refused = refusal.reason
    return _page(request, row, form, refused, 409 if refused else 422)


def _page(request: HttpRequest, row: Asset, form: SightingForm, refused: str = "", status: int = 200) -> HttpResponse:
    is_about(request, row.agreement.programme)
    facts = [
        Fact(_("Label"), row.label),
        Fact(_("Serial number"), row.serial or "–"),
        Fact(_("Place of business"), f"{row.place.name} {row.spot}".strip()),
        Fact(_("Last seen"), day(row.last_seen_on) if row.last_seen_on else _("Never seen")),
    ]
    context = {
        "asset": row,
        "state": state_of(row),
        "facts": facts,
        "form": form,
        "refused": refused,
        "may_see": row.status != AssetState.DISPOSED and bool(SEE_ASSET.ask(actor_of(request), row)),
    }
    return render(request, "assets/scanned.html", context, status=status)


@needs(SEE_ASSET)
@require_POST
def miss(request: HttpRequest, asset_id: int) -> HttpResponse:
    """It is not where it should be."""
    row = found.asset(asset_id, actor_of(request), SEE_ASSET)
    told(
        request,
        lambda: actions.miss_asset(
            asset=row, by=actor_of(request), at=now(), reason=request.POST.get("reason", "")[:300]
        ),
        _("Recorded as not found. Whoever finds it scans its label."),
    )
    return redirect("assets:asset", row.pk)
