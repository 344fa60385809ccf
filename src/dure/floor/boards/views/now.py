"""The machines as they are now, and the wall display that shows nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.events import State, is_typed
from dure.floor.boards.queries.fresh import MachineNow, machines_now
from dure.floor.boards.views.found import Here, here
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import STATES, TONES, lasting
from dure.floor.plant.tables import Cell, Table
from dure.floor.quality.outside import outside_said
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import local_date, moment


@needs(VIEW_SITE)
@require_GET
def show_andon(request: HttpRequest, code: str) -> HttpResponse:
    """A wall of machines, read from ten metres; the table alone when it asks again by itself."""
    place = here(request, code)
    at = now()
    tiles = [
        {
            "name": place.called.machine(each.machine.id),
            "line": place.called.line(each.machine.line),
            "state": STATES[each.state](),
            "code": each.state.value,
            "for": _lasting_since(each),
            "reason": place.called.reason(each.reason) if each.reason else "",
            "told": told_words(each),
            "is_told": each.told_at is not None,
        }
        for each in machines_now(code, place.plant, at)
    ]
    context = {"site": place.site, "tiles": tiles, "at": at, "outside": outside_said(code, place.plant, at)}
    partial = request.headers.get("HX-Target") == "andon"
    return render(request, "boards/andon_tiles.html" if partial else "boards/andon.html", context)


def machine_rows(place: Here, found: list[MachineNow]) -> Table:
    """The machines with their state, for how long, and when they last told anything; each leads to its line."""
    rows = [
        [
            Cell(
                place.called.machine(each.machine.id),
                url=reverse("boards:line", args=[place.code, each.machine.line]),
                note=place.called.item(each.item) if each.item else "",
            ),
            Cell(STATES[each.state](), tone=TONES[each.state], note=_why(place, each)),
            Cell(_lasting_since(each)),
            Cell(told_words(each), typed=bool(each.source_id) and is_typed(each.source_id)),
        ]
        for each in found
    ]
    return Table(_("Machines now"), (_("Machine"), _("Now"), _("For how long"), _("Last told")), rows)


def told_words(each: MachineNow) -> str:
    """When a machine last told anything; the time alone where that was today."""
    if each.told_at is None:
        return _("Never told anything")
    if local_date(each.told_at) == local_date(now()):
        return _("%(time)s ago") % {"time": lasting(max((now() - each.told_at).total_seconds(), 0))}
    return moment(each.told_at)


def _lasting_since(each: MachineNow) -> str:
    return lasting(max((now() - each.since).total_seconds(), 0)) if each.since is not None else ""


def _why(place: Here, each: MachineNow) -> str:
    if each.reason:
        return place.called.reason(each.reason)
    return _("nobody has told lately") if each.state is State.UNKNOWN else ""
