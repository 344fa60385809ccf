"""The selection desk: limits on the left, the ranked list in the middle, the chosen firm on the right."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.parts import Tab
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import Programme
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.forms import ScenarioForm
from dure.journey.selection.models import Publication, Scenario
from dure.journey.selection.queries.desk import Desk, DeskRow, desk, scenario, scenarios_of
from dure.journey.selection.queries.firm import FirmPanel, firm_panel
from dure.journey.selection.states import ScenarioState


@needs(WORK_ON_SCENARIO)
@require_GET
def show_desk(request: HttpRequest) -> HttpResponse:
    """The desk of one scenario; the list narrows by type, the panel shows one firm."""
    actor = actor_of(request)
    programme = programmes.current_programme(actor)
    if programme is None:
        return render(request, "portal/no_programme.html")
    chosen = _chosen(request, programme, actor)
    if chosen is None:
        return render(request, "selection/no_scenario.html", {"programme": programme, "form": ScenarioForm()})
    context = desk_context(request, chosen)
    partial = request.headers.get("HX-Target") == "desk-firm"
    return render(request, "selection/firm_panel.html" if partial else "selection/desk.html", context)


def desk_context(request: HttpRequest, chosen: Scenario) -> dict[str, Any]:
    """What the desk's templates read: the whole page, one firm, or what has arrived since."""
    programme, found = chosen.programme, desk(chosen)
    number = request.GET.get("firm", "")
    type_code = request.GET.get("type", _first_type(found, number))
    rows = [row for row in found.rows if not type_code or row.type_code == type_code]
    rest = scenarios_of(programme.pk)
    return {
        "programme": programme,
        "desk": found,
        "scenario": chosen,
        "shown": found.shown,
        "rows": rows,
        "has_rows": "1" if found.rows else "",
        "panel": _panel(chosen, found, number or _most_telling(rows)),
        "tabs": _scenario_tabs(rest, chosen),
        "types": _type_tabs(chosen, found, type_code),
        "type_code": type_code,
        "form": ScenarioForm(),
        "working": chosen.status == ScenarioState.WORKING,
        "publication": Publication.objects.filter(programme=programme).first(),
        "selected_count": sum(1 for row in rows if row.selected),
        "differs_count": sum(1 for row in found.rows if row.differs),
        "contested_count": sum(1 for row in rows if row.contested),
    }


def _chosen(request: HttpRequest, programme: Programme, actor: Actor) -> Scenario | None:
    wanted = request.GET.get("scenario", "")
    if wanted:
        if not wanted.isdigit():
            raise Http404
        try:
            row = scenario(int(wanted))
        except Scenario.DoesNotExist as error:
            raise Http404 from error
        WORK_ON_SCENARIO.demand(actor, row)
        return row
    rows = scenarios_of(programme.pk)
    decided = [row for row in rows if row.status in {ScenarioState.APPROVED, ScenarioState.PROPOSED}]
    working = [row for row in rows if row.status == ScenarioState.WORKING]
    return next(iter([*decided, *working, *rows]), None)


def _first_type(found: Desk, number: str) -> str:
    """The type that the list begins with: that of the firm asked for, else the notice's first."""
    own = [row.type_code for row in found.rows if row.number == number]
    return min(own or [row.type_code for row in found.rows], default="")


def _most_telling(rows: list[DeskRow]) -> str:
    """The firm that the panel begins with: the nearest to the line."""
    out = [row for row in rows if not row.selected]
    return next((row.number for row in [*(row for row in rows if row.contested), *out, *rows]), "")


def _panel(row: Scenario, found: Desk, number: str) -> FirmPanel | None:
    line = next((each for each in found.rows if each.number == number), None)
    return None if line is None else firm_panel(row, line, found.shown)


def _scenario_tabs(rows: list[Scenario], chosen: Scenario) -> list[Tab]:
    url = reverse("selection:desk")
    return [
        Tab(
            f"{row.name} · {row.get_status_display()}",
            f"{url}?scenario={row.pk}",
            current=row.pk == chosen.pk,
        )
        for row in rows
        if row.status != ScenarioState.SET_ASIDE or row.pk == chosen.pk
    ]


def _type_tabs(chosen: Scenario, found: Desk, type_code: str) -> list[Tab]:
    url = f"{reverse('selection:desk')}?scenario={chosen.pk}"
    codes = sorted({row.type_code for row in found.rows})
    tabs = [
        Tab(code, f"{url}&type={code}", current=type_code == code, count=_count(found.rows, code)) for code in codes
    ]
    return [*tabs, Tab(_("All types"), f"{url}&type=", current=not type_code, count=len(found.rows))]


def _count(rows: list[DeskRow], code: str) -> int:
    return sum(1 for row in rows if row.type_code == code)
