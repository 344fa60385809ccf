"""The one page every signed-in person lands on: what is mine to do, then where my firms stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Todo
from dure.foundation.workflow.values import Waiting
from dure.journey.programmes import queries as programmes
from dure.portal.access import VIEW_PIPELINE
from dure.portal.queries.journey import firm_rows
from dure.portal.stages import STAGES, everything_waiting

SHOWN_FIRMS = 20


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What is mine to do in order of deadline, and a compact journey of my firms."""
    actor, at = actor_of(request), now()
    programme = programmes.current_programme(actor)
    rows = firm_rows(programme.pk, actor) if programme is not None else []
    # The rest is one click away for those who may open the pipeline; the others see all their firms here.
    shown = SHOWN_FIRMS if VIEW_PIPELINE.ask_role(actor) else len(rows)
    context = {
        "programme": programme,
        "todos": [_todo(item) for item in everything_waiting(actor, at)],
        "rows": rows[:shown],
        "row_count": len(rows),
        "more": len(rows[shown:]),
        "stages": STAGES,
    }
    return render(request, "portal/home.html", context)


def _todo(item: Waiting) -> Todo:
    return Todo(text=item.what, url=item.url, due=item.due_at, subject=item.firm, waiting=item.waits, note=item.verb)
