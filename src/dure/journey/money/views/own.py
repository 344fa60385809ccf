"""The firm's own page: what comes next with its money, what it paid in, and its claims."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.context import is_about
from dure.journey.agreements import queries as agreements
from dure.journey.agreements.access import VIEW_AGREEMENT
from dure.journey.agreements.models import Agreement
from dure.journey.money import actions
from dure.journey.money.access import CLAIM, OWN_CLAIMS
from dure.journey.money.forms import DepositForm
from dure.journey.money.models import ClaimKind
from dure.journey.money.queries.own import OwnMoney, own_money
from dure.journey.money.views import found


@needs(OWN_CLAIMS)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The agreements of the firm, each with its one next step."""
    actor = actor_of(request)
    rows = [row for row in agreements.mine(actor) if row.firm_id in actor.organisations(Role.FIRM)]
    pages = [own_money(row) for row in rows if row.current is not None]
    return render(request, "money/mine.html", {"pages": pages, "kinds": dict(ClaimKind.choices)})


def _agreement(request: HttpRequest, agreement_id: int) -> Agreement:
    row = found.one(request, agreements.visible(actor_of(request)), agreement_id, VIEW_AGREEMENT)
    is_about(request, row.programme)
    return row


@needs(CLAIM)
@require_http_methods(["GET", "HEAD", "POST"])
def deposit(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Report what was paid into the project account."""
    row = _agreement(request, agreement_id)
    CLAIM.demand(actor_of(request), row)
    page: OwnMoney = own_money(row)
    form = DepositForm(request.POST or None, initial={"amount_won": page.cash_left_won or None})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_deposit(agreement=row, by=actor_of(request), at=now(), **form.cleaned_data)
        except ActionRefused as refusal:
            refused = refusal.reason
        else:
            messages.success(request, _("Reported. The operator looks into the account and confirms it."))
            return redirect("money:mine")
    status = 409 if refused else 422 if form.errors else 200
    context = {"agreement": row, "page_of": page, "form": form, "refused": refused}
    return render(request, "money/deposit.html", context, status=status)


@needs(CLAIM)
@require_POST
def begin(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Begin the claim of an instalment."""
    row = _agreement(request, agreement_id)
    try:
        claim = actions.draft_claim(agreement=row, kind=request.POST.get("kind", ""), by=actor_of(request), at=now())
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
        return redirect("money:mine")
    return redirect("money:claim", claim.pk)
