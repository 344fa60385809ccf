"""Key figures by ISO 22400-2, with what is known and what is not."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from dure.engine.floor.kpi import Figures, Grain
from dure.floor.boards.queries.figures import figures_of
from dure.floor.boards.views.energy import scale_of
from dure.floor.boards.views.found import MOST_DAYS_OF_FIGURES, Here, here, span_asked
from dure.floor.events.kept import KeptFact, history_of
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import lasting
from dure.floor.plant.tables import Cell, Table
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import day_short, moment, number, pct, period
from dure.foundation.interface.lists import Column, Kind
from dure.foundation.interface.lists.excel import Sheet, excel_response
from dure.foundation.interface.parts import Tab

GRAINS = {
    Grain.SHIFT: gettext_lazy("By shift"),
    Grain.DAY: gettext_lazy("By day"),
    Grain.MACHINE: gettext_lazy("By machine"),
    Grain.LINE: gettext_lazy("By line"),
    Grain.SITE: gettext_lazy("Whole plant"),
}
EXPORTED = (
    "machine", "line", "window", "pbt_s", "apt_s", "aust_s", "adet_s", "adot_s", "unknown_s", "coverage", "pq", "gq",
    "sq", "rq", "availability", "effectiveness", "quality", "oee", "oee_low", "oee_high", "yield_", "input_kg",
    "output_kg", "energy_kwh", "energy_per_unit", "setup_ratio", "scrap_ratio", "definition", "revision",
)  # fmt: skip
TEXTS = frozenset({"machine", "line", "window", "definition"})


@needs(VIEW_SITE)
@require_GET
def show_figures(request: HttpRequest, code: str) -> HttpResponseBase:
    """The figures of a span, rolled up by sums."""
    place = here(request, code)
    first, last = span_asked(request, place.today, 7, MOST_DAYS_OF_FIGURES)
    asked = request.GET.get("by", "")
    grain = Grain(asked) if asked in set(Grain) else Grain.MACHINE
    found = figures_of(code, first, last, grain, now())
    if request.GET.get("export") == "xlsx":
        return excel_response(_sheet(place, found))
    span = f"from={first.isoformat()}&to={last.isoformat()}"
    context = place.context("boards:figures", _("Key figures")) | {
        "first": first,
        "last": last,
        "grain": grain,
        "grains": [Tab(label, f"?by={one.value}&{span}", current=one is grain) for one, label in GRAINS.items()],
        "export": f"?by={grain.value}&{span}&export=xlsx",
        "floor_pct": number(100 * place.plant.coverage_floor),
        "has_rates": any(machine.rates for machine in place.plant.machines.values()),
        "table": _table(place, found, grain) if found else None,
    }
    return render(request, "boards/figures.html", context)


@needs(VIEW_SITE)
@require_GET
def show_revisions(request: HttpRequest, code: str) -> HttpResponseBase:
    """How a shift's figures changed after they were kept, the old values beside the new."""
    place = here(request, code)
    machine, label = request.GET.get("machine", ""), request.GET.get("shift", "")
    kept = history_of(code, machine, label)
    context = place.context("boards:figures", _("Revisions")) | {
        "machine": place.called.machine(machine),
        "shift": label,
        "table": _kept_table(kept) if kept else None,
    }
    return render(request, "boards/revisions.html", context)


def _kept_table(kept: Sequence[KeptFact]) -> Table:
    """One column a revision: what stands now beside what stood before."""
    contents = [json.loads(each.content) for each in kept]
    named = {
        "apt_s": _("Worked"), "unknown_s": _("Not told"), "pq": _("Produced"), "gq": _("Good"),
        "sq": _("Thrown away"), "rq": _("Rework"), "input_kg": _("Went in"), "output_kg": _("Came out"),
    }  # fmt: skip
    rows = [[label, *(_kept(name, content[name]) for content in contents)] for name, label in named.items()]
    at = [moment(datetime.fromisoformat(each.kept_at)) for each in kept]
    headers = [_("Figure"), *(f"{each.revision} · {when}" for each, when in zip(kept, at, strict=True))]
    return Table(_("Revisions"), headers, rows, figures=frozenset(range(1, len(headers))))


def _kept(name: str, value: float) -> str:
    return lasting(value) if name.endswith("_s") else number(value, 1)


def _table(place: Here, found: Sequence[Figures], grain: Grain) -> Table:
    """The columns that say anything here: no energy, yield or revisions where there are none."""
    columns = [column for column in _columns(place, grain) if column.shown(found)]
    rows = [[column.cell(each) for column in columns] for each in found]
    places = frozenset(range(2, len(columns)))
    return Table(_("Key figures"), [column.head for column in columns], rows, figures=places)


