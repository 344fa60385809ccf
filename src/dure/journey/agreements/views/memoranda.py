"""The memorandum: begun from the usual words, written, sent, and what it asks watched."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.lists import Column, Empty, Kind, ListPage, State, render_list
from dure.foundation.interface.parts import Crumb
from dure.foundation.ledger.queries import trail
from dure.foundation.signing import queries as signing
from dure.journey.agreements import actions, queries
from dure.journey.agreements.access import (
    DRAFT_MEMORANDUM,
    END_MEMORANDUM,
    MANAGE_MEMORANDUM,
    VIEW_MEMORANDUM,
)
from dure.journey.agreements.forms import MemorandumForm, draft_of
from dure.journey.agreements.models import Memorandum, MemorandumParty, Obligation
from dure.journey.agreements.papers import memorandum_pdf
from dure.journey.agreements.queries.memoranda import candidates
from dure.journey.agreements.states import MemorandumState, ObligationState
from dure.journey.programmes.queries import current_programme

_TONES = {"draft": "draft", "signing": "info", "in_force": "done", "ended": "neutral"}
_DUTY_TONES = {"open": "info", "met": "done", "waived": "neutral"}


def _state(row: Memorandum) -> State:
    return State(row.get_status_display(), _TONES[row.status])


MEMORANDA = ListPage(
    key="memoranda",
    title=gettext_lazy("Memoranda"),
    lead=gettext_lazy("What province, cities and counties, partner, forum and operator agreed with each other."),
    columns=(
        Column("title", gettext_lazy("Title"), Kind.LINK, sort="title", card=1),
        Column("programme", gettext_lazy("Programme"), value="programme.name", card=3),
        Column("state", gettext_lazy("State"), Kind.STATE, value=_state, sort="status", card=2),
        Column("concluded", gettext_lazy("Concluded"), Kind.MOMENT, value="concluded_at", sort="concluded_at", card=4),
        Column("ends_on", gettext_lazy("Until"), Kind.DATE, sort="ends_on"),
    ),
    row_url=lambda row: reverse("agreements:memorandum", args=[row.pk]),
    default_sort="title",
    empty=Empty(gettext_lazy("No memorandum yet"), gettext_lazy("The operator drafts it before the agreements.")),
)


@needs(VIEW_MEMORANDUM)
@require_GET
def show_memoranda(request: HttpRequest) -> HttpResponseBase:
    """Every memorandum within the reader's sight."""
    actor = actor_of(request)
    context = {"may_begin": bool(DRAFT_MEMORANDUM.ask_role(actor))}
    return render_list(
        request, MEMORANDA, queries.memoranda(actor), context=context, template="agreements/memoranda.html"
    )


@dataclass(frozen=True)
class Duty:
    """An undertaking with its party and state, and what may be made of it that needs a reason."""

    party: MemorandumParty
    row: Obligation
    badge: State
    may_waive: bool

    @property
    def verb(self) -> str:
        """The step that takes a reason: waived by those who approve, opened again by all of the staff."""
        if self.row.status != ObligationState.OPEN:
            return "reopen"
        return "waive" if self.may_waive else ""

    @property
    def dialog(self) -> str:
        """Where the reason is written."""
        return f"{self.verb}-{self.row.pk}"


def _found(request: HttpRequest, memorandum_id: int) -> Memorandum:
    return row_or_404(lambda: queries.memorandum(memorandum_id), VIEW_MEMORANDUM, actor_of(request))


