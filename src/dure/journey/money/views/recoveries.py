"""Money due back: the list, one debt, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now, today
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import won
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.foundation.interface.parts import Crumb, Fact
from dure.foundation.ledger.queries import trail
from dure.journey.agreements.queries import agreement as find_agreement
from dure.journey.budgets.queries import funds_of
from dure.journey.money import actions
from dure.journey.money.access import KEEP_RECOVERY, LIST_RECOVERIES, ORDER_RECOVERY, VIEW_RECOVERY, WRITE_OFF
from dure.journey.money.actions.recovering import OPEN
from dure.journey.money.models import Recovery, RecoveryKind
from dure.journey.money.queries import recovery as queries
from dure.journey.money.settlement_forms import (
    CollectForm,
    InstalmentForm,
    PassOnForm,
    RecoverForm,
    SurchargeForm,
)
from dure.journey.money.settlement_tabs import tabs
from dure.journey.money.states import RecoveryState
from dure.journey.money.views import found

TONES = {"open": "warn", "partly": "info", "collected": "done", "written_off": "neutral"}


def _state(row: Recovery) -> State:
    late = row.status in OPEN and row.due_on < today()
    return State(_("Overdue"), "late") if late else State(row.get_status_display(), TONES[row.status])


def _days(row: Recovery) -> int | None:
    return max(0, (today() - row.due_on).days) if row.status in OPEN else None


RECOVERIES = ListPage(
    key="recoveries",
    title=_("Money due back"),
    lead=_("Returns, disallowed spending, recoveries after a violation and surcharges: four different things."),
    columns=(
        Column("firm", _("Firm"), Kind.LINK, value="debtor.name", sort="debtor__name", card=1),
        Column("kind", _("Why it is due"), value=lambda row: row.get_kind_display(), sort="kind", card=3),
        Column("number", _("Agreement"), value="agreement.number", sort="agreement__number"),
        Column("line", _("Budget line"), value=lambda row: str(row.line or "")),
        Column("amount", pgettext_lazy("money", "Due"), Kind.WON, value="amount_won", sort="amount_won"),
        Column("collected", _("Collected"), Kind.WON, value="collected_won", sort="collected_won"),
        Column("left", _("Left"), Kind.WON, value="left_won", sort="left_won", card=4),
        Column("due", pgettext_lazy("day", "By"), Kind.DATE, value="due_on", sort="due_on"),
        Column("days", _("Days overdue"), Kind.NUMBER, value=_days),
        Column("state", _("State"), Kind.STATE, value=_state, sort="status", card=2),
    ),
    filters=(
        Filter("kind", _("Why it is due"), field="kind", choices=RecoveryKind.choices),
        Filter("state", _("State"), field="status", choices=RecoveryState.choices),
    ),
    search=lambda rows, text: rows.filter(debtor__name__icontains=text),
    search_label=_("Firm"),
    row_url=lambda row: reverse("money:recovery", args=[row.pk]),
    default_sort="due",
    empty=Empty(_("Nothing is due back"), _("Debts open when a settlement is closed or a recovery is ordered.")),
)  # fmt: skip


@needs(LIST_RECOVERIES)
@require_GET
def show_recoveries(request: HttpRequest) -> HttpResponseBase:
    """The programme's debts."""
    programme = found.programme(request, LIST_RECOVERIES)
    rows = queries.recoveries_of(programme.pk, actor_of(request))
    context = {"tabs": tabs(actor_of(request), "money:recoveries")}
    return render_list(request, RECOVERIES, rows, context=context, template="money/settlement_list.html")


def _recovery(request: HttpRequest, recovery_id: int, permission: Any = VIEW_RECOVERY) -> Recovery:
    row = row_or_404(lambda: queries.recovery(recovery_id), permission, actor_of(request))
    is_about(request, row.agreement.programme)
    return row


