"""The notice of start and the bonds of one agreement."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.parts import Crumb
from dure.journey.agreements import actions, queries
from dure.journey.agreements.access import CHECK_START, KEEP_START, VIEW_ACCOUNT, VIEW_AGREEMENT
from dure.journey.agreements.actions.duties import rules_for
from dure.journey.agreements.actions.start import BOND_STATES, StaleStart, problems
from dure.journey.agreements.models import Agreement, Bond, StartNotice
from dure.journey.agreements.queries.start import wanted_bonds
from dure.journey.agreements.start_forms import BondForm, StartForm, start_values
from dure.journey.agreements.start_rules import check_bonds
from dure.journey.agreements.states import AgreementState, StartState
from dure.journey.agreements.views.course import crumbs, found_agreement, tabs


@needs(VIEW_AGREEMENT)
@require_GET
def show_start(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """The notice as it stands, the bonds beside what the notice of the programme asks for, and the next step."""
    row = found_agreement(request, agreement_id)
    actor, notice, today = actor_of(request), queries.start_of(row.pk), timezone.localdate(now())
    bonds = queries.bonds_of(row.pk)
    in_force = [bond for bond in bonds if not hasattr(bond, "replaced_by")]
    context = {
        "agreement": row,
        "notice": notice,
        "tabs": tabs(row, "start"),
        "crumbs": crumbs(row, Crumb(_("Start and bonds"))),
        "checks": check_bonds(wanted_bonds(row), in_force, today),
        "bonds": bonds,
        "in_force": in_force,
        "bond_papers": [(bond, attachments(bond, by=actor, at=now())) for bond in in_force],
        "today": today,
        "problems": problems(row, notice or StartNotice(), today) if row.current else [],
        "start_within_days": rules_for(row).start_within_days,
        "may_write": _may_write(request, row, notice),
        "may_check": notice is not None and notice.status == StartState.HANDED_IN and bool(CHECK_START.ask(actor, row)),
        "may_bond": row.status in BOND_STATES and bool(KEEP_START.ask(actor, row)),
        "may_see_account": bool(VIEW_ACCOUNT.ask(actor, row)),
        "attachments": attachments(notice, by=actor, at=now()) if notice and VIEW_ACCOUNT.ask(actor, row) else None,
    }
    return render(request, "agreements/start.html", context)


def _may_write(request: HttpRequest, row: Agreement, notice: StartNotice | None) -> bool:
    is_open = notice is None or notice.status == StartState.DRAFT
    return row.status == AgreementState.IN_FORCE and is_open and bool(KEEP_START.ask(actor_of(request), row))


@needs(KEEP_START)
def edit_start(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Write the notice; what another saved meanwhile is shown beside what was typed."""
    row = found_agreement(request, agreement_id)
    KEEP_START.demand(actor_of(request), row)
    notice = queries.start_of(row.pk)
    form = StartForm(request.POST or None, initial=start_values(notice, uuid4().hex))
    other: StartNotice | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, row, form)
            return _saved(request, row)
        except StaleStart as stale:
            form.add_error(None, stale.reason)
            other = stale.row
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
    status = 409 if other else 422 if form.errors else 200
    context = {"agreement": row, "form": form, "other": other, "crumbs": crumbs(row, Crumb(_("Start and bonds")))}
    return render(request, "agreements/start_edit.html", context, status=status)


def _save(request: HttpRequest, row: Agreement, form: StartForm) -> None:
    data = form.cleaned_data
    actions.save_start(
        agreement=row,
        draft=form.draft(),
        revision=data["revision"],
        form_key=data["form_key"],
        by=actor_of(request),
        at=now(),
    )


def _saved(request: HttpRequest, row: Agreement) -> HttpResponse:
    if "hand_in" in request.POST:
        told(
            request,
            lambda: actions.hand_in_start(agreement=row, by=actor_of(request), at=now()),
            _("The notice of start is handed in. The operator has been told."),
        )
    else:
        messages.success(request, _("Saved."))
    return redirect("agreements:start", row.pk)


@needs(KEEP_START)
@require_POST
def autosave_start(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Keep what is typed while it is typed."""
    row, form = found_agreement(request, agreement_id), StartForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"message": " ".join(str(e) for errors in form.errors.values() for e in errors)}, status=422
        )
    try:
        _save(request, row, form)
    except ActionRefused as refused:
        return JsonResponse({"message": refused.reason}, status=409)
    return HttpResponse(status=204)


@needs(VIEW_AGREEMENT)
@require_POST
def decide_start(request: HttpRequest, agreement_id: int, verb: str) -> HttpResponse:
    """Hand in, accept, or give back with the reason."""
    row, actor, at = found_agreement(request, agreement_id), actor_of(request), now()
    reason = request.POST.get("reason", "")
    verbs = {
        "hand-in": (
            lambda: actions.hand_in_start(agreement=row, by=actor, at=at),
            _("The notice of start is handed in. The operator has been told."),
        ),
        "accept": (
            lambda: actions.accept_start(agreement=row, by=actor, at=at),
            _("The start is accepted: the project has started."),
        ),
        "give-back": (
            lambda: actions.give_back_start(agreement=row, reason=reason, by=actor, at=at),
            _("The notice of start was given back. The firm has been told."),
        ),
    }
    if verb not in verbs:
        raise Http404
    told(request, *verbs[verb])
    return redirect("agreements:start", row.pk)


@needs(KEEP_START)
def add_bond(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Enter a bond."""
    row = found_agreement(request, agreement_id)
    KEEP_START.demand(actor_of(request), row)
    form = BondForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    return _bond(request, row, form, None)


@needs(KEEP_START)
def renew_bond(request: HttpRequest, bond_id: int) -> HttpResponse:
    """Enter the bond that takes the place of another."""
    bond = Bond.objects.filter(pk=bond_id).first()
    if bond is None:
        raise Http404
    row = found_agreement(request, bond.agreement_id)
    KEEP_START.demand(actor_of(request), row)
    initial = {"issuer": bond.issuer, "amount_won": bond.amount_won}
    return _bond(request, row, BondForm(request.POST or None, initial=initial, renewing=True), bond)


def _bond(request: HttpRequest, row: Agreement, form: BondForm, replaces: Bond | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        paper, by, at = form.paper(), actor_of(request), now()
        try:
            if replaces is None:
                actions.record_bond(agreement=row, kind=form.cleaned_data["kind"], paper=paper, by=by, at=at)
            else:
                actions.renew_bond(bond=replaces, paper=paper, by=by, at=at)
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The bond is entered. Attach its scan to it."))
            return redirect("agreements:start", row.pk)
    context = {
        "agreement": row,
        "form": form,
        "replaces": replaces,
        "demands": wanted_bonds(row),
        "crumbs": crumbs(row, Crumb(_("Start and bonds"))),
    }
    return render(request, "agreements/start_bond.html", context, status=422 if form.errors else 200)
