"""A report as tables in the reader's language: of these the page and the workbook are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dure.engine.floor.plant import Plant
from dure.floor.boards.outside import outside_words
from dure.floor.boards.reports.indicators import Indicator, Refusal
from dure.floor.boards.reports.kpi import Change, KpiReport, Window
from dure.floor.boards.reports.measuring import Measured
from dure.floor.boards.reports.report import Report
from dure.floor.boards.reports.shape import PIECES
from dure.floor.boards.reports.spans import Role, Span
from dure.floor.boards.reports.usage import DayOfUse, SourceOfUse, UsageReport
from dure.floor.plant.names import Called, unit_word
from dure.floor.plant.source_words import ORIGINS
from dure.foundation.interface.formats import is_korean, moment, month, number, period

Value = str | float | date | datetime | None
REFUSALS = {
    Refusal.COVERAGE: gettext_lazy("not assessable: only %(known)s%% of the time is known, %(floor)s%% is needed"),
    Refusal.NO_SHIFT: gettext_lazy("not assessable: no shift was planned"),
    Refusal.NOTHING_TOLD: gettext_lazy("not assessable: nothing was recorded"),
    Refusal.NO_RATE: gettext_lazy("not assessable: something was made for which no run time is planned"),
    Refusal.CONTRADICTORY: gettext_lazy("not assessable: more was thrown away than was made"),
}


@dataclass(frozen=True)
class Sheet:
    """`figures`: the columns (from 0) that hold figures. `short`: those that the page shows; all where empty.

    `by_day`: each row begins with its day; `told` is the column whose sum says what a month of them comes to. Details
    stand in the file alone.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    figures: frozenset[int]
    short: tuple[int, ...] = ()
    foot: Sequence[Value] = ()
    is_detail: bool = False
    by_day: bool = False
    told: int | None = None


def sheets_of(report: Report) -> list[Sheet]:
    """The tables of a report, those with figures first, where they come from last."""
    called = Called(report.plant)
    if isinstance(report.content, UsageReport):
        found = [_sources(report.content, report.plant), _days(report.content, report.plant)]
    else:
        found = _kpi(report.content, called, 100 * report.plant.coverage_floor)
    return [*found, provenance_sheet(report)]


def _kpi(found: KpiReport, called: Called, floor_pct: float) -> list[Sheet]:
    measured = [_measured(found.of(role), called, floor_pct) for role in (Role.SPAN, Role.MONTH)]
    chosen = [_measured([*found.of(Role.BEFORE), *found.of(Role.AFTER)], called, floor_pct)] if found.changes else []
    changes = [_changes(found.changes, called, floor_pct)] if found.changes else []
    months = _months(found.of(Role.MONTH), called)
    return [measured[0], *changes, *chosen, months, measured[1], _stops(found, called), _outside(found, called)]


def _measured(windows: Sequence[Window], called: Called, floor_pct: float) -> Sheet:
    heads = (
        _("Period"), _("Indicator"), _("Of"), _("Value"), _("Unit"), _("Lowest"), _("Highest"), _("Divided"),
        _("Unit of the divided"), _("Divided by"), _("Unit of the divisor"), _("Shifts counted"), _("Coverage (%)"),
        _("Remark"), _("Definition"),
    )  # fmt: skip
    rows = [_row(window.span, one, called, floor_pct) for window in windows for one in window.measured]
    titles = {Role.SPAN: _("Key figures"), Role.MONTH: _("Key figures by month, in full")}
    title = titles.get(windows[0].role, _("Two periods compared, in full")) if windows else _("Key figures")
    is_detail = not windows or windows[0].role is not Role.SPAN
    figures = frozenset({3, 5, 6, 7, 9, 11, 12})
    return Sheet(title, heads, rows, figures, (1, 2, 3, 4, 11, 12, 13), is_detail=is_detail)


def _row(span: Span, one: Measured, called: Called, floor_pct: float) -> list[Value]:
    return [
        period(span.first, span.last), name_of(one.indicator), _of(one, called), one.value, unit_of(one.unit), one.low,
        one.high, one.numerator, unit_of(one.numerator_unit), one.denominator, unit_of(one.denominator_unit),
        one.shifts, None if one.coverage is None else 100 * one.coverage, _note(one, floor_pct),
        one.indicator.definition,
    ]  # fmt: skip


