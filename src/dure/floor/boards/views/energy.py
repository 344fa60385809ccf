"""What electricity comes to for one piece or kilogram: by day, machine and product."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.events import Event
from dure.floor.boards.queries.energy import Energy, Taken, energy_of
from dure.floor.boards.reading import days_of
from dure.floor.boards.views.answers import Answer
from dure.floor.boards.views.found import Here, here, span_asked
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import quantity, unit_word
from dure.floor.plant.tables import Cell, Row, Table
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.charts import Chart, bar_chart
from dure.foundation.interface.formats import day, day_short, moment, number, pct

Of = TypeVar("Of")
MOST_BARS = 14


@needs(VIEW_SITE)
@require_GET
def show_energy(request: HttpRequest, code: str) -> HttpResponse:
    """The electricity of some days, and how much of it is known."""
    place = here(request, code)
    first, last = span_asked(request, place.today, 7)
    at = now()
    found = energy_of(days_of(code, first, last, at), at)
    context = place.context("boards:energy", _("Electricity")) | {
        "first": first,
        "last": last,
        "floor_pct": number(100 * place.plant.coverage_floor),
    }
    if found is not None:
        scale = scale_of(each.per_unit for each in found.by_day)
        context |= {
            "heading": for_one(found.total.unit),
            "answers": _answers(found, scale),
            "picture": _picture(found, scale),
            "tables": _tables(place, found, scale),
            "resets": [_reset(place, event) for event in found.resets],
        }
    return render(request, "boards/energy.html", context)


def for_one(unit: str) -> str:
    """What a figure of `per_unit` is called."""
    if unit == "ea":
        return _("Electricity for one piece")
    return _("Electricity for one %(unit)s") % {"unit": unit_word(unit)}


@dataclass(frozen=True)
class Scale:
    """In what electricity for one is written, the same in all figures of a page. `of_kwh`: how many make 1 kWh."""

    word: str
    of_kwh: int

    def amount(self, kwh: float) -> float:
        """As it is written and drawn: to a tenth, from a hundred on whole."""
        value = kwh * self.of_kwh
        return round(value, _places(value))

    def text(self, kwh: float) -> str:
        value = self.amount(kwh)
        return f"{number(value, _places(value))}\u00a0{self.word}"


def _places(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 1 else 2


KWH, WH = Scale("kWh", 1), Scale("Wh", 1000)


def scale_of(known: Iterable[float | None]) -> Scale:
    """Wh where everything for one is less than 1 kWh. `known`: in kWh."""
    return WH if max((one for one in known if one is not None), default=1.0) < 1 else KWH


def per_unit(found: Taken[Of], scale: Scale, named: str = "") -> str:
    """Electricity for one, with the unit where it is not the one that was `named`; or in words why there is none."""
    if found.per_unit is not None:
        text = scale.text(found.per_unit)
        return text if found.unit == named else f"{text}/{unit_word(found.unit)}"
    return _("too little known") if found.is_refused and found.kwh else "–"


def kwh_text(value: float) -> str:
    return f"{number(value, 1)} kWh"


def energy_answer(place: Here, found: Energy, on: date) -> Answer:
    """The owner's day in electricity, beside the day before."""
    today, before = found.by_day[-1], found.by_day[-2]
    scale = scale_of(each.per_unit for each in found.by_day)
    former = per_unit(before, scale, today.unit) if before.kwh else _("no record")
    parts = [kwh_text(today.kwh), _("the day before: %(amount)s") % {"amount": former}]
    told = per_unit(today, scale, today.unit) if today.kwh else _("No record")
    return Answer(for_one(today.unit), told, " · ".join(parts), f"energy/?to={on.isoformat()}")


def _answers(found: Energy, scale: Scale) -> list[Answer]:
    total = found.total
    known = _("no shift yet") if total.coverage is None else pct(100 * total.coverage)
    return [
        Answer(for_one(total.unit), per_unit(total, scale, total.unit), "", ""),
        Answer(_("Electricity used"), kwh_text(total.kwh), _of_which_outside(total), ""),
        Answer(_("Produced, bad ones too"), quantity(total.made, total.unit), "", ""),
        Answer(_("Time the meters told of"), known, "", "", "warn" if total.is_refused else ""),
    ]


def _of_which_outside(total: Taken[str]) -> str:
    return _("of it outside the shifts: %(kwh)s") % {"kwh": kwh_text(total.outside_kwh)} if total.outside_kwh else ""


def _picture(found: Energy, scale: Scale) -> Chart | None:
    """Days side by side; those of which too little is known are left out, not drawn as nothing."""
    rows = [(day_short(each.of), each.per_unit) for each in found.by_day if each.per_unit is not None]
    if len(rows) < 2:
        return None
    drawn = [(name, scale.amount(value)) for name, value in rows[-MOST_BARS:]]
    title = _("%(name)s, by day") % {"name": for_one(found.total.unit)}
    unit = f"{scale.word}/{unit_word(found.total.unit)}"
    return bar_chart(title, rows=drawn, category=_("Day"), value=_("Electricity"), unit=unit)


def _tables(place: Here, found: Energy, scale: Scale) -> list[Table]:
    unit, first, last = found.total.unit, found.by_day[0].of, found.by_day[-1].of
    tables = [
        _table(_("By day"), _("Day"), (unit, scale), reversed(found.by_day), lambda on: Cell(
            day(on), url=place.records_url(on, on, kind="energy"))),
        _table(_("By machine"), _("Machine"), (unit, scale), found.by_machine, lambda machine: Cell(
            place.called.machine(machine), url=place.records_url(first, last, kind="energy", machine=machine))),
    ]  # fmt: skip
    if found.by_item:
        tables.append(_table(_("By product"), _("Product or material"), (unit, scale), found.by_item, lambda item: (
            place.called.item(item) if item else _("Not known for which product"))))  # fmt: skip
    return tables


def _table(
    caption: str, of: str, words: tuple[str, Scale], found: Iterable[Taken[Of]], name: Callable[[Of], Cell | str]
) -> Table:
    taken, (unit, _scale) = list(found), words
    outside = any(each.outside_kwh for each in taken)
    headers = [of, for_one(unit), _("Electricity used"), *([_("Outside the shifts")] if outside else []),
               _("Produced"), _("Time the meters told of")]  # fmt: skip
    rows = [_row(name(each.of), each, words, outside=outside) for each in taken]
    return Table(caption, headers, rows, figures=frozenset(range(1, len(headers))))


def _row(name: Cell | str, found: Taken[Of], words: tuple[str, Scale], *, outside: bool) -> Row:
    unit, scale = words
    refused = found.is_refused and bool(found.kwh)
    cells: Sequence[Cell | str] = [
        name,
        Cell(per_unit(found, scale, unit), tone="warn" if refused else ""),
        kwh_text(found.kwh) if found.kwh else "",
        *([kwh_text(found.outside_kwh) if found.outside_kwh else ""] if outside else []),
        quantity(found.made, found.unit) if found.made else "",
        "" if found.coverage is None else pct(100 * found.coverage),
    ]
    return cells


def _reset(place: Here, event: Event) -> str:
    return f"{place.called.machine(event.machine)} · {moment(event.at)}"
