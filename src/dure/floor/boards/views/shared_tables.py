"""The shared figures as tables: the spans, what one is made of, before and after, single records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.engine.floor.events import Event, Kind, State
from dure.engine.floor.kpi import Figures
from dure.engine.floor.plant import Plant
from dure.floor.boards.queries.compared import Compared, Side
from dure.floor.boards.queries.made_of import Part
from dure.floor.boards.queries.records import Record
from dure.floor.boards.queries.shared import Shown, ends
from dure.floor.events.traced import Traced
from dure.floor.plant.labels import figure_label
from dure.floor.plant.models import Sharing
from dure.floor.plant.names import KINDS, STATES, Called, lasting, quantity
from dure.floor.plant.tables import Cell, Table, source_cell
from dure.floor.plant.terms import USAGE, Grain
from dure.foundation.interface.formats import day_short, moment, month, number, period
from dure.foundation.interface.lists import Column
from dure.foundation.interface.lists import Kind as Drawn
from dure.foundation.interface.lists.excel import Sheet
from dure.foundation.interface.parts import Fact, Text


def span_name(grain: Grain, found: Shown) -> str:
    """The span in words; a month or week that was cut by the agreed days says which days it has."""
    if grain is Grain.DAY:
        return day_short(found.first)
    if grain is Grain.MONTH and found.last == ends(grain, found.first):
        return month(found.first)
    return period(found.first, found.last)


_SPANS = {Grain.MONTH: gettext_lazy("Month"), Grain.WEEK: gettext_lazy("Week"), Grain.DAY: gettext_lazy("Day")}


def periods_table(sharing: Sharing, found: Sequence[Shown]) -> Table:
    """A row a span; each leads to what it is made of. Figures that no span has are told by `lacking`."""
    grain, names = sharing.terms.grain, given(sharing, found)
    labels = [str(figure_label(name)) for name in names]
    # A day has no other number of days than one.
    days = [] if grain is Grain.DAY else [_("Days with records")]
    headers = [str(_SPANS[grain]), *labels, *days, _("Known")]
    rows: list[list[Cell | Text]] = [
        [
            Cell(span_name(grain, each), url=reverse("boards:shared_span", args=[sharing.pk, each.first.isoformat()])),
            *(Cell(each.values[name].text, note=each.values[name].why) for name in names),
            *(str(each.days) for _column in days),
            _known(each),
        ]
        for each in found
    ]
    return Table(_("Shared figures"), headers, rows, figures=frozenset(range(1, len(headers))))


def given(sharing: Sharing, found: Sequence[Shown]) -> list[str]:
    """The agreed figures that any of the spans has."""
    names = [name for name in sharing.figures if name != USAGE]
    return [name for name in names if any(each.values[name].amounts for each in found)]


def lacking(sharing: Sharing, found: Sequence[Shown], whole: Shown) -> list[tuple[str, str]]:
    """The agreed figures that none of the spans has, each with the reason: a column of dashes would say no more."""
    has = {USAGE, *given(sharing, found)}
    return [(str(figure_label(name)), str(whole.values[name].why)) for name in sharing.figures if name not in has]


def _known(found: Shown) -> Cell:
    coverage = found.figures.coverage
    return Cell(percent(coverage), tone="" if coverage is None or found.is_enough else "warn")


@dataclass(frozen=True)
class _Line:
    """One row of the Excel file."""

    first: object
    last: object
    days: int
    coverage: float | None
    cells: dict[str, object]


def periods_sheet(sharing: Sharing, found: Sequence[Shown]) -> Sheet:
    """The same for Excel: ratios in percent, amounts in words with their unit, reasons where there is no number."""
    names = [name for name in sharing.figures if name != USAGE]
    columns = [
        Column("first", _("First day"), Drawn.DATE),
        Column("last", _("Last day"), Drawn.DATE),
        *(Column(name, figure_label(name), value=_reader(name)) for name in names),
        Column("days", _("Days with records"), Drawn.NUMBER),
        Column("coverage", _("Known"), Drawn.PCT),
    ]
    lines = [
        _Line(
            each.first, each.last, each.days, None if each.figures.coverage is None else 100 * each.figures.coverage,
            {name: value.text if value.amounts else str(value.why) for name, value in each.values.items()},
        )
        for each in found
    ]  # fmt: skip
    return Sheet(sharing.site.name, columns, lines, len(lines))


def _reader(name: str) -> Callable[[_Line], object]:
    return lambda line: line.cells[name]


@dataclass(frozen=True)
class _Ingredient:
    """A sum that a figure is reckoned from, and the figures that need it."""

    label: Callable[[], str]
    of: frozenset[str]
    text: Callable[[Figures], str]


def _hours(name: str) -> Callable[[Figures], str]:
    return lambda found: lasting(getattr(found, name))


def _ran(found: Figures) -> str:
    """Nothing where nothing is known: that is not nought."""
    return "–" if found.unknown_s >= found.pbt_s else lasting(found.apt_s)


def _amount(name: str, unit: str = "") -> Callable[[Figures], str]:
    return lambda found: quantity(round(getattr(found, name), 3), unit) if getattr(found, name) else "–"


TIMES = frozenset({USAGE, "availability", "oee"})
COUNTS = frozenset({"output", "quality", "oee"})
INGREDIENTS = (
    _Ingredient(lambda: _("Planned time"), TIMES, _hours("pbt_s")),
    _Ingredient(lambda: _("Not told"), TIMES, _hours("unknown_s")),
    _Ingredient(lambda: _("Worked"), TIMES - {USAGE}, _ran),
    _Ingredient(lambda: _("Produced, bad ones too"), COUNTS, _amount("pq")),
    _Ingredient(lambda: _("Good"), COUNTS, _amount("gq")),
    _Ingredient(lambda: _("Thrown away"), frozenset({"quality"}), _amount("sq")),
    _Ingredient(lambda: _("Rework"), frozenset({"quality"}), _amount("rq")),
    _Ingredient(lambda: _("Went in"), frozenset({"yield"}), _amount("input_kg", "kg")),
    _Ingredient(lambda: _("Came out"), frozenset({"yield", "output"}), _amount("output_kg", "kg")),
    _Ingredient(lambda: _("Electricity"), frozenset({"energy"}), _amount("energy_kwh", "kWh")),
)


def ingredients(sharing: Sharing) -> list[_Ingredient]:
    """Those of the agreed figures alone."""
    return [each for each in INGREDIENTS if each.of & set(sharing.figures)]


def whole_facts(sharing: Sharing, whole: Part) -> list[Fact]:
    """The sums of the whole span, then where its records lie."""
    sums = [Fact(each.label(), each.text(whole.figures)) for each in ingredients(sharing)]
    sums.append(Fact(_("Known"), percent(whole.figures.coverage)))
    return [*sums, *_traced(whole.traced), Fact(_("Revision"), whole.figures.revision)]


def _traced(found: Traced) -> list[Fact]:
    if not found.events:
        return [Fact(_("Records"), 0)]
    facts = [
        Fact(_("Records"), number(found.events)),
        Fact(_("Batches"), f"{number(found.first_batch)} – {number(found.last_batch)}"),
        Fact(_("Link of the chain"), found.link),
    ]
    facts += [Fact(_("Sealed file"), file.name, note=f"SHA-256 {file.sha256}") for file in found.files]
    return [*facts, Fact(_("Not sealed yet"), _("some of them"))] if found.is_live else facts


def parts_table(sharing: Sharing, plant: Plant, parts: Sequence[Part]) -> Table:
    """A row a machine and shift, with those sums that any of them has."""
    called = Called(plant)
    wanted = [one for one in ingredients(sharing) if any(one.text(part.figures) != "–" for part in parts)]
    headers = [_("Machine"), _("Shift"), *(each.label() for each in wanted), _("Known"), _("Records"), _("Batches"),
               _("Revision")]  # fmt: skip
    rows: list[list[Cell | Text]] = [
        [
            called.machine(part.machine),
            part.shift,
            *(each.text(part.figures) for each in wanted),
            percent(part.figures.coverage),
            number(part.traced.events),
            f"{part.traced.first_batch}–{part.traced.last_batch}" if part.traced.events else "–",
            str(part.figures.revision),
        ]
        for part in parts
    ]
    return Table(_("Shifts"), headers, rows, figures=frozenset(range(2, len(headers))))


def compared_table(found: Sequence[Compared]) -> Table:
    """Medians of shifts on both sides, with what they rest on."""
    headers = [_("Shared figure"), _("Before that day"), _("From that day on"), _("Difference")]
    rows: list[list[Cell | Text]] = [
        [str(figure_label(each.name)), _side(each.before), _side(each.after), _difference(each)] for each in found
    ]
    return Table(_("Before and after the day"), headers, rows, figures=frozenset({1, 2, 3}))


def _side(side: Side) -> Cell:
    if side.last < side.first or side.coverage is None:
        return Cell("–")
    words = {"n": side.shifts, "pct": percent(side.coverage)}
    text = "–" if side.median is None else f"{number(side.median, 1)}%"
    return Cell(text, note=_("%(n)d shifts, %(pct)s known") % words)


def _difference(each: Compared) -> Cell:
    if each.points is None:
        return Cell(_("not comparable"), note=each.why)
    return Cell(_("%(points)s points") % {"points": f"{each.points:+.1f}"})


def records_table(plant: Plant, found: Sequence[Record]) -> Table:
    """Single records without people, notes, lots and orders."""
    called = Called(plant)
    headers = [_("When"), _("Machine"), _("What"), _("Value"), _("Reason"), _("From where")]
    return Table(_("Records"), headers, [_record(called, each) for each in found], figures=frozenset({3}))


def _record(called: Called, record: Record) -> list[Cell | str]:
    told, value = record.told, _told(record.told)
    gone = _("changed or taken back later") if record.is_corrected else ""
    return [
        moment(told.at), called.machine(told.machine), KINDS[told.kind](), Cell(value, note=gone),
        _reason(called, record),
        source_cell(called, told.source_id, told.source_seq),
    ]  # fmt: skip


def _told(event: Event) -> str:
    if event.kind is Kind.STATE:
        return str(STATES[State(event.value)]())
    if event.value in {"ok", "ng"}:
        return _("in order") if event.value == "ok" else _("not in order")
    return f"{event.value} {event.unit}".strip()


def _reason(called: Called, record: Record) -> str:
    told = record.told
    if not told.reason:
        return ""
    if told.kind in {Kind.CHECK, Kind.CCP}:
        return called.check(told.reason)
    return called.defect(told.reason) if told.kind in {Kind.SCRAP, Kind.REWORK} else called.reason(told.reason)


def percent(share: float | None) -> str:
    """A share of 1 in percent."""
    return "–" if share is None else f"{number(100 * share, 1)}%"