def _note(one: Measured, floor_pct: float) -> str:
    if one.why is not None:
        return str(REFUSALS[one.why]) % {"known": number(100 * (one.coverage or 0), 1), "floor": number(floor_pct, 1)}
    if one.low is None or one.high is None:
        return ""
    return _("between %(low)s and %(high)s, whatever the unknown time was") % {
        "low": f"{number(one.low, 1)}%", "high": f"{number(one.high, 1)}%",
    }  # fmt: skip


def _months(windows: Sequence[Window], called: Called) -> Sheet:
    """One column a month. A value that is refused is a dash; why, stands in the full table."""
    heads = [_("Indicator"), _("Of"), _("Unit"), *(month(window.span.first) for window in windows)]
    rows: list[list[Value]] = []
    for same in zip(*(window.measured for window in windows), strict=True):
        one = same[0]
        values: list[Value] = ["–" if each.value is None else each.value for each in same]
        rows.append([name_of(one.indicator), _of(one, called), unit_of(one.unit), *values])
    return Sheet(_("Key figures by month"), heads, rows, frozenset(range(3, len(heads))))


def _changes(changes: Sequence[Change], called: Called, floor_pct: float) -> Sheet:
    heads = (
        _("Indicator"), _("Of"), _("Unit"), _("In the days before"), _("In the days after"), _("Difference (%)"),
        _("Remark"),
    )  # fmt: skip
    rows: list[list[Value]] = [
        [name_of(one.before.indicator), _of(one.before, called), unit_of(one.before.unit), one.before.value,
         one.after.value, one.pct, _why_not(one, floor_pct)]
        for one in changes
    ]  # fmt: skip
    return Sheet(_("Two periods compared"), heads, rows, frozenset({3, 4, 5}))


def _why_not(change: Change, floor_pct: float) -> str:
    refused = next((one for one in (change.before, change.after) if one.why is not None), None)
    return "" if refused is None else _note(refused, floor_pct)


def _stops(found: KpiReport, called: Called) -> Sheet:
    rows: list[list[Value]] = [
        [called.machine(s.machine), called.reason(s.reason), s.seconds / 3600, _("planned") if s.planned else ""]
        for s in found.stops
    ]
    heads = (_("Machine"), _("Reason"), _("Hours standing still"), _("Remark"))
    return Sheet(_("Stops by reason"), heads, rows, frozenset({2}))


def _outside(found: KpiReport, called: Called) -> Sheet:
    heads = (
        _("Day"), _("Machine"), _("Produced"), _("Good"), _("Thrown away"), _("Rework"), _("Unit"),
        _("Weight in (kg)"), _("Weight out (kg)"), _("Energy (kWh)"),
    )  # fmt: skip
    rows: list[list[Value]] = [
        [each.day, called.machine(each.machine), each.pq, each.gq, each.sq, each.rq,
         unit_of(found.units.get(each.machine, PIECES)), each.input_kg, each.output_kg, each.energy_kwh]
        for each in found.outside
    ]  # fmt: skip
    # Pieces and kilograms of several machines make no sum; electricity does.
    told = 9 if any(each.energy_kwh for each in found.outside) else None
    figures, short = frozenset({2, 3, 4, 5, 7, 8, 9}), (0, 1, 2, 4, 6, 8, 9)
    return Sheet(_("Outside every shift"), heads, rows, figures, short, by_day=True, told=told)


def _days(found: UsageReport, plant: Plant) -> Sheet:
    heads = (
        _("Day"), _("Work planned"), _("Records in all"), _("typed by people"), _("from machines"), _("Corrections"),
        _("Came a day later or more"), _("Held back"), _("First record"), _("Last record"), _("Sources"),
    )  # fmt: skip
    rows = [_day(each, plant) for each in found.days]
    totals = found.totals
    foot: list[Value] = [
        _("Together"), _("%(n)d days") % {"n": totals["days_planned"]}, totals["records"], totals["typed"],
        totals["automatic"], totals["corrections"], totals["late"], totals["held_back"], None, None, "",
    ]  # fmt: skip
    return Sheet(_("Records by day"), heads, rows, frozenset({2, 3, 4, 5, 6, 7}), foot=foot, by_day=True, told=2)


