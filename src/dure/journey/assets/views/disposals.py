"""Asking to move, sell or scrap an asset, and the page on which that is decided."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now, today
from dure.foundation.interface.buttons import told
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import day, won
from dure.foundation.interface.parts import Crumb, Fact
from dure.foundation.ledger.queries import trail
from dure.foundation.parties.queries import establishments
from dure.journey.assets import actions
from dure.journey.assets.access import ASK_DISPOSAL, DECIDE_DISPOSAL, VIEW_PART
from dure.journey.assets.forms import AskForm, DecideForm
from dure.journey.assets.models import Disposal
from dure.journey.assets.reckoning import reckoned, sentences
from dure.journey.assets.states import DisposalState
from dure.journey.assets.views import found
from dure.journey.assets.views.lists import state_of_request


@needs(ASK_DISPOSAL)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, asset_id: int) -> HttpResponse:
    """The request; it says beforehand what of the public money remains in the asset."""
    row = found.asset(asset_id, actor_of(request), ASK_DISPOSAL)
    is_about(request, row.agreement.programme)
    places = [each for each in establishments(row.agreement.firm_id) if each.pk != row.place_id]
    form, refused = AskForm(request.POST or None, places=places), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.ask_disposal(
                asset=row, kind=data["kind"], reason=data["reason"], to_place_id=data["to_place"],
                price_won=data["price_won"], by=actor_of(request), at=now(),
            )  # fmt: skip
            messages.success(request, _("The operator has your request. Attach the contract or estimate below."))
            return redirect("assets:disposal", made.pk)
        except ActionRefused as refusal:
            refused = refusal.reason
    context = {
        "asset": row,
        "form": form,
        "refused": refused,
        "remaining": sentences(Disposal(asset=row, kind="scrap"), today()),
        "crumbs": found.crumbs(
            request,
            row.agreement,
            Crumb(row.label, reverse("assets:asset", args=[row.pk])),
            Crumb(_("Move, sell or scrap")),
        ),
    }
    status = 200 if request.method != "POST" else 409 if refused else 422
    return render(request, "assets/ask.html", context, status=status)


@needs(VIEW_PART)
@require_GET
def show_disposal(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """The request with how its amount comes about."""
    return _page(request, found.disposal(disposal_id, actor_of(request)))


def _page(
    request: HttpRequest, row: Disposal, form: DecideForm | None = None, refused: str = "", status: int = 200
) -> HttpResponse:
    actor, is_open = actor_of(request), row.status == DisposalState.ASKED
    is_about(request, row.asset.agreement.programme)
    on = today() if is_open or row.decided_at is None else timezone.localdate(row.decided_at)
    rule_won = reckoned(row, on).won
    asset_crumb = Crumb(row.asset.label, reverse("assets:asset", args=[row.asset_id]))
    context = {
        "disposal": row,
        "asset": row.asset,
        "state": state_of_request(row),
        "facts": _facts(row),
        "sentences": sentences(row, on),
        "rule_won": rule_won,
        "is_open": is_open,
        "is_approved": row.status == DisposalState.APPROVED,
        "form": form or DecideForm(initial={"due_back_won": rule_won}),
        "refused": refused,
        "may_decide": is_open and bool(DECIDE_DISPOSAL.ask(actor, row.asset)),
        "may_withdraw": is_open and bool(ASK_DISPOSAL.ask(actor, row.asset)),
        "attachments": attachments(row, by=actor, at=now()),
        "trail": trail(row),
        "crumbs": found.crumbs(request, row.asset.agreement, asset_crumb, Crumb(row.get_kind_display())),
    }
    return render(request, "assets/disposal.html", context, status=status)


def _facts(row: Disposal) -> list[Fact]:
    target, price = row.to_place, row.price_won
    facts = [
        Fact(_("Asset"), row.asset.item, url=reverse("assets:asset", args=[row.asset_id])),
        Fact(_("Firm"), row.asset.agreement.firm.name),
        Fact(_("Asked by"), row.asked_by.name if row.asked_by is not None else "–"),
        Fact(_("Restricted until"), day(row.asset.restricted_until)),
    ]
    if target is not None:
        facts.append(Fact(_("To which place"), f"{target.name} ({target.city.name})"))
    if price is not None:
        facts.append(Fact(_("Price obtained"), won(price)))
    if row.decided_by is not None:
        facts.append(Fact(_("Who decided"), row.decided_by.name))
    return facts


@needs(DECIDE_DISPOSAL)
@require_POST
def decide(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """Approve, with the amount due back."""
    row = found.disposal(disposal_id, actor_of(request))
    form, refused = DecideForm(request.POST), ""
    if form.is_valid():
        try:
            actions.decide_disposal(
                disposal=row, due_back_won=form.cleaned_data["due_back_won"], reason=form.cleaned_data["reason"],
                by=actor_of(request), at=now(),
            )  # fmt: skip
            messages.success(request, _("Approved. Due back: %(won)s.") % {"won": won(row.due_back_won)})
            return redirect("assets:disposal", row.pk)
        except ActionRefused as refusal:
            refused = refusal.reason
            row.refresh_from_db(fields=["status"])
    return _page(request, row, form, refused, 409 if refused else 422)


@needs(DECIDE_DISPOSAL)
@require_POST
def refuse(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """Refuse, with the reason."""
    return _ended(request, disposal_id, actions.refuse_disposal, _("Refused. The firm has been told."))


@needs(ASK_DISPOSAL)
@require_POST
def withdraw(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """Take the request back."""
    return _ended(request, disposal_id, actions.withdraw_disposal, _("The request is withdrawn."))


def _ended(request: HttpRequest, disposal_id: int, action: Callable[..., Any], done: str) -> HttpResponse:
    row = found.disposal(disposal_id, actor_of(request))
    told(
        request,
        lambda: action(disposal=row, by=actor_of(request), at=now(), reason=request.POST.get("reason", "")[:300]),
        done,
    )
    return redirect("assets:disposal", row.pk)
