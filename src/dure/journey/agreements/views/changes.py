"""Changes of agreements: the limits of today, writing one, deciding on it, and versions side by side."""

from collections.abc import Container
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.foundation.interface.parts import Crumb
from dure.foundation.ledger.queries import trail
from dure.foundation.workflow.queries import history
from dure.journey.agreements import actions, queries
from dure.journey.agreements import change_content as content
from dure.journey.agreements.access import (
    DECIDE_CHANGE,
    KEEP_CHANGE,
    LIST_AGREEMENTS,
    NOTE_CHANGE,
    VIEW_ACCOUNT,
    VIEW_AGREEMENT,
    VIEW_COURSE,
)
from dure.journey.agreements.actions.changes import CHANGEABLE, StaleChange, problems
from dure.journey.agreements.change_forms import BeginChangeForm, ChangeForm
from dure.journey.agreements.models import Agreement, Change, ChangeKind, ChangeRoute
from dure.journey.agreements.queries.changes import differences, limits_of
from dure.journey.agreements.states import CHANGE_TABLE, ChangeState
from dure.journey.agreements.views.course import crumbs, found_agreement, tabs
from dure.journey.programmes.queries import current_programme

TONES = {
    ChangeState.DRAFT: "draft",
    ChangeState.SUBMITTED: "info",
    ChangeState.NOTED: "done",
    ChangeState.APPROVED: "done",
    ChangeState.REFUSED: "blocked",
    ChangeState.WITHDRAWN: "neutral",
}


def state_of(row: Change) -> State:
    """The state in words with its tone."""
    return State(row.get_status_display(), TONES[ChangeState(row.status)])


CHANGES = ListPage(
    key="changes",
    title=gettext_lazy("Changes of agreements"),
    lead=gettext_lazy("What was reported or asked for after the agreements were concluded, the latest first."),
    columns=(
        Column(
            "firm", gettext_lazy("Firm"), Kind.LINK, value="agreement.firm.name", sort="agreement__firm__name", card=1
        ),
        Column("agreement", gettext_lazy("Agreement"), value="agreement.number", sort="agreement__number", card=5),
        Column("kind", gettext_lazy("What changes"), value=Change.get_kind_display, sort="kind", card=3),
        Column("route", gettext_lazy("Route"), value=Change.get_route_display, sort="route"),
        Column("state", gettext_lazy("State"), Kind.STATE, value=state_of, sort="status", card=2),
        Column("cause_on", gettext_lazy("Day of the cause"), Kind.DATE, sort="cause_on"),
        Column("submitted_at", gettext_lazy("Submitted"), Kind.DATE, sort="submitted_at", card=4),
        Column("decided_at", gettext_lazy("Decided"), Kind.DATE, sort="decided_at"),
    ),
    filters=(
        Filter("state", gettext_lazy("State"), field="status", choices=ChangeState.choices),
        Filter("kind", gettext_lazy("What changes"), field="kind", choices=ChangeKind.choices),
        Filter("route", gettext_lazy("Route"), field="route", choices=ChangeRoute.choices),
    ),
    search=lambda rows, q: rows.filter(agreement__firm__name__icontains=q),
    row_url=lambda row: reverse("agreements:change", args=[row.pk]),
    default_sort="-submitted_at",
    empty=Empty(
        gettext_lazy("No change yet"), gettext_lazy("A firm asks for a change on the page of its agreement.")
    ),
)  # fmt: skip


@needs(LIST_AGREEMENTS)
@require_GET
def list_changes(request: HttpRequest) -> HttpResponseBase:
    """Every change within the reader's sight."""
    rows = VIEW_COURSE.rows(actor_of(request), Change.objects.select_related("agreement__firm"))
    return render_list(request, CHANGES, rows)


@needs(LIST_AGREEMENTS)
@require_GET
def show_late(request: HttpRequest) -> HttpResponse:
    """Who is late with what, the longest first; only agreements within the reader's sight."""
    programme = current_programme(actor_of(request))
    found = [] if programme is None else queries.late(programme.pk, now())
    seen = set(VIEW_AGREEMENT.rows(actor_of(request), queries.visible(actor_of(request))).values_list("pk", flat=True))
    rows = [each for each in found if each.agreement_id is None or each.agreement_id in seen]
    late = [each for each in rows if each.is_late]
    context = {"late": late, "soon": [each for each in rows if not each.is_late]}
    return render(request, "agreements/change_late.html", context)


