"""The settlement desk, the accountant's page, and one settlement for everyone concerned."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.context import is_about
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.foundation.ledger.queries import trail
from dure.foundation.parties.queries import people_with
from dure.journey.agreements.queries import agreement as find_agreement
from dure.journey.money import actions
from dure.journey.money.access import (
    DECIDE_SETTLEMENT,
    HAND_IN_SETTLEMENT,
    KEEP_SETTLEMENT,
    LIST_SETTLEMENTS,
    OPEN_SETTLEMENT,
    REVIEW_SETTLEMENT,
    VIEW_SETTLEMENT,
)
from dure.journey.money.actions.packing import start_pack
from dure.journey.money.models import Settlement
from dure.journey.money.queries import settlement as queries
from dure.journey.money.settlement_forms import AccountantForm, HandInForm, ReviewForm
from dure.journey.money.settlement_page import page_context
from dure.journey.money.settlement_tabs import tabs
from dure.journey.money.states import SettlementState
from dure.journey.money.views import found

TONES = {"open": "warn", "handed_in": "info", "reviewed": "info", "decided": "warn", "closed": "done"}


def state_of(row: Settlement) -> State:
    """The state with its tone."""
    return State(row.get_status_display(), TONES[row.status])


COLUMNS = (
    Column("firm", _("Firm"), Kind.LINK, value="agreement.firm.name", sort="agreement__firm__name", card=1),
    Column("number", _("Agreement"), value="agreement.number", sort="agreement__number", card=3),
    Column("city", _("City or county"), value="agreement.city.name", sort="agreement__city_id"),
    Column("state", _("State"), Kind.STATE, value=state_of, sort="status", card=2),
    Column("due", _("To be handed in by"), Kind.DATE, value="due_on", sort="due_on", card=4),
    Column("accountant", _("Accountant"), value="accountant.name", sort="accountant__name"),
    Column("accepted", _("Accepted"), Kind.WON, value="accepted_won", sort="accepted_won"),
    Column("disallowed", _("Not accepted"), Kind.WON, value="disallowed_won", sort="disallowed_won"),
    Column("back", _("Due back"), Kind.WON, value="due_back_won", sort="due_back_won"),
)
SETTLEMENTS = ListPage(
    key="settlements",
    title=_("Settlements"),
    lead=_("Every project that is complete or has ended, until its settlement is closed."),
    columns=COLUMNS,
    filters=(Filter("state", _("State"), field="status", choices=SettlementState.choices),),
    search=lambda rows, text: rows.filter(agreement__firm__name__icontains=text),
    search_label=_("Firm"),
    row_url=lambda row: reverse("money:settlement", args=[row.pk]),
    default_sort="due",
    empty=Empty(_("There is nothing to settle yet"), _("A settlement opens by itself when a project is complete.")),
)
OWN = ListPage(
    key="own-settlements",
    title=_("My settlements"),
    lead=_("What you hand in or review, the next due first."),
    columns=COLUMNS,
    row_url=lambda row: reverse("money:settlement", args=[row.pk]),
    default_sort="due",
    empty=Empty(_("There is nothing to settle yet"), _("You are told when something waits for you.")),
)


@needs(LIST_SETTLEMENTS)
@require_GET
def show_settlements(request: HttpRequest) -> HttpResponseBase:
    """The settlement desk."""
    programme = found.programme(request, LIST_SETTLEMENTS)
    actor = actor_of(request)
    context = {"tabs": tabs(actor, "money:settlements")}
    rows = queries.settlements_of(programme.pk, actor)
    return render_list(request, SETTLEMENTS, rows, context=context, template="money/settlement_list.html")


@needs(VIEW_SETTLEMENT)
@require_GET
def show_own(request: HttpRequest) -> HttpResponseBase:
    """The firm's settlements, or those the accountant reviews; a single one is shown at once."""
    actor = actor_of(request)
    rows = queries.own_settlements(actor)
    if actor.has(Role.FIRM) and not request.GET and len(only := list(rows[:2])) == 1:
        return redirect("money:settlement", only[0].pk)
    return render_list(request, OWN, rows)


