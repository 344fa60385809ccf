"""Settling the official scores, the list of them, and the score summary (집계표) on paper and in Excel."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import counted
from dure.foundation.interface.lists import prepare_list
from dure.foundation.interface.lists.respond import list_response
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import SEE_OFFICIAL
from dure.journey.evaluation.queries.agreement import Agreement, agreement
from dure.journey.evaluation.queries.official import is_closed, is_due
from dure.journey.evaluation.queries.summary import official_rows, summary
from dure.journey.evaluation.score_list import scores_list
from dure.journey.evaluation.settlement import replay
from dure.journey.evaluation.summary_excel import summary_file
from dure.journey.evaluation.views.frame import crumbs, programme_of, tabs


@needs(SEE_OFFICIAL)
def scores(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The official scores, and beside them how severe each assessor was and where panels disagreed."""
    programme = programme_of(request, slug)
    settled = is_closed(programme.pk)
    beside = agreement(programme.pk) if settled else Agreement([], {})
    rows = official_rows(programme.pk, actor_of(request))
    listing = prepare_list(request, scores_list(beside.spreads), rows)
    context = {
        "programme": programme,
        "tabs": tabs(programme, "scores"),
        "crumbs": crumbs(programme, (_("Scores"), "")),
        "is_due": settled or is_due(programme.pk),
        "is_settled": settled,
        "severity": beside.severity,
        "may_run": programme.may_run,
    }
    return list_response(request, listing, template="evaluation/scores.html", context=context)


@require_POST
@needs(SEE_OFFICIAL)
def settle(request: HttpRequest, slug: str) -> HttpResponse:
    """Compute and store every official score."""
    programme = programme_of(request, slug)
    try:
        rows = actions.close_evaluation(programme=programme, by=actor_of(request), at=now())
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("Official scores settled: %(firms)s.") % {"firms": counted(len(rows), "firm")})
    return redirect("evaluation:scores", slug)


@needs(SEE_OFFICIAL)
def recompute(request: HttpRequest, slug: str) -> HttpResponse:
    """Compute every score again from the signed sheets and say whether all agree."""
    programme = programme_of(request, slug)
    differing = replay(programme.pk)
    if differing:
        firms = counted(len(differing), "firm")
        messages.error(
            request, _("Computed again, the scores of %(firms)s differ from what is stored.") % {"firms": firms}
        )
    else:
        messages.success(request, _("Computed again from the signed sheets: every score agrees."))
    return redirect("evaluation:scores", slug)


@needs(SEE_OFFICIAL)
def show_summary(request: HttpRequest, slug: str) -> HttpResponse:
    """The score summary for the meeting, printed on A4."""
    programme = programme_of(request, slug)
    return render(request, "evaluation/summary.html", {"programme": programme, **_summary(programme, request)})


@needs(SEE_OFFICIAL)
def export_summary(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as an Excel file."""
    programme = programme_of(request, slug)
    return summary_file(programme, summary(programme.pk, actor_of(request)))


def _summary(programme: Any, request: HttpRequest) -> dict[str, Any]:
    return {"summary": summary(programme.pk, actor_of(request)), "made_at": now()}
