"""Shop-floor figures (현장 지표): what the firms of a programme agreed to show of their plants."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Case, FloatField, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from dure.floor.boards.queries.shared import RATIOS
from dure.floor.plant.labels import figure_label
from dure.floor.plant.names import quantity
from dure.floor.plant.terms import FIGURES, USAGE
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import today
from dure.foundation.interface import hangul
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import day, is_korean, number
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.journey.agreements import queries as agreements
from dure.journey.agreements.models import Agreement
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import Programme
from dure.journey.programmes.states import ProgrammeState
from dure.portal.access import VIEW_SHOP_FLOOR
from dure.portal.queries.shop_floor import LAST_DAYS, Asked, Line, ShopFloor, shop_floor

# A year and a bit: a page of many plants is no place to reckon decades.
MOST_DAYS: Final = 370
COMPARABLE: Final = tuple(name for name in FIGURES if name in RATIOS and name != USAGE)
_NOT_YET: Final = gettext_lazy("being reckoned; its own page shows it now")
_Rows = QuerySet[Agreement]


@needs(VIEW_SHOP_FLOOR)
@require_GET
def show_shop_floor(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """Every firm of the programme within the reader's sight; of those that share nothing, only that."""
    actor = actor_of(request)
    seen = list(programmes.programmes_for(actor))
    programme = _chosen(seen, slug)
    if programme is None:
        if slug:
            raise Http404(_("There is no such programme."))
        return render(request, "portal/no_programme.html")
    is_about(request, programme)
    asked = _asked(request)
    found = shop_floor(programme, actor, asked)
    rows = agreements.agreements_of(programme.pk, actor)
    context = {
        "programme": programme,
        "others": [each for each in seen if each != programme],
        "asked": asked,
        "comparable": [(name, figure_label(name)) for name in COMPARABLE],
        "found": found,
        "made": " · ".join(quantity(round(amount), unit) for amount, unit in found.totals.made),
        "planned": _hours(found.totals.planned_s),
        "known": _hours(found.totals.known_s),
        "lacking": [figure_label(name) for name in found.figures if not found.has(name)] if asked.cut is None else [],
    }
    declared = _declared(programme, rows, found, asked, is_file=request.GET.get("export") == "xlsx")
    return render_list(request, declared, rows, context=context, template="portal/shop_floor.html")


def _chosen(seen: Sequence[Programme], slug: str) -> Programme | None:
    """The one of the address, else the latest that runs, else the latest."""
    if slug:
        return next((each for each in seen if each.slug == slug), None)
    running = [each for each in seen if each.status == ProgrammeState.RUNNING]
    return next(iter(running or seen), None)


def _asked(request: HttpRequest) -> Asked:
    on = today()
    last = min(_day(request, "to") or on - timedelta(days=1), on)
    first = max(
        min(_day(request, "from") or last - timedelta(days=LAST_DAYS - 1), last), last - timedelta(days=MOST_DAYS)
    )
    cut, figure = _day(request, "cut"), request.GET.get("figure", "")
    if cut is None or cut > on or figure not in COMPARABLE:
        return Asked(first, last, on)
    return Asked(first, last, on, cut, figure)


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def _declared(programme: Programme, rows: _Rows, found: ShopFloor, asked: Asked, *, is_file: bool) -> ListPage:
    """The list with the columns that any firm shares, each sorted by what this reader sees."""
    shared = list(found.lines)
    types, cities = _choices(rows)

    def by_sharing(listed: _Rows, value: str) -> _Rows:
        return listed.filter(firm_id__in=shared) if value == "shared" else listed.exclude(firm_id__in=shared)

    def url(row: Agreement) -> str | None:
        line = found.lines.get(row.firm_id)
        return None if line is None else reverse("boards:shared_site", args=[line.sharing.pk])

    return ListPage(
        key="shop-floor",
        title=_("Shop-floor figures"),
        lead=programme.name,
        columns=(*_firm(found), *_columns(found, asked, is_file=is_file)),
        filters=(
            Filter(
                "sharing", _("Sharing"), apply=by_sharing,
                choices=(("shared", _("Shares figures")), ("not", _("Not shared"))),
            ),
            Filter("type", _("Type"), field="type_code", choices=[(code, code) for code in types]),
            Filter("city", _("City or county"), field="city__code", choices=sorted(cities.items())),
        ),
        keep=("from", "to", "cut", "figure"),
        search=lambda listed, q: listed.filter(hangul.matches(q)),
        row_url=url,
        default_sort="sharing",
        empty=Empty(
            _("No firm has a project yet"),
            _("Firms stand here once they have a project agreement. What is seen of their plants they decide."),
        ),
        wide=True,
    )  # fmt: skip


def _columns(found: ShopFloor, asked: Asked, *, is_file: bool) -> Sequence[Column]:
    """Either the figures of the days or one of them before and after: both do not fit beside each other.

    A file holds what the page folds: since when there are records, and the figures that no firm has.
    """
    if not found.lines:
        return ()
    since, *known = _records(found)
    if asked.cut:
        return (*known, *_before_after(found))
    return (since, *known, *_figures(found)) if is_file else (*known, *_figures(found, found.has))


def _hours(seconds: float) -> str:
    return _("%(n)s hours") % {"n": number(round(seconds / 3600))}


def _choices(rows: _Rows) -> tuple[list[str], dict[str, str]]:
    """The types, and the cities by code, of the reader's firms; one query."""
    found = rows.order_by().values_list("type_code", "city_id", "city__name_ko", "city__name_en").distinct()
    every = list(found)
    names = {code: (ko if is_korean() else en) for _type, code, ko, en in every}
    return sorted({type_code for type_code, *_city in every}), names


