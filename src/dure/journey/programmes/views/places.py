"""Places left after intake: reopening, and moving what nobody asked for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.journey.programmes import actions, queries
from dure.journey.programmes.access import MOVE_PLACES
from dure.journey.programmes.forms import MovePlaces, ReopenIntake
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.views import found


def _choices(programme: Programme) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    types = [(code, code) for code in queries.places(programme.pk).by_type]
    return types, [(city.code, city.name) for city in queries.cities_of(programme)]


def _pairs(programme: Programme) -> list[tuple[str, str]]:
    """Type and city by what is left, the most first; all pairs while applications are not counted."""
    names = {city.code: city.name for city in queries.cities_of(programme)}
    left = [
        (
            f"{row.type_code}:{row.city_code}",
            _("%(type)s · %(city)s: %(left)d of %(places)d places left")
            % {"type": row.type_code, "city": names.get(row.city_code, ""), "left": row.left, "places": row.places},
        )
        for row in queries.shortfalls(programme.pk)
    ]
    every = queries.places(programme.pk).by_type_city
    return left or [(f"{code}:{city}", f"{code} · {names.get(city, '')}") for code, city in every]


def _reopen_form(programme: Programme, data: Any = None) -> ReopenIntake:
    return ReopenIntake(data, pairs=_pairs(programme), auto_id="reopen_%s")


def _move_form(programme: Programme, data: Any = None) -> MovePlaces:
    types, cities = _choices(programme)
    return MovePlaces(data, types=types, cities=cities, auto_id="move_%s")


@needs(MOVE_PLACES)
@require_GET
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """What is left, and the two things that may be done about it."""
    return _page(request, _programme(request, slug))


def _programme(request: HttpRequest, slug: str) -> Programme:
    actor = actor_of(request)
    row = found.programme(slug, actor)
    MOVE_PLACES.demand(actor, row)
    return row


def _page(
    request: HttpRequest,
    programme: Programme,
    *,
    reopening: ReopenIntake | None = None,
    moving: MovePlaces | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    try:
        terms = queries.terms_in_force(programme.pk)
    except NoticeVersion.DoesNotExist:
        messages.info(request, _("The notice has not been published yet."))
        return redirect("programmes:detail", slug=programme.slug)
    context = {
        "programme": programme,
        "closed_at": terms.calendar.intake_closes_at,
        "shortfalls": queries.shortfalls(programme.pk),
        "reopening": reopening or _reopen_form(programme),
        "moving": moving or _move_form(programme),
        "reopenings": queries.reopenings(programme.pk),
        "moves": queries.moves(programme.pk),
        "refused": refused,
    }
    return render(request, "programmes/places.html", context, status=status)


@needs(MOVE_PLACES)
@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open intake again."""
    programme = _programme(request, slug)
    form = _reopen_form(programme, request.POST)
    if not form.is_valid():
        return _page(request, programme, reopening=form, status=422)
    values = form.cleaned_data
    try:
        rows = actions.reopen_several(
            programme=programme,
            pairs=form.chosen(),
            opens_at=values["opens_at"],
            closes_at=values["closes_at"],
            reason=values["reason"],
            by=actor_of(request),
            at=clock.now(),
        )
    except ActionRefused as refusal:
        return _page(request, programme, reopening=form, refused=refusal.reason, status=409)
    words = ngettext(
        "Intake is open again for %(n)d pair of type and city.",
        "Intake is open again for %(n)d pairs of type and city.",
        len(rows),
    )
    messages.success(request, words % {"n": len(rows)})
    return redirect("programmes:places", slug=slug)


@needs(MOVE_PLACES)
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move unused places."""
    programme = _programme(request, slug)
    form = _move_form(programme, request.POST)
    if not form.is_valid():
        return _page(request, programme, moving=form, status=422)
    try:
        actions.move_places(programme=programme, **form.cleaned_data, by=actor_of(request), at=clock.now())
    except ActionRefused as refusal:
        return _page(request, programme, moving=form, refused=refusal.reason, status=409)
    messages.success(request, _("The places have been moved."))
    return redirect("programmes:places", slug=slug)
