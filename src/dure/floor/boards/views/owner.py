"""The owner's page: four questions about a day, answered in plain words."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from dure.engine.floor.events import is_typed
from dure.floor.boards.outside import outside_words
from dure.floor.boards.queries.day import DayFigures, OwnersDay, owners_day
from dure.floor.boards.queries.fresh import machines_now
from dure.floor.boards.views.answers import Answer, answers
from dure.floor.boards.views.energy import energy_answer
from dure.floor.boards.views.found import Here, day_asked, days_beside, here
from dure.floor.boards.views.now import machine_rows
from dure.floor.boards.views.pictures import week_picture
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.frame import further_pages
from dure.floor.plant.names import lasting
from dure.floor.plant.queries import own_sites
from dure.floor.plant.tables import Cell, Row, Table
from dure.floor.quality.queries import Task
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import moment

_TONES = {Task.CORRECT: "late", Task.APPROVE: "warn", Task.CALIBRATE: "warn"}


@needs(VIEW_SITE)
@require_GET
def sites(request: HttpRequest) -> HttpResponseBase:
    """The actor's plants; the only one opens at once."""
    found = list(own_sites(actor_of(request)))
    if len(found) == 1:
        return redirect("boards:owner", found[0].code)
    return render(request, "boards/sites.html", {"sites": found, "set_up_url": reverse("plant:start")})


@needs(VIEW_SITE)
@require_GET
def show_owner(request: HttpRequest, code: str) -> HttpResponseBase:
    """A day of the plant; today where none is named."""
    place = here(request, code)
    today = place.today
    day = day_asked(request, today)
    at = now()
    found = owners_day(place.site, day, at)
    context = place.context("boards:owner", "") | {
        **days_beside(day, today),
        "day_text": day.isoformat(),
        "answers": [*answers(place, found, is_today=day == today), *_energy(place, found)],
        "unknown": unknown_words(found.today),
        "outside": outside_words(found.outside_shifts, found.units),
        "silent": ", ".join(place.called.machine(machine) for machine in found.silent),
        "told": found.today.told,
        "papers": papers(place, found),
        "picture": week_picture(found.week),
        "machines": machine_rows(place, machines_now(code, place.plant, at)) if day == today else None,
        "sources": _sources(place, found) if day == today and found.sources else None,
        "lines": [(place.called.line(line), reverse("boards:line", args=[code, line])) for line in place.plant.lines],
        "further": further_pages(code),
    }
    return render(request, "boards/owner.html", context)


def _energy(place: Here, found: OwnersDay) -> list[Answer]:
    """Asked only where a machine has a meter."""
    return [energy_answer(place, found.energy, found.today.day)] if found.energy is not None else []


def unknown_words(figures: DayFigures) -> str:
    """How long nobody knows what the machines did; empty where all is known."""
    if figures.unknown_s < 60:
        return ""
    words = {"time": lasting(figures.unknown_s), "of": lasting(figures.planned_s)}
    return _("Not known: %(time)s of %(of)s (no record). It is counted neither as work nor as standing still.") % words


def papers(place: Here, found: OwnersDay) -> list[Answer]:
    """What waits to be written or looked at, each with its way."""
    day = found.today.day.isoformat()
    report = f"{reverse('boards:report', args=[place.code])}?day={day}"
    listed: list[Answer] = []
    for each in found.checks:
        name = place.called.check(each.check.id)
        if each.outside and not each.is_critical:
            words = ngettext("%(n)d value outside its limits", "%(n)d values outside their limits", len(each.outside))
            listed.append(Answer(name, words % {"n": len(each.outside)}, "", report, "late"))
        if each.missed:
            words = ngettext("%(n)d record missing", "%(n)d records missing", len(each.missed))
            listed.append(Answer(name, words % {"n": len(each.missed)}, "", report, "warn"))
    listed += [Answer(each.what, each.verb, "", each.url, _TONES[each.task]) for each in found.waiting]
    if found.held:
        words = ngettext("%(n)d record held back", "%(n)d records held back", found.held) % {"n": found.held}
        held = reverse("boards:held", args=[place.code])
        listed.append(Answer(_("Records that could not be taken"), words, "", held, "warn"))
    return listed


def _sources(place: Here, found: OwnersDay) -> Table:
    """When each source last told anything in the week, the one silent longest first."""
    called = place.naming_sources()
    rows: list[Row] = [
        [
            Cell(called.source(each.family), code=each.family),
            called.machine(each.machine),
            Cell(moment(each.told_at), typed=is_typed(each.family)),
        ]
        for each in found.sources
    ]
    return Table(_("When each source last told"), (_("From where"), _("Machine"), _("Last told")), rows)