@dataclass(frozen=True)
class _Drawn:
    """One column: its heading, its cell of a row, and whether these rows need it."""

    head: str
    cell: Callable[[Figures], Cell | str]
    shown: Callable[[Sequence[Figures]], bool] = lambda _rows: True


def _columns(place: Here, grain: Grain) -> list[_Drawn]:
    return [
        _Drawn(_("Of"), lambda each: Cell(_of(place, each), url=_records(place, each))),
        _Drawn(_("When"), lambda each: _when(each, grain)),
        _Drawn(_("Coverage"), lambda each: Cell(_share(each.coverage), tone="warn" if _lacks(each) else "")),
        _Drawn(_("Planned time"), lambda each: lasting(each.pbt_s)),
        _Drawn(_("Worked"), lambda each: lasting(each.apt_s)),
        _Drawn(_("Not told"), lambda each: lasting(each.unknown_s)),
        _Drawn(_("Availability"), lambda each: _or_refused(each, each.availability)),
        _Drawn(_("Effectiveness"), lambda each: _or_refused(each, each.effectiveness), _has_rates),
        _Drawn(_("Quality ratio"), lambda each: _share(each.quality)),
        _Drawn(_("OEE"), _oee, _has_rates),
        _Drawn(_("Yield"), lambda each: _share(each.yield_), lambda rows: any(each.input_kg for each in rows)),
        _Drawn(_("Energy"), _energy, lambda rows: any(each.energy_kwh for each in rows)),
        _Drawn(
            _("Revision"),
            lambda each: Cell(str(each.revision), url=_revisions(each, grain)),
            lambda rows: any(each.revision > 1 for each in rows),
        ),
    ]


def _has_rates(rows: Sequence[Figures]) -> bool:
    return any(each.oee_low is not None and each.oee_high is not None and each.pbt_s for each in rows)


def _energy(each: Figures) -> Cell:
    """With the share of one piece (or of one of whatever was counted)."""
    one = each.energy_per_unit
    refused = _("too little known") if each.energy_kwh and each.pq else ""
    note = _("%(energy)s for one") % {"energy": scale_of([one]).text(one)} if one is not None else refused
    return Cell(f"{number(each.energy_kwh, 1)} kWh" if each.energy_kwh else "", note=note)


def _of(place: Here, each: Figures) -> str:
    if each.machine is not None:
        return place.called.machine(each.machine)
    return place.called.line(each.line) if each.line is not None else place.site.name


def _when(each: Figures, grain: Grain) -> str:
    if grain in {Grain.SHIFT, Grain.DAY}:
        on, _space, shift = each.window.partition(" ")
        return f"{day_short(date.fromisoformat(on))} {shift}".strip()
    first, _slash, last = each.window.partition("/")
    return period(date.fromisoformat(first), date.fromisoformat(last))


def _share(value: float | None) -> str:
    return "" if value is None else pct(100 * value)


def _lacks(each: Figures) -> bool:
    """Whether too little is known of the planned time; of none, as before a shift begins, nothing is lacking."""
    return bool(each.pbt_s) and not each.assessable


def _or_refused(each: Figures, value: float | None) -> Cell:
    """A figure, or in words why there is none; nothing where no time was planned."""
    if _lacks(each):
        return Cell(_("too little known"), tone="warn")
    if not each.pbt_s:
        return Cell("")
    return Cell(_share(value) or _("no rate planned"))


def _oee(each: Figures) -> Cell:
    """With its bounds: all unknown time down, or running at the planned rate."""
    if each.oee_low is None or each.oee_high is None:
        return Cell(_("no rate planned") if each.pbt_s else "")
    bounds = f"{pct(100 * each.oee_low)} – {pct(100 * each.oee_high)}"
    return Cell(_share(each.oee), note=bounds) if each.assessable else Cell(bounds, note=_("bounds only"))


def _records(place: Here, each: Figures) -> str:
    first, _mark, last = each.window.partition("/")
    on = date.fromisoformat(first.partition(" ")[0])
    end = date.fromisoformat(last) if last else on
    wanted = {"machine": each.machine} if each.machine else {}
    return place.records_url(on, end, **wanted)


def _revisions(each: Figures, grain: Grain) -> str:
    if grain is not Grain.SHIFT or each.revision < 2 or each.machine is None:
        return ""
    return f"revisions/?machine={each.machine}&shift={each.window}"


def _sheet(place: Here, found: Sequence[Figures]) -> Sheet:
    columns = [
        Column(name.rstrip("_"), name.rstrip("_"), Kind.TEXT if name in TEXTS else Kind.NUMBER, value=name)
        for name in EXPORTED
    ]
    return Sheet(f"{place.site.name} {_('Key figures')}", columns, found, len(found))
