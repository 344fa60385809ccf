"""The one page every signed-in person lands on: what is mine to do, then where my firms stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.installation.clock import now
from dure.foundation.interface.context import is_about
from dure.foundation.interface.parts import Todo
from dure.foundation.workflow.values import Waiting
from dure.journey.programmes import queries as programmes
from dure.portal.access import VIEW_PIPELINE
from dure.portal.queries.journey import FirmRows, first_rows
from dure.portal.stages import everything_waiting
from dure.portal.views.more import more_url, wanted

# The first to do fill half a screen, so that where the firms stand is seen too.
FIRST_TODOS = 8


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What is mine to do in order of deadline, and a compact journey of my firms."""
    actor, at = actor_of(request), now()
    programme = programmes.current_programme(actor)
    is_about(request, programme)
    found = FirmRows([], False) if programme is None else first_rows(programme.pk, actor, wanted(request, "firms"))
    todos, shown = everything_waiting(actor, at), wanted(request, "todos", FIRST_TODOS)
    context = {
        "programme": programme,
        "todos": [_todo(item) for item in todos[:shown]],
        "todo_count": len(todos),
        "more_todos_url": more_url(request, "todos", shown) if len(todos) > shown else "",
        "rows": found.rows,
        "more": found.has_more,
        "opens_pipeline": bool(VIEW_PIPELINE.ask_role(actor)),
        "more_url": more_url(request, "firms", len(found.rows)) if found.has_more else "",
    }
    return render(request, "portal/home.html", context)


def _todo(item: Waiting) -> Todo:
    return Todo(text=item.what, url=item.url, due=item.due_at, subject=item.firm, waiting=item.waits, note=item.verb)