def settlement_of(request: HttpRequest, settlement_id: int, permission: Any = VIEW_SETTLEMENT) -> Settlement:
    """The settlement of the address."""
    row = row_or_404(lambda: queries.settlement(settlement_id), permission, actor_of(request))
    is_about(request, row.agreement.programme)
    return row


def page(request: HttpRequest, row: Settlement, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one settlement, with the forms that this reader may use."""
    found_row = queries.settlement_for(row.pk, actor_of(request))
    if found_row is None:
        raise Http404
    return _shown(request, *found_row, status=status, **more)


def _shown(
    request: HttpRequest, row: Settlement, held: frozenset[str], *, status: int = 200, **more: Any
) -> HttpResponse:
    context = page_context(row, held, actor_of(request), now(), **more)
    return render(request, "money/settlement.html", {**context, "trail": trail(row)}, status=status)


@needs(VIEW_SETTLEMENT)
@require_GET
def show_settlement(request: HttpRequest, settlement_id: int) -> HttpResponse:
    """One settlement."""
    found_row = queries.settlement_for(settlement_id, actor_of(request))
    if found_row is None:
        raise Http404
    row, held = found_row
    if VIEW_SETTLEMENT.name not in held:
        VIEW_SETTLEMENT.demand(actor_of(request), row)
    is_about(request, row.agreement.programme)
    return _shown(request, row, held)


@needs(OPEN_SETTLEMENT)
@require_POST
def open_one(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Open a settlement by hand."""
    row = find_agreement(agreement_id)
    OPEN_SETTLEMENT.demand(actor_of(request), row.programme)
    try:
        made = actions.open_settlement(agreement=row, by=actor_of(request), at=now())
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
        return redirect("money:settlements")
    return redirect("money:settlement", made.pk)


def done(request: HttpRequest, row: Settlement, work: Callable[[], object], said: str, **more: Any) -> HttpResponse:
    """Do it and go back to the page; a refusal stands at its top, with what was entered."""
    try:
        work()
    except ActionRefused as refusal:
        row.refresh_from_db()
        return page(request, row, status=409, refused=refusal.reason, **more)
    messages.success(request, said)
    return redirect("money:settlement", row.pk)


@needs(HAND_IN_SETTLEMENT)
@require_POST
def hand_in(request: HttpRequest, settlement_id: int) -> HttpResponse:
    """Hand the settlement in."""
    row = settlement_of(request, settlement_id, HAND_IN_SETTLEMENT)
    form = HandInForm(request.POST, missing=[item for item in queries.checklist_of(row) if not item.attached])
    if not form.is_valid():
        return page(request, row, status=422, hand_in_form=form)
    data = form.cleaned_data
    return done(
        request,
        row,
        lambda: actions.hand_in_settlement(
            settlement=row, revision=data["revision"], interest_won=data["interest_won"], absent=form.absent(),
            by=actor_of(request), at=now(),
        ),
        _now("The settlement is handed in."),
        hand_in_form=form,
    )  # fmt: skip


@needs(HAND_IN_SETTLEMENT)
@require_POST
def add_evidence(request: HttpRequest, settlement_id: int) -> HttpResponse:
    """Begin, or go on with, the list of spending that no claim holds."""
    row = settlement_of(request, settlement_id, HAND_IN_SETTLEMENT)
    try:
        claim = actions.draft_evidence(settlement=row, by=actor_of(request), at=now())
    except ActionRefused as refusal:
        return page(request, row, status=409, refused=refusal.reason)
    return redirect("money:claim", claim.pk)


@needs(REVIEW_SETTLEMENT)
@require_POST
def review(request: HttpRequest, settlement_id: int) -> HttpResponse:
    """Save the review of every line, and record it as complete where asked."""
    row = settlement_of(request, settlement_id, REVIEW_SETTLEMENT)
    form = ReviewForm(request.POST, lines=queries.spending_of(row))
    if not form.is_valid():
        return page(request, row, status=422, review_form=form)
    data = form.cleaned_data

    def work() -> None:
        judgements = [actions.LineJudgement(pk, data[f"won_{pk}"], data[f"why_{pk}"]) for pk in form.ids]
        saved = actions.review_lines(
            settlement=row, judgements=judgements, revision=data["revision"], by=actor_of(request), at=now()
        )
        if request.POST.get("finish"):
            actions.record_review(
                settlement=saved, opinion=data["opinion"], revision=saved.revision, by=actor_of(request), at=now()
            )

    said = _now("The review is recorded.") if request.POST.get("finish") else _now("Saved.")
    return done(request, row, work, said, review_form=form)


@needs(KEEP_SETTLEMENT)
@require_POST
def assign(request: HttpRequest, settlement_id: int) -> HttpResponse:
    """Give it to an outside accountant."""
    row = settlement_of(request, settlement_id, KEEP_SETTLEMENT)
    form = AccountantForm(request.POST)
    form.fields["person"].queryset = people_with(Role.ACCOUNTANT)  # type: ignore[attr-defined]
    if not form.is_valid():
        return page(request, row, status=422, refused=_now("Choose an outside accountant."))
    person = form.cleaned_data["person"]
    return done(
        request,
        row,
        lambda: actions.assign_accountant(settlement=row, person=person, by=actor_of(request), at=now()),
        _now("The accountant has been told."),
    )


def _verbs(row: Settlement, request: HttpRequest) -> dict[str, tuple[Any, Callable[[], object], str]]:
    told: dict[str, Any] = {"settlement": row, "by": actor_of(request), "at": now()}
    text = request.POST.get("reason", "")
    revision = int(request.POST["revision"]) if request.POST.get("revision", "").isdigit() else -1
    answer = actions.answer_objection
    return {
        "give-back": (
            REVIEW_SETTLEMENT, lambda: actions.give_back_settlement(reason=text, **told), _now("Given back."),
        ),
        "decide": (
            DECIDE_SETTLEMENT, lambda: actions.decide_settlement(revision=revision, **told),
            _now("The settlement is decided."),
        ),
        "object": (
            HAND_IN_SETTLEMENT, lambda: actions.object_to_settlement(text=text, **told),
            _now("The objection is handed in."),
        ),
        "uphold": (
            DECIDE_SETTLEMENT, lambda: answer(reconsider=False, answer=text, **told),
            _now("The objection is answered."),
        ),
        "grant": (
            DECIDE_SETTLEMENT, lambda: answer(reconsider=True, answer=text, **told),
            _now("The settlement is reviewed again."),
        ),
        "reconsider": (
            DECIDE_SETTLEMENT, lambda: actions.reconsider_settlement(reason=text, **told),
            _now("The settlement is reviewed again."),
        ),
        "close": (KEEP_SETTLEMENT, lambda: actions.close_settlement(**told), _now("The settlement is closed.")),
    }  # fmt: skip


@needs(VIEW_SETTLEMENT)
@require_POST
def decide(request: HttpRequest, settlement_id: int, verb: str) -> HttpResponse:
    """One of the verbs on a settlement; each asks its own permission."""
    row = settlement_of(request, settlement_id)
    asked = _verbs(row, request).get(verb)
    if asked is None:
        raise Http404
    permission, work, said = asked
    permission.demand(actor_of(request), row)
    return done(request, row, work, said)


@needs(VIEW_SETTLEMENT)
@require_POST
def pack(request: HttpRequest, settlement_id: int) -> HttpResponse:
    """Start putting the whole settlement into one file."""
    row = settlement_of(request, settlement_id)
    job = start_pack(settlement=row, by=actor_of(request), at=now())
    return redirect("jobs:detail", job.pk)
