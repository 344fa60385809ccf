"""A city's or county's single page: our firms, our places, our money, and what our unselected firms lacked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.context import is_about
from dure.foundation.places.queries import place_by_code
from dure.journey.programmes import queries as programmes
from dure.portal.access import VIEW_CITY, demand_city
from dure.portal.queries.city import city_page
from dure.portal.views.more import more_url, wanted


@needs(VIEW_CITY)
def show_city(request: HttpRequest, code: str) -> HttpResponse:
    """The page a county official opens four times a year; it prints on A4."""
    actor = actor_of(request)
    place = place_by_code(code)
    if place is None:
        raise Http404
    demand_city(actor, place.code)
    programme = programmes.current_programme(actor)
    if programme is None:
        return render(request, "portal/no_programme.html")
    page = city_page(programme.pk, place.code, actor, wanted(request, "firms"))
    is_about(request, programme)
    more = more_url(request, "firms", len(page.rows)) if page.has_more else ""
    lacked = wanted(request, "lacked")
    context = {
        "place": place,
        "programme": programme,
        "city": page,
        "more_url": more,
        "shortfalls": page.shortfalls[:lacked],
        "more_lacked_url": more_url(request, "lacked", lacked) if len(page.shortfalls) > lacked else "",
    }
    return render(request, "portal/city.html", context)
