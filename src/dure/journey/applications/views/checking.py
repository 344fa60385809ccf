"""The eligibility check of one application: rule by rule, and what staff decide."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now, today
from dure.journey.applications import actions, queries
from dure.journey.applications.access import CHECK, SEE_CHECK
from dure.journey.applications.actions.checking import OPEN_STATES
from dure.journey.applications.forms import ReasonForm, SupplementForm
from dure.journey.applications.models import Application, RuleResult
from dure.journey.applications.overview import firm_facts_of
from dure.journey.applications.papers import PaperStanding
from dure.journey.applications.states import ApplicationState
from dure.journey.applications.views.rows import found
from dure.journey.applications.wording import OUTCOME_TONES, TONES, VERDICT_LABELS, VERDICT_TONES


@require_GET
@needs(SEE_CHECK)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Every rule with the fact, its source and its verdict; the papers; and the ways to decide."""
    return _page(request, found(request, pk, SEE_CHECK))


def _page(
    request: HttpRequest, row: Application, *, form: SupplementForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    latest = queries.latest_check(row.pk)
    lines = queries.rule_lines(latest) if latest is not None else []
    papers = queries.paper_standings(row, today())
    terms = queries.terms_for(row)
    open_points = [line for line in lines if line.needs_decision]
    context: dict[str, Any] = {
        "row": row,
        "facts": firm_facts_of(row),
        "tone": TONES[row.status].value,
        "verdict": (VERDICT_LABELS[row.verdict], VERDICT_TONES[row.verdict].value),
        "check": latest,
        "lines": [(line, OUTCOME_TONES[line.result.outcome].value) for line in lines],
        "stops": [line for line in lines if line.result.outcome == "stop"],
        "open_points": open_points,
        "papers": papers,
        "form": form or SupplementForm(offered=offered(lines, papers)),
        "days": terms.calendar.supplement_days,
        "refusal": refusal,
        "asked": queries.open_supplement(row.pk),
        "supplements": queries.supplements(row.pk),
        "may_check": bool(CHECK.ask(actor_of(request), row)),
        "is_open": row.status in OPEN_STATES,
        "is_decided": row.status in {ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE},
        "next": _next(row),
    }
    return render(request, "applications/check.html", context, status=status)


def offered(lines: list[queries.RuleLine], papers: tuple[PaperStanding, ...]) -> dict[str, str]:
    """What can be asked of the firm with one click: each rule not met or open, each paper missing or expired."""
    rules = {f"rule:{line.result.rule_code}": line.sentence for line in lines if line.result.standing_outcome != "pass"}
    wanted = [each for each in papers if each.is_missing or each.is_expired]
    return rules | {
        f"paper:{each.paper.code}": _("Hand in: %(paper)s (%(where)s)")
        % {"paper": each.paper.name, "where": each.paper.where}
        for each in wanted
    }


def _next(row: Application) -> Application | None:
    """The next application that waits for a check, so that staff go through the desk without going back."""
    rows = Application.objects.filter(programme_id=row.programme_id, status=ApplicationState.SUBMITTED)
    return rows.exclude(pk=row.pk).order_by("submitted_at", "id").first()


@require_POST
@needs(CHECK)
def ask_supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """Request a supplement."""
    row = found(request, pk, CHECK)
    latest = queries.latest_check(row.pk)
    lines = queries.rule_lines(latest) if latest is not None else []
    form = SupplementForm(request.POST, offered=offered(lines, queries.paper_standings(row, today())))
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    try:
        asked = actions.ask_supplement(
            application=row, items=form.chosen(), by=actor_of(request), at=now(), reason=form.cleaned_data["reason"]
        )
    except ActionRefused as refused:
        return _page(request, queries.application(pk), form=form, refusal=refused.reason, status=409)
    n = len(asked.items)
    words = ngettext(
        "The firm was asked to supplement %(n)d thing.", "The firm was asked to supplement %(n)d things.", n
    )
    messages.success(request, words % {"n": n})
    return redirect("applications:check", pk=row.pk)


@require_POST
@needs(CHECK)
def decide(request: HttpRequest, pk: int, verdict: str) -> HttpResponse:
    """Find eligible or not."""
    row, accept = found(request, pk, CHECK), verdict == "accept"

    def act_on() -> None:
        actions.decide_eligibility(
            application=row,
            accept=accept,
            by=actor_of(request),
            at=now(),
            reason=request.POST.get("reason", "").strip()[:1000],
        )

    return _do(
        request,
        pk,
        act_on,
        _("Accepted as eligible.") if accept else _("Rejected as not eligible. The firm is told the reason."),
    )


@require_POST
@needs(CHECK)
def reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the decision back."""
    row = found(request, pk, CHECK)
    reason = request.POST.get("reason", "").strip()[:1000]
    return _do(
        request, pk, lambda: actions.reconsider(application=row, by=actor_of(request), at=now(), reason=reason),
        _("The decision was taken back. Eligibility can be checked again."),
    )  # fmt: skip


@require_POST
@needs(CHECK)
def check_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Run the rules once more."""
    row = found(request, pk, CHECK)
    return _do(
        request, pk, lambda: actions.check_again(application=row, by=actor_of(request), at=now()),
        _("The rules were run again."),
    )  # fmt: skip


@require_POST
@needs(CHECK)
def set_aside(request: HttpRequest, pk: int, result_id: int) -> HttpResponse:
    """Set a caution or an unknown fact aside, with the reason."""
    row, form = found(request, pk, CHECK), ReasonForm(request.POST)
    result = RuleResult.objects.select_related("check_run__application__programme").filter(pk=result_id).first()
    if result is None or result.check_run.application_id != row.pk:
        raise Http404
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _do(
        request, pk, lambda: actions.set_aside(result=result, by=actor_of(request), at=now(), reason=reason),
        _("Set aside with its reason."),
    )  # fmt: skip


def _do(request: HttpRequest, pk: int, act_on: Callable[[], object], done: str) -> HttpResponse:
    try:
        act_on()
    except ActionRefused as refused:
        return _page(request, queries.application(pk), refusal=refused.reason, status=409)
    messages.success(request, done)
    return redirect("applications:check", pk=pk)
