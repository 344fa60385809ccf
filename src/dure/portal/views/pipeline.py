"""The year as a pipeline: stages as columns, the firms of the chosen stage, the cities beside it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.context import is_about
from dure.foundation.interface.lists import Column, Kind
from dure.foundation.interface.lists.excel import Sheet, excel_response
from dure.foundation.interface.parts import Figure, Tab, Tile
from dure.foundation.places import queries as places
from dure.foundation.places.models import Place
from dure.journey.programmes import queries as programmes
from dure.portal.access import VIEW_PIPELINE
from dure.portal.place_names import short_name
from dure.portal.queries.pipeline import Choice, ChosenFirms, CityCount, Pipeline, pipeline
from dure.portal.stages import STAGES

A_PAGE = 50


@needs(VIEW_PIPELINE)
def show_pipeline(request: HttpRequest) -> HttpResponseBase:
    """Stages with counts; choosing a city on the map, a type or a state narrows everything."""
    actor = actor_of(request)
    programme = programmes.current_programme(actor)
    if programme is None:
        return render(request, "portal/no_programme.html")
    chosen = {key: request.GET.get(key, "") for key in ("stage", "city", "type", "state")}
    choice = Choice(**{**chosen, "stage": chosen["stage"] or "applications"})
    is_about(request, programme)
    found = pipeline(programme.pk, actor, choice)
    firms = ChosenFirms(programme.pk, actor, choice, found.total)
    cities = list(places.cities(programme.province_id))
    if request.GET.get("export") == "xlsx":
        return excel_response(_sheet(found, firms, cities))
    context = {
        "page_obj": Paginator(firms, A_PAGE).get_page(request.GET.get("page")),
        "programme": programme,
        "choice": choice,
        "found": found,
        "tabs": _stage_tabs(found, chosen),
        "states": _states(found, chosen),
        "types": _types(found, chosen),
        "tiles": [
            _tile(city, found.cities.get(city.code), choice, chosen) for city in cities if city.tile_row is not None
        ],
        "city": next((city for city in cities if city.code == choice.city), None),
        "city_names": {city.code: city.name for city in cities},
        "export_url": _link({**chosen, "export": "xlsx"}),
        "all_cities_url": _link({**chosen, "city": ""}),
    }
    template = "portal/pipeline_body.html" if request.headers.get("HX-Request") else "portal/pipeline.html"
    return render(request, template, context)


def _sheet(found: Pipeline, firms: ChosenFirms, cities: Sequence[Place]) -> Sheet:
    names = {city.code: city.name for city in cities}
    columns = (
        Column("name", _("Firm")),
        Column("city", _("City or county"), value=lambda row: names.get(row.city_code, row.city_code)),
        Column("type_code", _("Type")),
        Column("state_label", _("State")),
        Column("since", _("Since"), Kind.DATE),
        Column("blocks", _("What blocks")),
    )
    choice = firms.choice
    state = found.states.get(choice.state)
    chosen = [names.get(choice.city, choice.city), choice.type, state[0] if state else choice.state]
    return Sheet(found.stage.label, columns, firms[:], len(firms), [word for word in chosen if word])


def _link(chosen: Mapping[str, str]) -> str:
    query = urlencode({key: value for key, value in chosen.items() if value})
    return reverse("portal:pipeline") + (f"?{query}" if query else "")


def _stage_tabs(found: Pipeline, chosen: Mapping[str, str]) -> list[Tab]:
    return [
        Tab(
            label=stage.label,
            url=_link({**chosen, "stage": stage.code, "state": ""}),
            current=stage.code == found.stage.code,
            count=found.columns[stage.code],
        )
        for stage in STAGES
    ]


def _states(found: Pipeline, chosen: Mapping[str, str]) -> list[Tab]:
    everyone = sum(count for _label, count in found.states.values())
    tabs = [Tab(_("All"), _link({**chosen, "state": ""}), current=not chosen["state"], count=everyone)]
    return tabs + [
        Tab(label, _link({**chosen, "state": state}), current=chosen["state"] == state, count=count)
        for state, (label, count) in found.states.items()
    ]


def _types(found: Pipeline, chosen: Mapping[str, str]) -> list[Tab]:
    tabs = [Tab(_("All types"), _link({**chosen, "type": ""}), current=not chosen["type"])]
    return tabs + [
        Tab(code, _link({**chosen, "type": code}), current=chosen["type"] == code, count=count)
        for code, count in found.types.items()
        if code
    ]


def _tile(city: Place, count: CityCount | None, choice: Choice, chosen: Mapping[str, str]) -> Tile:
    figures = [] if count is None else _figures(count)
    selected = choice.city == city.code
    return Tile(
        name=short_name(city),
        column=city.tile_column or 0,
        row=city.tile_row or 0,
        url=_link({**chosen, "city": "" if selected else city.code}),
        figures=figures,
        tone="late" if count is not None and count.late else "neutral",
        selected=selected,
        note=_("%(count)d late") % {"count": count.late} if count is not None and count.late else "",
    )


def _figures(count: CityCount) -> list[Figure]:
    figures = [Figure(_("Applied"), count.applied), Figure(_("Selected"), count.selected)]
    return figures if count.places is None else [Figure(_("Places"), count.places), *figures]
