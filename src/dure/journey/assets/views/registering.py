"""Entering an asset; what the agreed cost table names and the register lacks is proposed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.context import is_about
from dure.foundation.interface.parts import Crumb
from dure.foundation.parties.queries import establishments
from dure.journey.agreements.models import Agreement
from dure.journey.assets import actions, queries
from dure.journey.assets.access import REGISTER_ASSET
from dure.journey.assets.forms import RegisterForm
from dure.journey.assets.models import Asset
from dure.journey.assets.views import found


@needs(REGISTER_ASSET)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """One asset at a time; nothing typed is lost when it is refused."""
    row = found.agreement(agreement_id, actor_of(request), REGISTER_ASSET)
    is_about(request, row.programme)
    proposed = queries.suggestions(row.pk)
    form = RegisterForm(
        request.POST or None, request.FILES or None, places=establishments(row.firm_id),
        initial={"place": row.site_id, "item": request.GET.get("item", ""), "price_won": request.GET.get("price")},
    )  # fmt: skip
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            asset = _registered(request, row, form)
            messages.success(request, _("Registered as %(label)s. Print its label next.") % {"label": asset.label})
            return redirect("assets:of_agreement", row.pk)
        except ActionRefused as refusal:
            refused = refusal.reason
    context = {
        "agreement": row,
        "form": form,
        "refused": refused,
        "proposed": proposed,
        "token": request.POST.get("token") or f"{now().timestamp():.6f}",
        "crumbs": found.crumbs(request, row, Crumb(_("Register an asset"))),
    }
    status = 200 if request.method != "POST" else 409 if refused else 422
    return render(request, "assets/register.html", context, status=status)


def _registered(request: HttpRequest, row: Agreement, form: RegisterForm) -> Asset:
    data, token = form.cleaned_data, request.POST.get("token", "")[:40]
    bought = actions.Bought(
        item=data["item"], bought_on=data["bought_on"], price_won=data["price_won"], maker=data["maker"],
        serial=data["serial"], place_id=data["place"], spot=data["spot"],
    )  # fmt: skip
    actor = actor_of(request)
    return actions.register_asset(
        agreement=row, bought=bought, photo=data["photo"], by=actor, at=now(),
        source_key=f"form:{actor.person_id}:{token}" if token else "",
    )  # fmt: skip
