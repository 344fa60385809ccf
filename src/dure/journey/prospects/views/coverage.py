"""Where interest is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.context import is_about
from dure.foundation.interface.parts import Figure, Tile, Tone
from dure.journey.programmes.models import Programme
from dure.journey.prospects import queries
from dure.journey.prospects.access import LIST
from dure.journey.prospects.queries.coverage import CityCoverage
from dure.journey.prospects.views import found


@needs(LIST)
@require_GET
def gaps(request: HttpRequest, slug: str) -> HttpResponse:
    """The tile map and the tables; aggregates only, so every office sees the whole province."""
    programme = found.programme(slug, actor_of(request))
    is_about(request, programme)
    coverage = queries.coverage(programme)
    context = {
        "programme": programme,
        "coverage": coverage,
        "tiles": [_tile(programme, row) for row in coverage.cities if row.city.tile_column is not None],
        "short": [row for row in coverage.cities if row.missing],
        "survey_years": sorted({row.manufacturers.year for row in coverage.cities if row.manufacturers}),
        "totals": {
            "places": sum(row.places for row in coverage.cities),
            "unvisited": sum(row.unvisited for row in coverage.cities),
            "visited": sum(row.visited for row in coverage.cities),
        },
    }
    return render(request, "prospects/coverage.html", context)


def _tile(programme: Programme, row: CityCoverage) -> Tile:
    tone = Tone.LATE if row.missing and not row.forms else Tone.WARN if row.missing else Tone.NEUTRAL
    return Tile(
        name=row.city.name,
        column=row.city.tile_column or 0,
        row=row.city.tile_row or 0,
        url=f"{reverse('prospects:list_of', args=[programme.slug])}?city={row.city.code}",
        figures=(Figure(_("Forms"), row.forms, tone), Figure(_("Places"), row.places)),
        tone=tone,
        note=_("%(n)d short") % {"n": row.missing} if row.missing else "",
    )
