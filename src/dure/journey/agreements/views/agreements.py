"""One agreement: what is next, who pays what, who signed, the documents, the versions and the trail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.parts import Crumb, Fact
from dure.foundation.ledger.queries import trail
from dure.foundation.signing import queries as signing
from dure.foundation.signing.models import Envelope
from dure.journey.agreements import actions, queries
from dure.journey.agreements.access import LIST_AGREEMENTS, MANAGE_AGREEMENT, VIEW_AGREEMENT
from dure.journey.agreements.costs import item_name
from dure.journey.agreements.hwpx import agreement_hwpx
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.papers import agreement_pdf
from dure.journey.agreements.states import AgreementState
from dure.journey.agreements.views.course import found_agreement, tabs
from dure.journey.agreements.views.lists import state_of
from dure.journey.applications.queries import terms_for
from dure.journey.budgets.queries import funds_of


@dataclass(frozen=True)
class NextStep:
    """What is to be done, by whom; ``dialog`` names the box that its button opens instead of a page."""

    title: str
    who: str = ""
    label: str = ""
    url: str = ""
    dialog: str = ""


@needs(VIEW_AGREEMENT)
@require_GET
def show_agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """The agreement's page; the firm reads first what leaves its account."""
    row = found_agreement(request, agreement_id)
    actor = actor_of(request)
    may_manage = bool(MANAGE_AGREEMENT.ask(actor, row))
    envelope = signing.envelope_of(row)
    terms = terms_for(row.application)
    context = {
        "agreement": row,
        "state": state_of(row),
        "is_owner": row.firm_id in actor.organisations(Role.FIRM),
        "sentence": queries.owner_sentence(row.pk),
        "bars": queries.share_bars(row.current) if row.current else [],
        "facts": _facts(row),
        "costs": [(each, item_name(each.item, terms)) for each in queries.agreed_costs(row.pk)],
        "funds": funds_of(row.application_id),
        "versions": queries.plan_versions(row.pk),
        "envelope": envelope,
        "ceremony": None if envelope is None else signing.ceremony(envelope),
        "next": _next(row, envelope, request, may_manage=may_manage),
        "may_manage": may_manage,
        "is_preparing": row.status == AgreementState.PREPARING,
        "is_signing": row.status == AgreementState.SIGNING,
        "review": queries.cost_review(row.application_id),
        "trail": trail(row, row.application),
        "crumbs": _crumbs(request, row),
        "tabs": tabs(row, "agreement"),
    }
    return render(request, "agreements/agreement.html", context)


def _crumbs(request: HttpRequest, row: Agreement) -> list[Crumb]:
    if LIST_AGREEMENTS.ask_role(actor_of(request)):
        return [Crumb(_("Agreements"), reverse("agreements:list")), Crumb(row.number)]
    return [Crumb(_("My agreement"), reverse("agreements:mine")), Crumb(row.number)]


def _facts(row: Agreement) -> list[Fact]:
    return [
        Fact(_("Firm"), row.firm.name),
        Fact(_("Supplier"), row.supplier.name),
        Fact(_("Operator"), row.programme.operator.name),
        Fact(_("Factory"), f"{row.site.name} · {row.city.name}"),
        Fact(_("Type"), row.type_code),
        Fact(_("Application"), row.application.number, url=reverse("applications:detail", args=[row.application_id])),
    ]


def _next(row: Agreement, envelope: Envelope | None, request: HttpRequest, *, may_manage: bool) -> NextStep | None:
    actor, operator = actor_of(request), row.programme.operator.name
    if row.status == AgreementState.PREPARING:
        if row.current is None:
            url = reverse("agreements:review", args=[row.application_id])
            return NextStep(_("The cost is being calculated again."), operator, _("Open"), url)
        if not may_manage:
            return NextStep(_("The agreement is being prepared; you are told when it is yours to sign."), operator)
        title = _("Read the agreement once more, then send it to its parties.")
        return NextStep(title, operator, _("Send for signature"), dialog="send")
    if row.status == AgreementState.SIGNING and envelope is not None:
        mine = signing.signatory_of(envelope, actor)
        if mine is not None:
            url = reverse("signing:sign", args=[mine.pk])
            return NextStep(_("It is your turn to sign."), mine.person.name, _("Read and sign"), url)
        if envelope.status != "open" and may_manage:
            return NextStep(_("The signing was called off. Send it again when it is right."), "", _("Send"), "", "send")
        turns = signing.ceremony(envelope).next_turns
        who = ", ".join(f"{turn.organisation} {turn.person}" for turn in turns)
        url = reverse("signing:ceremony", args=[envelope.pk])
        return NextStep(_("The parties are signing."), who, _("Ceremony view"), url)
    return None


@needs(VIEW_AGREEMENT)
@require_GET
def preview(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """The agreement as it would be printed now."""
    return _file(found_agreement(request, agreement_id), agreement_pdf, "application/pdf", "pdf")


@needs(VIEW_AGREEMENT)
@require_GET
def hwpx_file(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """The same for offices that write in HWPX; what is signed is the PDF."""
    return _file(found_agreement(request, agreement_id), agreement_hwpx, "application/hwp+zip", "hwpx")


def _file(row: Agreement, made: Callable[[Agreement], bytes], content_type: str, ending: str) -> HttpResponse:
    if row.current is None:
        raise Http404
    response = HttpResponse(made(row), content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{row.number}.{ending}"'
    return response


@needs(MANAGE_AGREEMENT)
@require_POST
def send(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Lay the agreement before its parties."""
    row = found_agreement(request, agreement_id)
    told(
        request,
        lambda: actions.send_for_signature(agreement=row, by=actor_of(request), at=now()),
        _("The agreement is with its parties. The first of them has been told."),
    )
    return redirect("agreements:agreement", row.pk)


@needs(MANAGE_AGREEMENT)
@require_POST
def take_back(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Take the agreement back from signature, with the reason."""
    row = found_agreement(request, agreement_id)
    reason = request.POST.get("reason", "")
    told(
        request,
        lambda: actions.take_back_from_signature(agreement=row, reason=reason, by=actor_of(request), at=now()),
        _("The agreement is taken back. Signatures so far stay on record."),
    )
    return redirect("agreements:agreement", row.pk)