def _day(each: DayOfUse, plant: Plant) -> list[Value]:
    called = Called(plant)
    sources = [f"{called.source(family)} {number(count)}" for family, count in each.sources.items()]
    return [
        each.day, _("shift planned") if each.planned else _("no shift"), each.records, each.typed, each.automatic,
        each.corrections, each.late, each.held_back, _local(each.first, plant), _local(each.last, plant),
        ", ".join(sources) or (_("no record") if each.planned else ""),
    ]  # fmt: skip


def _sources(found: UsageReport, plant: Plant) -> Sheet:
    heads = (
        _("Source"), _("Typed or automatic"), _("Came by"), _("Records in all"), _("Days with records"),
        _("First record"), _("Last record"),
    )  # fmt: skip
    rows = [_source(each, plant) for each in found.sources]
    return Sheet(_("Records by source"), heads, rows, frozenset({3, 4}))


def _source(each: SourceOfUse, plant: Plant) -> list[Value]:
    return [
        Called(plant).source(each.source), _("typed by people") if each.typed else _("from machines"),
        ", ".join(str(ORIGINS.get(origin, origin)) for origin in each.origins), each.records, each.days,
        _local(each.first, plant), _local(each.last, plant),
    ]  # fmt: skip


def provenance_sheet(report: Report) -> Sheet:
    """What the file says of itself, a line each."""
    found, stored = report.provenance, report.provenance.stored
    version = found.version
    sealed = [(_("Sealed file"), f"{each.name} · sha256 {each.sha256}") for each in found.sealed]
    chosen = [
        (label, period(span.first, span.last))
        for label, span in ((_("Days before"), found.asked.before), (_("Days after"), found.asked.after))
        if span is not None
    ]
    content = report.content
    outside = outside_words(content.outside, content.units) if isinstance(content, KpiReport) else ""
    rows: list[tuple[str, str]] = [
        (_("Plant"), f"{found.site.name} ({found.site.code})"),
        (_("Period"), period(found.asked.span.first, found.asked.span.last)),
        *chosen,
        (_("Time zone"), found.timezone),
        (_("Records in the store"), number(stored.events)),
        (_("Head of the chain"), stored.head or _("no record")),
        *(sealed or [(_("Sealed file"), _("none: all records are still in the store"))]),
        (_("Version of the plant"), f"{version.number} · {moment(version.made_at)} · sha256 {version.digest}"),
        *([(_("Outside every shift"), outside)] if outside else []),
        (_("Coverage needed"), f"{number(100 * found.coverage_floor, 1)}%"),
        (_("Digest of the report"), f"sha256 {report.digest}"),
        (_("Made at"), moment(report.made_at)),
    ]
    return Sheet(_("Where this comes from"), (_("What"), _("As it stands")), rows, frozenset())


def name_of(indicator: Indicator) -> str:
    return indicator.name_ko if is_korean() else indicator.name_en


def unit_of(unit: str) -> str:
    """`ea/h`, `kWh/kg` and plain units in words."""
    if "/" not in unit:
        return pgettext("unit", "h") if unit == "h" else unit_word(unit)
    of, _slash, per = unit.partition("/")
    hour = pgettext("unit", "h")
    return f"{unit_word(of)}/{hour if per == 'h' else unit_word(per)}"


def _of(one: Measured, called: Called) -> str:
    """The machine, or how many of the plant's take part: one that never tells anything is not measured."""
    if one.of:
        return called.machine(one.of)
    told, every = len(one.machines), len(called.plant.machines)
    return _("Whole plant") if told == every else _("%(n)d of %(all)d machines") % {"n": told, "all": every}


def _local(at: datetime | None, plant: Plant) -> datetime | None:
    """The plant's own clock, without a zone: the report says which it is."""
    return None if at is None else at.astimezone(plant.timezone).replace(tzinfo=None)
