"""A city's or county's single page: our firms, our places, our money, and what our unselected firms lacked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.parts import Fact
from dure.foundation.places.queries import place_by_code
from dure.journey.programmes import queries as programmes
from dure.portal.access import VIEW_CITY, demand_city
from dure.portal.queries.city import city_page
from dure.portal.stages import STAGES


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
    page = city_page(programme.pk, place.code, actor)
    facts = [
        Fact(_("Places"), _("no limit of its own") if page.places is None else page.places),
        Fact(_("Applied"), page.applied),
        Fact(_("Selected"), page.selected),
    ]
    context = {"place": place, "programme": programme, "city": page, "facts": facts, "stages": STAGES}
    return render(request, "portal/city.html", context)
