"""Pages over a span of days: the week, what stops and spoils most, yields, orders."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.events import Kind
from dure.floor.boards.queries.day import DayFigures, figures_on, lost_of
from dure.floor.boards.queries.made import by_day, every_day, made_of
from dure.floor.boards.queries.pareto import Share, defects_by_code, stops_by_reason
from dure.floor.boards.queries.plan import orders_of
from dure.floor.boards.queries.yields import stages_of
from dure.floor.boards.reading import Days, days_of
from dure.floor.boards.views.batches import stage_table
from dure.floor.boards.views.found import Here, here, span_asked
from dure.floor.boards.views.line import stops_table
from dure.floor.boards.views.pictures import pareto_picture, week_picture
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import lasting, quantities, quantity, unit_word
from dure.floor.plant.tables import Cell, Row, Table
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.charts import Chart
from dure.foundation.interface.formats import day, moment, pct


@needs(VIEW_SITE)
@require_GET
def show_week(request: HttpRequest, code: str) -> HttpResponse:
    """Seven days up to a day, one a row."""
    place = here(request, code)
    _first, last = span_asked(request, place.today, 7)
    days = days_of(code, last - timedelta(days=6), last, now())
    rows = by_day(days)
    week = tuple(figures_on(days, each, rows[each]) for each in every_day(days.first, days.last))
    context = place.context("boards:week", _("This week")) | {
        "first": days.first,
        "last": last,
        "before": (last - timedelta(days=7)).isoformat(),
        "after": (last + timedelta(days=7)).isoformat() if last < place.today else "",
        "picture": week_picture(week),
        "table": _week_table(place, days, week),
        "stops_table": stops_table(place, days.rows),
    }
    return render(request, "boards/week.html", context)


def _week_table(place: Here, days: Days, week: tuple[DayFigures, ...]) -> Table:
    rows: list[Row] = [
        [
            Cell(day(each.day), url=f"../?day={each.day.isoformat()}"),
            Cell(each.made.text, url=place.records_url(each.day, each.day, kind="made"))
            if each.told
            else _("No record"),
            quantities(each.lost.scrap) if each.told else "",
            lasting(each.standing.seconds) if each.told else "",
            lasting(each.unknown_s),
        ]
        for each in week
    ]
    foot = (
        _("Seven days"),
        made_of(days, days.rows).text,
        quantities(lost_of(days, days.rows).scrap),
        lasting(sum(each.standing.seconds for each in week)),
        lasting(sum(each.unknown_s for each in week)),
    )
    headers = (_("Day"), _("Produced"), _("Thrown away"), _("Stood still"), _("Not told"))
    return Table(_("The week by day"), headers, rows, figures=frozenset({1, 2, 3, 4}), foot=foot)


@needs(VIEW_SITE)
@require_GET
def show_pareto(request: HttpRequest, code: str) -> HttpResponse:
    """What stops the machines most, and what is thrown away for what."""
    place = here(request, code)
    first, last = span_asked(request, place.today, 28)
    days = days_of(code, first, last, now())
    stops = [(place.called.reason(share.code), share) for share in stops_by_reason(days)]
    by_unit = {
        unit: [(place.called.defect(share.code), share) for share in shares]
        for unit, shares in defects_by_code(days).items()
    }
    context = place.context("boards:pareto", _("Stops and defects")) | {
        "first": first,
        "last": last,
        "stops_picture": pareto_picture(
            _("Standing still by reason"),
            [(name, share.amount / 3600) for name, share in stops],
            _("Reason"),
            _("Time"),
            _("hours"),
        ),
        "stops": _pareto_table(_("Standing still by reason"), (_("Reason"), _("Time")), stops, lasting),
        "defects": [_defects(unit, shares) for unit, shares in by_unit.items()],
        "defects_url": place.records_url(first, last, kind=Kind.SCRAP.value),
        "stops_url": place.records_url(first, last, kind="stops"),
    }
    return render(request, "boards/pareto.html", context)


def _defects(unit: str, shares: list[tuple[str, Share]]) -> tuple[Chart | None, Table]:
    """The picture and the table of what was thrown away in one unit."""
    caption = _("Thrown away by defect")
    what, much = _("Defect"), _("Quantity")
    drawn = pareto_picture(caption, [(name, share.amount) for name, share in shares], what, much, unit_word(unit))
    return drawn, _pareto_table(caption, (what, much), shares, lambda amount: quantity(amount, unit))


def _pareto_table(
    caption: str, heads: tuple[str, str], shares: list[tuple[str, Share]], written: Callable[[float], str]
) -> Table:
    rows = [[name, written(each.amount), pct(each.pct), pct(each.cumulated_pct)] for name, each in shares]
    headers = (*heads, _("Share"), _("With all before"))
    return Table(caption, headers, rows, figures=frozenset({1, 2, 3}))


@needs(VIEW_SITE)
@require_GET
def show_yields(request: HttpRequest, code: str) -> HttpResponse:
    """The batches of some days, stage by stage."""
    place = here(request, code)
    first, last = span_asked(request, place.today, 7)
    days = days_of(code, first, last, now())
    stages = stages_of(days)
    context = place.context("boards:yields", _("Yield")) | {
        "first": first,
        "last": last,
        "stages": [(each, _stage_name(place, each.machine), stage_table(place, each)) for each in stages],
    }
    return render(request, "boards/yields.html", context)


def _stage_name(place: Here, machine: str) -> str:
    stage = next((stage.id for stage in place.plant.stages.values() if stage.machine == machine), "")
    return place.called.stage(stage) if stage else place.called.machine(machine) or _("No machine told")


@needs(VIEW_SITE)
@require_GET
def show_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Orders beside what was made of them."""
    place = here(request, code)
    first, last = span_asked(request, place.today, 7)
    orders = orders_of(days_of(code, first, last, now()))
    rows: list[Row] = [
        [
            Cell(each.order or _("No number"), note=_("running") if each.is_running else ""),
            place.called.item(each.item),
            place.called.machine(each.machine),
            moment(each.started_at),
            quantity(each.planned, each.unit) if each.planned is not None else _("not told"),
            quantity(each.made, each.unit),
            pct(each.done_pct, 0) if each.done_pct is not None else "",
        ]
        for each in reversed(orders)
    ]
    headers = (
        _("Work order"), _("Product or material"), _("Machine"), _("Began"), _("Planned quantity"), _("Produced"),
        _("Done share"),
    )  # fmt: skip
    context = place.context("boards:plan", _("Plan and actual")) | {
        "first": first,
        "last": last,
        "table": Table(_("Work orders"), headers, rows, figures=frozenset({4, 5, 6})) if rows else None,
    }
    return render(request, "boards/plan.html", context)
