"""After-service on a phone: report, answer, solve, close."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.formats import moment
from dure.foundation.interface.lists import render_list
from dure.foundation.interface.parts import Fact
from dure.journey.builds import actions, queries
from dure.journey.builds.access import REPORT_PROGRESS, SPEAK_FOR_FIRM, VIEW_PART
from dure.journey.builds.forms import ReplyForm, TicketForm
from dure.journey.builds.lists import ticket_state, tickets_list
from dure.journey.builds.models import Ticket
from dure.journey.builds.states import TicketState
from dure.journey.builds.views.frame import build_or_404, crumbs, entries, part_or_404


@needs(VIEW_PART)
def show_tickets(request: HttpRequest) -> HttpResponseBase:
    """Fault reports within sight."""
    return render_list(request, tickets_list(now()), queries.tickets(actor_of(request)))


@needs(SPEAK_FOR_FIRM)
def new(request: HttpRequest, build_id: int) -> HttpResponse:
    """Report a fault: a few words and one button."""
    build = build_or_404(request, build_id, SPEAK_FOR_FIRM)
    form, status = TicketForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.open_ticket(build=build, by=actor_of(request), at=now(), **form.cleaned_data)
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
            else:
                messages.success(request, _("Reported. The supplier has been told."))
                return redirect("builds:ticket", row.pk)
    heading = _("Report a fault")
    context = {"form": form, "build": build, "crumbs": crumbs(build, (heading, ""))}
    return render(request, "builds/new_ticket.html", context, status=status)


@needs(VIEW_PART)
def show_ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """What was reported and said, and the reader's next step."""
    row = part_or_404(request, Ticket, ticket_id, VIEW_PART)
    return _page(request, row, ReplyForm())


@require_POST
@needs(REPORT_PROGRESS)
def reply(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Answer, or report as solved; the button says which."""
    row = part_or_404(request, Ticket, ticket_id, VIEW_PART)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    said = actions.Reply(**form.cleaned_data)
    named: dict[str, Any] = {"ticket": row, "reply": said, "by": actor_of(request), "at": now()}
    try:
        if "solved" in request.POST:
            actions.solve_ticket(**named)
        else:
            actions.respond_ticket(**named)
    except ActionRefused as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, row, form, status=409)
    messages.success(request, _("The firm can read your answer."))
    return redirect("builds:ticket", row.pk)


@require_POST
@needs(SPEAK_FOR_FIRM)
def settle(request: HttpRequest, ticket_id: int, verb: str) -> HttpResponse:
    """Close it, or open it again."""
    row = part_or_404(request, Ticket, ticket_id, VIEW_PART)
    named: dict[str, Any] = {"ticket": row, "by": actor_of(request), "at": now()}
    satisfied = {"yes": True, "no": False}.get(request.POST.get("satisfied", ""))
    verbs = {
        "close": (_("The report is closed."), lambda: actions.close_ticket(**named, satisfied=satisfied)),
        "reopen": (_("The report is open again."), lambda: actions.reopen_ticket(**named, reason=reason_of(request))),
    }
    if verb not in verbs:
        raise Http404
    return done(request, reverse("builds:ticket", args=[row.pk]), *verbs[verb])


def _page(request: HttpRequest, row: Ticket, form: ReplyForm, status: int = 200) -> HttpResponse:
    actor, at = actor_of(request), now()
    context = {
        "row": row,
        "build": row.build,
        "state": ticket_state(row, at),
        "facts": _facts(row),
        "notes": row.notes.select_related("by"),
        "form": form,
        "attachments": attachments(row, by=actor, at=at),
        "entries": entries(row),
        "crumbs": crumbs(row.build, (row.title, "")),
        **_may(row, actor),
    }
    return render(request, "builds/ticket.html", context, status=status)


def _may(row: Ticket, actor: Actor) -> dict[str, bool]:
    open_now = row.status != TicketState.CLOSED
    speaks = bool(SPEAK_FOR_FIRM.ask(actor, row.build))
    return {
        "may_reply": open_now and bool(REPORT_PROGRESS.ask(actor, row.build)),
        "may_solve": row.status in {TicketState.OPEN, TicketState.ANSWERED},
        "may_close": open_now and speaks,
        "may_reopen": speaks and row.status in {TicketState.SOLVED, TicketState.CLOSED},
    }


def _facts(row: Ticket) -> list[Fact]:
    found = [
        Fact(_("Firm"), row.build.agreement.firm.name),
        Fact(_("Supplier"), row.build.agreement.supplier.name),
        Fact(_("Reported"), moment(row.opened_at), note=row.opened_by.name if row.opened_by else ""),
        Fact(_("Answer due"), moment(row.answer_due_at)) if row.status == TicketState.OPEN else None,
        Fact(_("Answered at"), moment(row.answered_at)) if row.answered_at else None,
        Fact(_("Solved"), moment(row.solved_at)) if row.solved_at else None,
    ]
    return [each for each in found if each is not None]
