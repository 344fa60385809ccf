"""A city's or county's own money in the words of its books, by fiscal year; it prints on A4."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import AccessRefused
from dure.foundation.interface.context import is_about
from dure.foundation.places.queries import place_by_code
from dure.journey.budgets.access import VIEW_LINES, VIEW_PROMISES
from dure.journey.budgets.book_rows import book_rows
from dure.journey.budgets.models import Movement, MovementKind, Promise
from dure.journey.budgets.queries import lines_for, statement_of
from dure.journey.budgets.views.lists import with_left
from dure.journey.programmes import queries as programmes

MOST_LETTERS = 30
MOST_FIRMS = 50
_LETTERS = (MovementKind.SPEND, MovementKind.SETTLE)


@needs(VIEW_LINES)
@require_GET
def show_city(request: HttpRequest, code: str) -> HttpResponse:
    """편성, 교부신청, 교부결정, 교부, 집행, 잔액, 이월 and 반납 of one city or county."""
    actor = actor_of(request)
    place = place_by_code(code)
    if place is None:
        raise Http404
    _demand_place(actor, place.code)
    programme = programmes.current_programme(actor)
    if programme is None:
        raise Http404(_("There is no programme yet."))
    is_about(request, programme)
    lines = list(VIEW_LINES.rows(actor, lines_for(programme.pk, place.code)))
    letters = Movement.objects.filter(line__in=lines).exclude(kind__in=_LETTERS).select_related("line")
    firms = VIEW_PROMISES.rows(actor, Promise.objects.filter(line__in=lines, amount_won__gt=0))
    money = statement_of(lines, "year")
    context = {
        "place": place,
        "programme": programme,
        "lines": lines,
        "money": money,
        "years": [*(row.label for row in money.rows), *([_("Total")] if len(money.rows) > 1 else [])],
        "book": book_rows((*money.rows, money.total) if len(money.rows) > 1 else money.rows),
        "letters": letters.order_by("-on", "-pk")[:MOST_LETTERS],
        "firms": with_left(firms).select_related("application__firm", "line")[:MOST_FIRMS],
    }
    return render(request, "budgets/city.html", context)


def _demand_place(actor: Actor, code: str) -> None:
    """A city's official reads the own city's page only."""
    if not (actor.roles & set(VIEW_LINES.scopes) - {Role.CITY}) and code not in actor.places(Role.CITY):
        raise AccessRefused(str(VIEW_LINES.refusal))