def _page(request: HttpRequest, row: Recovery, *, status: int = 200, **more: Any) -> HttpResponse:
    actor = actor_of(request)
    stands = queries.collection_of(row, timezone.localdate(now()))
    keeps, is_open = bool(KEEP_RECOVERY.ask(actor, row)), row.status in OPEN
    orders = bool(ORDER_RECOVERY.ask(actor, row.agreement.programme))
    facts = [
        Fact(pgettext("money", "Due"), won(row.amount_won), note=_interest(row)),
        Fact(_now("Collected"), won(stands.paid_won)),
        Fact(_now("Left"), won(stands.left_won)),
        Fact(_now("Passed on to the funder"), won(row.passed_on_won)),
        Fact(_now("Budget line"), f"{row.line} · {row.line.funder.name}" if row.line else "–"),
    ]
    context = {
        "recovery": row, "agreement": row.agreement, "stands": stands, "tone": TONES[row.status], "facts": facts,
        "instalments": list(row.instalments.all()), "collections": list(row.collections.all()),
        "crumbs": [Crumb(_now("Money due back"), reverse("money:recoveries")), Crumb(row.get_kind_display())],
        "collect_form": CollectForm() if keeps and is_open else None,
        "instalment_form": InstalmentForm() if keeps and is_open else None,
        "pass_on_form": PassOnForm() if keeps and row.collected_won > row.passed_on_won else None,
        "surcharge_form": SurchargeForm() if orders and row.kind == RecoveryKind.RECOVERY else None,
        "may_write_off": is_open and bool(WRITE_OFF.ask(actor, row)), "trail": trail(row),
    } | more  # fmt: skip
    return render(request, "money/recovery.html", context, status=status)


def _interest(row: Recovery) -> str:
    return _now("of it interest %(won)s") % {"won": won(row.interest_won)} if row.interest_won else ""


@needs(VIEW_RECOVERY)
@require_GET
def show_recovery(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """One debt."""
    return _page(request, _recovery(request, recovery_id))


FORMS = {
    "collect": (CollectForm, "collect_form", KEEP_RECOVERY),
    "instalments": (InstalmentForm, "instalment_form", KEEP_RECOVERY),
    "pass-on": (PassOnForm, "pass_on_form", KEEP_RECOVERY),
    "surcharge": (SurchargeForm, "surcharge_form", ORDER_RECOVERY),
}


@needs(VIEW_RECOVERY)
@require_POST
def work(request: HttpRequest, recovery_id: int, verb: str) -> HttpResponse:
    """One of the verbs on a debt; each asks its own permission."""
    row = _recovery(request, recovery_id)
    if verb == "write-off":
        reason = request.POST.get("reason", "")
        return _done(request, row, lambda: actions.write_off(recovery=row, reason=reason, **_told(request)), {})
    if verb not in FORMS:
        raise Http404
    kind, name, permission = FORMS[verb]
    permission.demand(actor_of(request), row.agreement.programme if permission is ORDER_RECOVERY else row)
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, **{name: form})
    return _done(request, row, _verb(verb, row, form, request), {name: form})


def _told(request: HttpRequest) -> dict[str, Any]:
    return {"by": actor_of(request), "at": now()}


def _verb(verb: str, row: Recovery, form: Any, request: HttpRequest) -> Callable[[], object]:
    told, data = {"recovery": row, **_told(request)}, form.cleaned_data
    return {
        "collect": lambda: actions.record_collection(**told, **data),
        "instalments": lambda: actions.agree_instalments(due_on=form.days(), reason=data["reason"], **told),
        "pass-on": lambda: actions.pass_on(**told, **data),
        "surcharge": lambda: actions.impose_surcharge(**told, **data),
    }[verb]


def _done(request: HttpRequest, row: Recovery, do: Callable[[], object], entered: dict[str, Any]) -> HttpResponse:
    try:
        do()
    except ActionRefused as refusal:
        row.refresh_from_db()
        return _page(request, row, status=409, refused=refusal.reason, **entered)
    messages.success(request, _now("Recorded."))
    return redirect("money:recovery", row.pk)


@needs(ORDER_RECOVERY)
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Order a recovery after a violation, by budget line."""
    row = find_agreement(agreement_id)
    ORDER_RECOVERY.demand(actor_of(request), row.programme)
    is_about(request, row.programme)
    lines = [
        (one.line_id, f"{one.line_name} {one.fiscal_year}") for one in funds_of(row.application_id) if one.spent_won
    ]
    form = RecoverForm(request.POST or None, lines=lines)
    refused = ""
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("due_on", "letter_no", "self_reported", "reason")}
        try:
            made = actions.open_recovery(
                agreement=row, amounts=form.amounts(), settlement=getattr(row, "settlement", None),
                ending=row.endings.filter(status="decided").first(), **data, **_told(request),
            )  # fmt: skip
        except ActionRefused as refusal:
            refused = refusal.reason
        else:
            messages.success(request, _now("The recovery is ordered. The firm has been told."))
            return redirect("money:recovery", made[0].pk)
    status = 200 if request.method == "GET" else 409 if refused else 422
    context = {
        "form": form, "agreement": row, "refused": refused,
        "crumbs": [Crumb(_now("Money due back"), reverse("money:recoveries")), Crumb(_now("Order a recovery"))],
    }  # fmt: skip
    return render(request, "money/recovery_order.html", context, status=status)