@needs(VIEW_AGREEMENT)
@require_GET
def show_changes(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """What can be asked for today, the open change, and every change and version so far."""
    row = found_agreement(request, agreement_id)
    if row.current is None:
        raise Http404
    today = timezone.localdate(now())
    context = {
        "agreement": row,
        "tabs": tabs(row, "changes"),
        "crumbs": crumbs(row, Crumb(_("Changes"))),
        "limits": limits_of(row, today),
        "rules": content.rules_for(row),
        "changes": [(each, state_of(each)) for each in queries.changes_of(row.pk)],
        "open": queries.open_change(row.pk),
        "versions": queries.plan_versions(row.pk),
        "may_begin": row.status in CHANGEABLE and bool(KEEP_CHANGE.ask(actor_of(request), row)),
        "is_changeable": row.status in CHANGEABLE,
    }
    return render(request, "agreements/changes.html", context)


@needs(KEEP_CHANGE)
def begin(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """What changes, since when and why; the limits stand above the form."""
    row = found_agreement(request, agreement_id)
    KEEP_CHANGE.demand(actor_of(request), row)
    if row.current is None:
        raise Http404
    form = BeginChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_change(agreement=row, by=actor_of(request), at=now(), **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("agreements:edit_change", made.pk)
    context = {
        "agreement": row,
        "form": form,
        "limits": limits_of(row, timezone.localdate(now())),
        "rules": content.rules_for(row),
        "crumbs": crumbs(
            row, Crumb(_("Changes"), reverse("agreements:changes", args=[row.pk])), Crumb(_("New change"))
        ),
    }
    return render(request, "agreements/change_begin.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, change_id: int) -> Change:
    return row_or_404(lambda: queries.change(change_id), VIEW_COURSE, actor_of(request))


@needs(KEEP_CHANGE)
def edit_change(request: HttpRequest, change_id: int) -> HttpResponse:
    """Write what shall hold; saved, or saved and submitted."""
    row = _found(request, change_id)
    KEEP_CHANGE.demand(actor_of(request), row.agreement)
    if row.status != ChangeState.DRAFT:
        return redirect("agreements:change", row.pk)
    form = ChangeForm(request.POST or None, change=row, form_key=uuid4().hex)
    other: Change | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, row, form)
            return _saved(request, row)
        except StaleChange as stale:
            form.add_error(None, stale.reason)
            other = stale.row
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
    context = {
        "change": row,
        "agreement": row.agreement,
        "form": form,
        "other": other and differences(other, may_see_account=True),
        "limits": limits_of(row.agreement, timezone.localdate(now())),
        "rules": content.rules_for(row.agreement),
        "attachments": attachments(row, by=actor_of(request), at=now()),
        "crumbs": _crumbs(row),
    }
    status = 409 if other else 422 if form.errors else 200
    return render(request, "agreements/change_edit.html", context, status=status)


def _save(request: HttpRequest, row: Change, form: ChangeForm) -> None:
    data = form.cleaned_data
    actions.save_change(
        change=row,
        cause_on=data["cause_on"],
        reason=data["reason"],
        after=form.after(),
        revision=data["revision"],
        form_key=data["form_key"],
        by=actor_of(request),
        at=now(),
    )


def _saved(request: HttpRequest, row: Change) -> HttpResponse:
    if "submit" not in request.POST:
        messages.success(request, _("Saved."))
        return redirect("agreements:edit_change", row.pk)
    done = _("The change is submitted. The operator has been told.")
    if told(request, lambda: actions.submit_change(change=row, by=actor_of(request), at=now()), done):
        return redirect("agreements:change", row.pk)
    return redirect("agreements:edit_change", row.pk)


@needs(VIEW_COURSE)
@require_GET
def show_change(request: HttpRequest, change_id: int) -> HttpResponse:
    """Before and after, what follows, and the decision for whoever takes it."""
    row = _found(request, change_id)
    actor, agreement = actor_of(request), row.agreement
    is_submitted, is_report = row.status == ChangeState.SUBMITTED, row.route == ChangeRoute.REPORT
    waits = row.status == ChangeState.DRAFT or is_submitted
    context = {
        "change": row,
        "agreement": agreement,
        "state": state_of(row),
        "crumbs": _crumbs(row),
        "differences": differences(row, may_see_account=bool(VIEW_ACCOUNT.ask(actor, agreement))),
        "problems": problems(agreement, row, timezone.localdate(now())) if row.status == ChangeState.DRAFT else [],
        "shares": _shares(row) if waits and row.kind == ChangeKind.COST else None,
        "is_submitted": is_submitted,
        "is_report": is_report,
        "is_extension": "ends_on" in row.after,
        "may_edit": row.status == ChangeState.DRAFT and bool(KEEP_CHANGE.ask(actor, agreement)),
        "may_withdraw": waits and bool(KEEP_CHANGE.ask(actor, agreement)),
        "may_note": is_submitted and is_report and bool(NOTE_CHANGE.ask(actor, agreement)),
        "may_give_back": is_submitted and bool(NOTE_CHANGE.ask(actor, agreement)),
        "may_decide": is_submitted and not is_report and bool(DECIDE_CHANGE.ask(actor, agreement)),
        "may_refuse": is_submitted and bool(DECIDE_CHANGE.ask(actor, agreement)),
        "made": getattr(row, "made", None),
        "moves": [(each, CHANGE_TABLE.transition(each.transition).label) for each in history(row)],
        "attachments": attachments(row, by=actor, at=now()),
        "trail": trail(row),
    }
    return render(request, "agreements/change.html", context)


def _shares(row: Change) -> list[tuple[str, int, int]]:
    """Who pays how much now, and how much after the change."""
    version = row.agreement.current
    if version is None or content.problems(row.agreement, row.kind, row.after, timezone.localdate(now())):
        return []
    shares = content.reckoned(row.agreement, row.after).shares
    after = {funder.value: won for funder, won in shares.by_funder}
    return [
        (_("Province"), version.province_won, after.get("province", 0)),
        (_("City or county"), version.city_won, after.get("city", 0)),
        (_("Partner company"), version.partner_won, after.get("partner", 0)),
        (_("Firm, in cash"), version.firm_cash_won, shares.firm_cash_won),
        (_("Firm, in kind"), version.firm_in_kind_won, shares.in_kind_won),
    ]


@needs(VIEW_COURSE)
@require_POST
def decide_change(request: HttpRequest, change_id: int, verb: str) -> HttpResponse:
    """Submit, note, approve, refuse, give back or withdraw."""
    row, actor, at, reason = _found(request, change_id), actor_of(request), now(), request.POST.get("reason", "")
    verbs = {
        "submit": (lambda: actions.submit_change(change=row, by=actor, at=at), _("The change is submitted.")),
        "note": (
            lambda: actions.note_change(change=row, by=actor, at=at),
            _("Noted: the change is part of the agreement from now on."),
        ),
        "approve": (
            lambda: actions.approve_change(change=row, by=actor, at=at, reason=reason),
            _("Approved: the change is part of the agreement from now on."),
        ),
        "refuse": (
            lambda: actions.refuse_change(change=row, by=actor, at=at, reason=reason),
            _("The change is refused. The firm has been told."),
        ),
        "give-back": (
            lambda: actions.give_back_change(change=row, by=actor, at=at, reason=reason),
            _("The change was given back. The firm has been told."),
        ),
        "withdraw": (
            lambda: actions.withdraw_change(change=row, by=actor, at=at, reason=reason),
            _("The change was withdrawn."),
        ),
    }
    if verb not in verbs:
        raise Http404
    told(request, *verbs[verb])
    return redirect("agreements:change", row.pk)


@needs(VIEW_AGREEMENT)
@require_GET
def compare_versions(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Two versions of what was agreed side by side; the first and the present one unless others are chosen."""
    row = found_agreement(request, agreement_id)
    versions = {each.number: each for each in queries.plan_versions(row.pk)}
    if not versions:
        raise Http404
    first = _chosen(request, "before", versions.keys(), min(versions))
    second = _chosen(request, "after", versions.keys(), max(versions))
    before, after = versions[min(first, second)], versions[max(first, second)]
    context = {
        "agreement": row,
        "versions": list(versions.values()),
        "before": before,
        "after": after,
        "differences": queries.compare(row, before, after),
        "crumbs": crumbs(row, _list_of(row), Crumb(_("Versions"))),
    }
    return render(request, "agreements/change_versions.html", context)


def _chosen(request: HttpRequest, name: str, known: Container[int], usual: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdigit() and int(text) in known else usual


def _list_of(agreement: Agreement) -> Crumb:
    return Crumb(_("Changes"), reverse("agreements:changes", args=[agreement.pk]))


def _crumbs(row: Change) -> list[Crumb]:
    return crumbs(row.agreement, _list_of(row.agreement), Crumb(_("Change %(n)d") % {"n": row.number}))
