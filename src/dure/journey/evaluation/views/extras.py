"""Bonus and penalty points of a whole programme: the claims, and what staff decided."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.routes import needs
from dure.foundation.interface.parts import Tab
from dure.journey.applications.queries import ApplicationFacts, applications_of
from dure.journey.evaluation.access import SEE_PHASE
from dure.journey.evaluation.extra_points import ExtraLine, lines
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.queries.official import extras
from dure.journey.evaluation.steps import terms_for
from dure.journey.evaluation.views.frame import crumbs, programme_of, tabs


@dataclass(frozen=True)
class Claim:
    """One bonus claimed, or one point decided, for one firm."""

    firm: ApplicationFacts
    line: ExtraLine


@needs(SEE_PHASE)
def show_extras(request: HttpRequest, slug: str) -> HttpResponse:
    """Claims that wait for a decision, or everything decided."""
    programme = programme_of(request, slug)
    terms, decided = terms_for(programme.pk), extras(programme.pk)
    found = [
        Claim(row, line)
        for row in applications_of(programme.pk)
        if row.status in SCORED
        for line in lines(terms, row.bonuses, {each.code: each for each in decided.get(row.id, [])})
        if line.claimed or line.decided is not None
    ]
    waiting = [claim for claim in found if claim.line.is_open]
    show_all = request.GET.get("show") == "decided"
    url = reverse("evaluation:extras", args=[slug])
    context = {
        "programme": programme,
        "tabs": tabs(programme, "extras"),
        "crumbs": crumbs(programme, (_("Bonus and penalty"), "")),
        "claims": [claim for claim in found if not claim.line.is_open] if show_all else waiting,
        "show_all": show_all,
        "sub_tabs": [
            Tab(_("To decide"), url, current=not show_all, count=len(waiting)),
            Tab(_("Decided"), f"{url}?show=decided", current=show_all, count=len(found) - len(waiting)),
        ],
        "back": request.get_full_path(),
        "may_run": programme.may_run,
        "cap": terms.scoring.bonus_cap,
    }
    return render(request, "evaluation/extras.html", context)
