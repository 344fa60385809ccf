"""The checks of a day: incoming, in process, final."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.plant import in_language
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.tables import Cell, Table
from dure.floor.quality.outside import outside_said
from dure.floor.quality.queries import checks_on
from dure.floor.quality.records import DayRecords
from dure.floor.quality.views.found import Here, day_asked, here
from dure.floor.quality.words import limit_of, value_of
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import clock
from dure.foundation.interface.parts import Crumb

STAGES = ("incoming", "in_process", "final")


@needs(VIEW_SITE)
@require_GET
def show_checks(request: HttpRequest, code: str) -> HttpResponse:
    """All checks of the plant on one day, by stage."""
    place = here(request, code)
    day = day_asked(request, place)
    found = checks_on(place.site, place.plant, day, now())
    context = place.context("quality:checks", Crumb(_("Checks"))) | {
        "day": day,
        "outside": outside_said(code, place.plant, now()) if day == place.today else [],
        "before": (day - timedelta(days=1)).isoformat(),
        "after": (day + timedelta(days=1)).isoformat() if day < place.today else "",
        "sections": [
            (_stage(stage), _table(place, mine))
            for stage in dict.fromkeys([*STAGES, *(each.check.stage for each in found)])
            if (mine := [each for each in found if each.check.stage == stage])
        ],
    }
    return render(request, "quality/checks.html", context)


def _stage(stage: str) -> str:
    words = {"incoming": _("Incoming"), "in_process": _("In process"), "final": _("Final")}
    return words.get(stage, stage)


def _table(place: Here, found: list[DayRecords]) -> Table:
    headers = (_("Check"), _("Limit"), _("Last told"), _("Done / due"), _("Outside"), _("Missed"))
    return Table(_("Checks"), headers, [_row(place, each) for each in found], figures=frozenset({3, 4}))


def _row(place: Here, found: DayRecords) -> tuple[Cell | str, ...]:
    check = found.check
    name = in_language(check.name, (get_language() or "ko").split("-")[0], check.id)
    chart = f"{reverse('quality:chart', args=[place.site.code])}?check={check.id}" if check.is_measured else ""
    last = found.records[-1] if found.records else None
    outside = sum(not record.holds for record in found.records)
    return (
        Cell(name, url=chart),
        limit_of(check),
        Cell(f"{clock(last.event.at)} · {value_of(check, last.event.value)}", typed=last.typed) if last else "–",
        f"{len(found.records)} / {found.due}" if found.due else str(len(found.records)),
        Cell(str(outside), tone="late") if outside else "0",
        ", ".join(clock(at) for at in found.missed) or "–",
    )