@needs(DRAFT_MEMORANDUM)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin with the usual parties and words; they are changed on the next page."""
    actor = actor_of(request)
    programme = current_programme(actor)
    if programme is None:
        raise Http404
    row = actions.draft_memorandum(programme=programme, draft=queries.usual_draft(programme), by=actor, at=now())
    return redirect("agreements:edit_memorandum", row.pk)


@needs(VIEW_MEMORANDUM)
@require_GET
def show_memorandum(request: HttpRequest, memorandum_id: int) -> HttpResponse:
    """Text, parties, who signed, and each undertaking with its state."""
    row = _found(request, memorandum_id)
    actor = actor_of(request)
    envelope = signing.envelope_of(row)
    may_manage, may_end = bool(MANAGE_MEMORANDUM.ask(actor, row)), bool(END_MEMORANDUM.ask(actor, row))
    duties = [
        Duty(party, each, State(each.get_status_display(), _duty_tone(each)), may_waive=may_end)
        for party in row.parties.all()
        for each in party.obligations.all()
    ]
    context = {
        "memorandum": row,
        "state": _state(row),
        "duties": duties,
        "envelope": envelope,
        "ceremony": None if envelope is None else signing.ceremony(envelope),
        "mine": None if envelope is None else signing.signatory_of(envelope, actor),
        "may_manage": may_manage,
        "may_end": may_end,
        "is_draft": row.status == MemorandumState.DRAFT,
        "is_signing": row.status == MemorandumState.SIGNING,
        "is_in_force": row.status == MemorandumState.IN_FORCE,
        "trail": trail(row, *(duty.row for duty in duties)),
        "crumbs": [Crumb(_("Memoranda"), reverse("agreements:memoranda")), Crumb(row.title)],
    }
    return render(request, "agreements/memorandum.html", context)


def _duty_tone(each: Obligation) -> str:
    late = each.status == ObligationState.OPEN and each.due_on is not None and each.due_on < now().date()
    return "late" if late else _DUTY_TONES[each.status]


@needs(MANAGE_MEMORANDUM)
def edit(request: HttpRequest, memorandum_id: int) -> HttpResponse:
    """Write the draft; what someone else saved meanwhile is shown and nothing is lost."""
    row = _found(request, memorandum_id)
    MANAGE_MEMORANDUM.demand(actor_of(request), row)
    draft = draft_of(row)
    initial = {
        "title": row.title,
        "text": row.text,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "revision": row.revision,
    }
    form = MemorandumForm(
        request.POST or None, initial=initial, draft=draft, candidates=candidates(row.programme, draft)
    )
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"]
            actions.save_memorandum(
                memorandum=row, draft=form.draft(), revision=revision, by=actor_of(request), at=now()
            )
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Saved."))
            return redirect("agreements:memorandum", row.pk)
    context = {"memorandum": row, "form": form, "stale": request.method == "POST" and _is_stale(form, row)}
    return render(request, "agreements/memorandum_edit.html", context, status=422 if form.errors else 200)


def _is_stale(form: MemorandumForm, row: Memorandum) -> bool:
    return bool(form.cleaned_data.get("revision", row.revision) != row.revision)


@needs(VIEW_MEMORANDUM)
@require_GET
def preview(request: HttpRequest, memorandum_id: int) -> HttpResponse:
    """The memorandum as it would be printed now."""
    response = HttpResponse(memorandum_pdf(_found(request, memorandum_id)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="memorandum-{memorandum_id}.pdf"'
    return response


@needs(MANAGE_MEMORANDUM)
@require_POST
def decide(request: HttpRequest, memorandum_id: int, verb: str) -> HttpResponse:
    """Send it, take it back from signature, or end it."""
    row = _found(request, memorandum_id)
    given: Any = {"memorandum": row, "by": actor_of(request), "at": now()}
    reason = request.POST.get("reason", "")
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "send": (lambda: actions.send_memorandum(**given), _("The memorandum is with its parties.")),
        "take-back": (
            lambda: actions.take_memorandum_back(reason=reason, **given),
            _("The memorandum is taken back. Signatures so far stay on record."),
        ),
        "end": (lambda: actions.end_memorandum(reason=reason, **given), _("The memorandum has ended.")),
    }
    return _decided(request, row.pk, verbs, verb)


@needs(MANAGE_MEMORANDUM)
@require_POST
def settle(request: HttpRequest, obligation_id: int, verb: str) -> HttpResponse:
    """Record an undertaking as met, waive it, or open it again."""
    row = Obligation.objects.select_related("party__memorandum__programme").filter(pk=obligation_id).first()
    if row is None:
        raise Http404
    given: Any = {"obligation": row, "by": actor_of(request), "at": now()}
    reason = request.POST.get("reason", "")
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "meet": (lambda: actions.meet_obligation(note=reason, **given), _("Recorded as met.")),
        "waive": (lambda: actions.waive_obligation(reason=reason, **given), _("No longer asked for.")),
        "reopen": (lambda: actions.reopen_obligation(reason=reason, **given), _("Open again.")),
    }
    return _decided(request, row.party.memorandum_id, verbs, verb)


def _decided(
    request: HttpRequest, memorandum_id: int, verbs: dict[str, tuple[Callable[[], object], str]], verb: str
) -> HttpResponse:
    if verb not in verbs:
        raise Http404
    told(request, *verbs[verb])
    return redirect("agreements:memorandum", memorandum_id)
