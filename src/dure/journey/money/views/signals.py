"""Signals for a human to judge: looked for on demand, listed, judged with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.context import is_about
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.foundation.interface.parts import Crumb
from dure.foundation.ledger.queries import trail
from dure.journey.money import actions
from dure.journey.money.access import FIND_SIGNALS, JUDGE_SIGNAL, VIEW_SIGNAL
from dure.journey.money.models import Signal, SignalKind
from dure.journey.money.queries import signal_reading as queries
from dure.journey.money.settlement_forms import JudgeSignalForm
from dure.journey.money.states import SignalState
from dure.journey.money.views import found

TONES = {"new": "warn", "harmless": "done", "suspicious": "late"}


def _firms(row: Signal) -> str:
    names = sorted({one.firm.name for one in row.agreements.all()})
    return ", ".join(names or row.facts.get("applications", []))


SIGNALS = ListPage(
    key="signals",
    title=_("Signals"),
    lead=_("Patterns in the record that a person should look at. A signal accuses nobody; each has its source."),
    columns=(
        Column("kind", _("Pattern"), Kind.LINK, value=lambda row: row.get_kind_display(), sort="kind", card=1),
        Column("firms", _("Firms"), value=_firms, card=3),
        Column("found", _("Found"), Kind.MOMENT, value="found_at", sort="found_at", card=4),
        Column(
            "state", _("State"), Kind.STATE, value=lambda row: State(row.get_status_display(), TONES[row.status]),
            sort="status", card=2,
        ),
        Column("judge", _("Judged by"), value="judged_by.name"),
        Column("judgement", _("Reason"), value="judgement"),
    ),
    filters=(
        Filter("kind", _("Pattern"), field="kind", choices=SignalKind.choices),
        Filter("state", _("State"), field="status", choices=SignalState.choices),
    ),
    row_url=lambda row: reverse("money:signal", args=[row.pk]),
    default_sort="-found",
    empty=Empty(_("No signal was found"), _("Look for signals after each import and before each settlement.")),
)  # fmt: skip


@needs(VIEW_SIGNAL)
@require_GET
def show_signals(request: HttpRequest) -> HttpResponseBase:
    """The programme's signals."""
    programme = found.programme(request, VIEW_SIGNAL)
    actor = actor_of(request)
    context = {"may_find": bool(FIND_SIGNALS.ask(actor, programme))}
    rows = queries.signals(programme.pk, actor)
    return render_list(request, SIGNALS, rows, context=context, template="money/signals.html")


@needs(FIND_SIGNALS)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look through the record now."""
    programme = found.programme(request, FIND_SIGNALS)
    result = actions.find_signals(programme=programme, by=actor_of(request), at=now())
    words = {"new": result.new, "known": result.known}
    messages.success(request, _now("%(new)d new signals; %(known)d stood already.") % words)
    return redirect("money:signals")


def _signal(request: HttpRequest, signal_id: int, permission: Permission = VIEW_SIGNAL) -> Signal:
    row = row_or_404(lambda: queries.signal(signal_id), permission, actor_of(request))
    is_about(request, row.programme)
    return row


def _page(
    request: HttpRequest, row: Signal, form: JudgeSignalForm | None, status: int = 200, refused: str = ""
) -> HttpResponse:
    context = {
        "signal": row, "tone": TONES[row.status], "meaning": queries.MEANINGS[row.kind], "form": form,
        "refused": refused, "compared": queries.compared(row), "sources": queries.sources(row), "trail": trail(row),
        "crumbs": [Crumb(_now("Signals"), reverse("money:signals")), Crumb(row.get_kind_display())],
    }  # fmt: skip
    return render(request, "money/signal.html", context, status=status)


@needs(VIEW_SIGNAL)
@require_GET
def show_signal(request: HttpRequest, signal_id: int) -> HttpResponse:
    """One signal with its facts and sources."""
    row = _signal(request, signal_id)
    form = JudgeSignalForm() if JUDGE_SIGNAL.ask(actor_of(request), row) else None
    return _page(request, row, form)


@needs(JUDGE_SIGNAL)
@require_POST
def judge(request: HttpRequest, signal_id: int) -> HttpResponse:
    """Judge it, with the reason."""
    row = _signal(request, signal_id, JUDGE_SIGNAL)
    form = JudgeSignalForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    try:
        actions.judge_signal(signal=row, by=actor_of(request), at=now(), **form.cleaned_data)
    except ActionRefused as refusal:
        return _page(request, row, form, 409, refusal.reason)
    messages.success(request, _now("Your judgement is recorded."))
    return redirect("money:signal", row.pk)
