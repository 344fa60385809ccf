"""Giving up and termination: asked for, and decided with what follows in view."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.parts import Crumb
from dure.foundation.ledger.queries import trail
from dure.journey.agreements import actions, queries
from dure.journey.agreements.access import (
    ASK_ENDING,
    DECIDE_ENDING,
    MANAGE_AGREEMENT,
    VIEW_AGREEMENT,
    VIEW_COURSE,
)
from dure.journey.agreements.actions.duties import rules_for
from dure.journey.agreements.actions.endings import ENDABLE
from dure.journey.agreements.change_forms import AskEndingForm, DecideEndingForm
from dure.journey.agreements.models import Ending, EndingKind
from dure.journey.agreements.states import EndingState
from dure.journey.agreements.views.course import crumbs, found_agreement, tabs

RELATED = (
    "agreement__programme__operator", "agreement__application", "agreement__firm", "agreement__supplier",
    "agreement__city", "agreement__current",
)  # fmt: skip


@needs(VIEW_AGREEMENT)
def ask(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Ask for the ending; what follows from it stands above the form, earlier ones below."""
    row = found_agreement(request, agreement_id)
    actor = actor_of(request)
    endings = list(Ending.objects.filter(agreement=row).order_by("-asked_at", "-pk"))
    is_open = any(each.status == EndingState.ASKED for each in endings)
    may_ask = row.status in ENDABLE and not is_open and bool(ASK_ENDING.ask(actor, row))
    is_staff = bool(MANAGE_AGREEMENT.ask(actor, row))
    form = AskEndingForm(request.POST or None, is_staff=is_staff) if may_ask else None
    if request.method == "POST" and form is not None and form.is_valid():
        kind = form.cleaned_data.get("kind") or EndingKind.GIVING_UP
        try:
            made = actions.ask_ending(agreement=row, kind=kind, cause=form.cleaned_data["cause"], by=actor, at=now())
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The ending is asked for. The operator decides on it."))
            return redirect("agreements:ending", made.pk)
    context = {
        "agreement": row,
        "form": form,
        "endings": endings,
        "is_staff": is_staff,
        "open_change": queries.open_change(row.pk),
        "tabs": tabs(row, "ask_ending"),
        "crumbs": crumbs(row, Crumb(_("Ending"))),
    }
    return render(request, "agreements/ending_ask.html", context, status=422 if form and form.errors else 200)


def _found(request: HttpRequest, ending_id: int) -> Ending:
    return row_or_404(
        lambda: Ending.objects.select_related(*RELATED).filter(pk=ending_id).first(), VIEW_COURSE, actor_of(request)
    )


@needs(VIEW_COURSE)
def show_ending(request: HttpRequest, ending_id: int) -> HttpResponse:
    """The cause, what follows, and the decision."""
    row = _found(request, ending_id)
    actor = actor_of(request)
    may_decide = row.status == EndingState.ASKED and bool(DECIDE_ENDING.ask(actor, row.agreement))
    form = DecideEndingForm(request.POST or None, initial=_initial(row)) if may_decide else None
    if request.method == "POST" and form is not None and form.is_valid() and _decided(request, row, form):
        return redirect("agreements:ending", row.pk)
    context = {
        "ending": row,
        "agreement": row.agreement,
        "form": form,
        "open_change": queries.open_change(row.agreement_id),
        "ban_years": rules_for(row.agreement).ban_years,
        "may_withdraw": row.status == EndingState.ASKED and _may_withdraw(request, row),
        "is_asked": row.status == EndingState.ASKED,
        "crumbs": crumbs(row.agreement, Crumb(_("Ending"))),
        "attachments": attachments(row, by=actor, at=now()),
        "trail": trail(row),
    }
    return render(request, "agreements/ending.html", context, status=422 if form and form.errors else 200)


def _initial(row: Ending) -> dict[str, object]:
    return {"effective_on": timezone.localdate(now()), "fault": row.fault}


def _may_withdraw(request: HttpRequest, row: Ending) -> bool:
    permission = ASK_ENDING if row.kind == EndingKind.GIVING_UP else MANAGE_AGREEMENT
    return bool(permission.ask(actor_of(request), row.agreement))


def _decided(request: HttpRequest, row: Ending, form: DecideEndingForm) -> bool:
    data = form.cleaned_data
    ban = actions.Ban(data["ban_until"], tuple(data["barred"])) if data["barred"] else None
    try:
        actions.decide_ending(
            ending=row,
            effective_on=data["effective_on"],
            fault=data["fault"],
            reason=data["reason"],
            ban=ban,
            by=actor_of(request),
            at=now(),
        )
    except ActionRefused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _("The agreement has ended. The parties have been told."))
    return True


@needs(VIEW_COURSE)
@require_POST
def decide(request: HttpRequest, ending_id: int, verb: str) -> HttpResponse:
    """Refuse or withdraw, with the reason."""
    row, actor, at, reason = _found(request, ending_id), actor_of(request), now(), request.POST.get("reason", "")
    verbs = {
        "refuse": (
            lambda: actions.refuse_ending(ending=row, reason=reason, by=actor, at=at),
            _("Refused: the agreement goes on."),
        ),
        "withdraw": (
            lambda: actions.withdraw_ending(ending=row, reason=reason, by=actor, at=at),
            _("Withdrawn: the agreement goes on."),
        ),
    }
    if verb not in verbs:
        raise Http404
    told(request, *verbs[verb])
    return redirect("agreements:ending", row.pk)
