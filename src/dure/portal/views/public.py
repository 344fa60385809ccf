"""What anyone may see: the open calls with their deadlines, and published results."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dure.foundation.access.routes import actor_of, open_to_all
from dure.foundation.installation.clock import now
from dure.foundation.installation.queries import installation
from dure.foundation.interface.parts import Figure, Tile
from dure.foundation.places import queries as places
from dure.journey.programmes import queries as programmes
from dure.journey.selection import queries as selection
from dure.portal.place_names import short_name
from dure.portal.queries.public import calls


@open_to_all
def front(request: HttpRequest) -> HttpResponse:
    """Open calls for the public; those signed in go to their own page, an empty installation to its set-up."""
    if installation() is None:
        return redirect("portal:first_run")
    if not actor_of(request).is_public:
        return redirect("portal:home")
    return render(request, "portal/front.html", {"calls": calls(now())})


@open_to_all
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The published list of selected firms, with counts by type and city."""
    programme = programmes.find_programme(slug)
    published = selection.published(programme.pk) if programme is not None else None
    if programme is None or published is None:
        raise Http404
    selected = [firm for firm in published.firms if firm.result == "selected"]
    by_city = Counter(firm.city_code for firm in selected)
    cities = {city.code: city for city in places.cities(programme.province_id)}
    context = {
        "programme": programme,
        "published": published,
        "selected": selected,
        "reserve": [firm for firm in published.firms if firm.result == "reserve"],
        "by_type": sorted(Counter(firm.type_code for firm in selected).items()),
        "city_names": {code: city.name for code, city in cities.items()},
        "tiles": [
            Tile(short_name(city), city.tile_column or 0, city.tile_row, figures=(Figure("", by_city[code]),))
            for code, city in cities.items()
            if city.tile_row is not None
        ],
    }
    return render(request, "portal/results.html", context)