def _firm(found: ShopFloor) -> tuple[Column, ...]:
    def state(row: Agreement) -> State:
        return State(_("Shares figures"), "done") if row.firm_id in found.lines else State(_("Not shared"), "neutral")

    order = Case(*_whens(dict.fromkeys(found.lines, 0)), default=Value(1), output_field=IntegerField())
    return (
        Column("firm", _("Firm"), Kind.LINK, value="firm.name", sort="firm__name", card=1, note=_more(found)),
        Column("sharing", _("Sharing"), Kind.STATE, value=state, sort=order, card=2),
        Column(
            "city", _("City or county"), value="city.name", sort="city__code", note=lambda row: row.type_code, card=3
        ),
    )


def _more(found: ShopFloor) -> Callable[[Agreement], str]:
    def note(row: Agreement) -> str:
        line = found.lines.get(row.firm_id)
        return _("and %(n)d more plants") % {"n": line.more} if line is not None and line.more else ""

    return note


def _records(found: ShopFloor) -> tuple[Column, ...]:
    """Since when, on how many of the last days, and how much of the time asked for is known."""

    def since(line: Line) -> Any:
        began = line.known.began_at if line.known is not None else None
        return None if began is None or line.known is None else began.astimezone(line.known.plant.timezone).date()

    def coverage(line: Line) -> float | None:
        known = None if line.span is None else line.span.figures.coverage
        return None if known is None else 100 * known

    def days(line: Line) -> int | None:
        return None if line.recent is None else line.recent.days

    def from_day(row: Agreement) -> str:
        line = found.lines.get(row.firm_id)
        began = None if line is None else since(line)
        return "" if began is None else _("from %(day)s on") % {"day": day(began)}

    ordinals = {firm: value.toordinal() for firm, value in _values(found, since).items()}
    return (
        Column("since", _("Records since"), Kind.DATE, value=_read(found, since), sort=_order(ordinals)),
        Column(
            "days", _("Days with records"), Kind.NUMBER, value=_read(found, days), sort=_order(_values(found, days)),
            note=from_day, help=_("Of the last 30 days"), card=5,
        ),
        Column(
            "coverage", _("Known"), Kind.PCT, value=_read(found, coverage), sort=_order(_values(found, coverage)),
            help=_("Share of the planned time of which is known what happened"), card=6,
        ),
    )  # fmt: skip


def _figures(found: ShopFloor, wanted: Callable[[str], bool] = bool) -> list[Column]:
    return [_figure(found, name) for name in found.figures if wanted(name)]


def _figure(found: ShopFloor, name: str) -> Column:
    """A ratio as a number that sorts, an amount as words; where there is none, the reason."""

    def figure(line: Line) -> Any:
        value = line.span.values.get(name) if line.span is not None else None
        if value is None or not value.amounts:
            return None
        return value.ratio if name in RATIOS else value.text

    def size(line: Line) -> float | None:
        value = line.span.values.get(name) if line.span is not None else None
        return value.amounts[0][0] if value is not None and value.amounts else None

    def why(row: Agreement) -> str:
        line = found.lines.get(row.firm_id)
        if line is None or name not in line.sharing.figures:
            return ""
        return str(_NOT_YET) if line.span is None else str(line.span.values[name].why)

    read = _read(found, figure)
    return Column(
        name, figure_label(name), Kind.PCT if name in RATIOS else Kind.TEXT, value=read, note=why,
        sort=_order(_values(found, size)), card=7, export=lambda row: read(row) if read(row) is not None else why(row),
    )  # fmt: skip


def _before_after(found: ShopFloor) -> tuple[Column, ...]:
    def before(line: Line) -> float | None:
        return None if line.compared is None else line.compared.before.median

    def after(line: Line) -> float | None:
        return None if line.compared is None else line.compared.after.median

    def points(line: Line) -> float | None:
        return None if line.compared is None else line.compared.points

    def why(row: Agreement) -> str:
        line = found.lines.get(row.firm_id)
        return "" if line is None or line.compared is None else str(line.compared.why)

    def rests(side: str) -> Callable[[Agreement], str]:
        def note(row: Agreement) -> str:
            line = found.lines.get(row.firm_id)
            one = None if line is None or line.compared is None else getattr(line.compared, side)
            if one is None or one.coverage is None:
                return ""
            return _("%(n)d shifts, %(pct)s known") % {"n": one.shifts, "pct": f"{number(100 * one.coverage)}%"}

        return note

    return (
        Column("before", _("Before that day"), Kind.PCT, value=_read(found, before), note=rests("before"),
               sort=_order(_values(found, before))),
        Column("after", _("From that day on"), Kind.PCT, value=_read(found, after), note=rests("after"),
               sort=_order(_values(found, after))),
        Column("points", _("Difference in percentage points"), Kind.NUMBER, value=_read(found, points), note=why,
               sort=_order(_values(found, points))),
    )  # fmt: skip


def _read(found: ShopFloor, value: Callable[[Line], Any]) -> Callable[[Agreement], Any]:
    def read(row: Agreement) -> Any:
        line = found.lines.get(row.firm_id)
        return None if line is None else value(line)

    return read


def _values(found: ShopFloor, value: Callable[[Line], Any]) -> dict[int, Any]:
    every = {firm: value(line) for firm, line in found.lines.items()}
    return {firm: each for firm, each in every.items() if each is not None}


def _order(values: dict[int, Any]) -> Case | None:
    """What the database sorts by, though it does not hold it. Nothing to sort by where nobody has a value."""
    return Case(*_whens(values), default=None, output_field=FloatField()) if values else None


def _whens(values: dict[int, Any]) -> Sequence[When]:
    return [When(firm_id=firm, then=Value(value)) for firm, value in values.items()]
