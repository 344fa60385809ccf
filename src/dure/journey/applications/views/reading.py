"""Reading an application: where it stands, its plan, its papers, its versions and its trail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now, today
from dure.foundation.interface.parts import Fact
from dure.journey.applications import queries
from dure.journey.applications.access import CHECK, SEE_CHECK, SUBMIT
from dure.journey.applications.comparison import compare
from dure.journey.applications.models import Consent, PlanVersion
from dure.journey.applications.overview import firm_facts_of, trail_entries
from dure.journey.applications.plan import Plan
from dure.journey.applications.states import ApplicationState
from dure.journey.applications.views.own import WITHDRAWABLE
from dure.journey.applications.views.rows import found
from dure.journey.applications.wording import PLAIN, TONES, VERDICT_LABELS, VERDICT_TONES


@require_GET
@signed_in
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One application as staff, cities, the province and auditors read it."""
    row, actor = found(request, pk), actor_of(request)
    is_draft = row.status == ApplicationState.DRAFT
    plan = queries.draft_plan(queries.draft_of(row.pk)) if is_draft else queries.latest_plan(row.pk)
    facts: list[Fact] = firm_facts_of(row)
    may_submit = bool(SUBMIT.ask(actor, row))
    context = {
        "row": row,
        "tone": TONES[row.status].value,
        "plain": PLAIN[row.status],
        "facts": facts,
        "page_of_plan": queries.page_of(row, plan, queries.terms_for(row)),
        "attachments": attachments(row, by=actor, at=now()),
        "versions": queries.versions(row.pk),
        "supplements": queries.supplements(row.pk),
        "trail": trail_entries(row) if SEE_CHECK.ask(actor, row) else [],
        "papers": queries.paper_standings(row, today()),
        "sees_check": bool(SEE_CHECK.ask(actor, row)) and not is_draft,
        "verdict": (VERDICT_LABELS[row.verdict], VERDICT_TONES[row.verdict].value),
        "may_write": may_submit and row.status in {"draft", "supplement_asked"},
        "may_note_consent": bool(CHECK.ask(actor, row)) and (row.entered_by_staff or is_draft),
        "consents": Consent.choices,
        "may_withdraw": may_submit and row.status in WITHDRAWABLE,
        "may_give_up": may_submit and row.status == ApplicationState.SELECTED,
    }
    return render(request, "applications/detail.html", context)


@require_GET
@signed_in
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions of the plan side by side, field by field: the last two unless others are chosen."""
    row = found(request, pk)
    rows = queries.versions(row.pk)
    if not rows:
        raise Http404
    after = _chosen(rows, request.GET.get("after", ""), rows[-1])
    before = _chosen(rows, request.GET.get("before", ""), rows[max(0, after.number - 2)])
    changes = compare(Plan.model_validate(before.plan), Plan.model_validate(after.plan), queries.terms_for(row))
    context = {"row": row, "versions": rows, "before": before, "after": after, "changes": changes}
    return render(request, "applications/versions.html", context)


def _chosen(rows: list[PlanVersion], text: str, otherwise: PlanVersion) -> PlanVersion:
    return next((each for each in rows if str(each.number) == text), otherwise)
