"""A whole report: figures, where they come from, and the digest by which a file is known to be unchanged."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property

from dure.engine.floor.events import stamp
from dure.engine.floor.outside import Outside
from dure.engine.floor.plant import Plant
from dure.engine.strict_json import canonical, dump
from dure.floor.boards.reports.indicators import EVERY
from dure.floor.boards.reports.kpi import Change, KpiReport, Window, kpi_report
from dure.floor.boards.reports.measuring import Measured
from dure.floor.boards.reports.provenance import Provenance, provenance_of, spelled
from dure.floor.boards.reports.shape import PIECES
from dure.floor.boards.reports.spans import Asked, ReportKind
from dure.floor.boards.reports.usage import DayOfUse, SourceOfUse, UsageReport, usage_report
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of

# Seconds are added in no fixed order over a long span; a figure is the same beyond what anybody measures.
PLACES = 6
Json = dict[str, object]


@dataclass(frozen=True)
class Report:
    """Everything but `made_at` follows from the events and the plant alone, once the shifts of its days are over."""

    plant: Plant
    provenance: Provenance
    content: UsageReport | KpiReport
    made_at: datetime

    @property
    def kind(self) -> ReportKind:
        return self.provenance.asked.kind

    @cached_property
    def figures(self) -> Json:
        if isinstance(self.content, UsageReport):
            return _usage(self.content)
        return _kpi(self.content)

    @cached_property
    def _proven(self) -> Json:
        return {
            "report": f"dure-floor-{self.kind.value}/1",
            "provenance": self.provenance.as_json(),
            "figures": self.figures,
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of all but `made_at` and `digest`."""
        return hashlib.sha256(canonical(self._proven).encode()).hexdigest()

    def json_bytes(self) -> bytes:
        return dump({"made_at": stamp(self.made_at), "digest": self.digest, **self._proven}).encode()


def report_of(site: Site, asked: Asked, at: datetime) -> Report:
    """The report of a plant. Raises LookupError where the plant is not set up."""
    found = provenance_of(site, asked)
    is_usage = asked.kind is ReportKind.USAGE
    content = usage_report(site.code, asked.span) if is_usage else kpi_report(site.code, asked, at)
    return Report(plant_of(site.code), found, content, at)


def _usage(found: UsageReport) -> Json:
    return {
        "totals": found.totals,
        "planned_days_without_records": [day.isoformat() for day in found.without_records],
        "sources": [_source(each) for each in found.sources],
        "days": [_day(each) for each in found.days],
    }


def _source(each: SourceOfUse) -> Json:
    return asdict(each) | {"origins": list(each.origins), "first": spelled(each.first), "last": spelled(each.last)}


def _day(each: DayOfUse) -> Json:
    return asdict(each) | {"day": each.day.isoformat(), "first": spelled(each.first), "last": spelled(each.last)}


def _kpi(found: KpiReport) -> Json:
    return {
        "indicators": [
            {"key": e.key, "name_ko": e.name_ko, "name_en": e.name_en, "formula": e.formula, "national": e.national,
             "definition": e.definition}
            for e in EVERY.values()
        ],
        "windows": [_window(each) for each in found.windows],
        "changes": [_change(each) for each in found.changes],
        "stops": [
            {"machine": s.machine, "reason": s.reason, "hours": _rounded(s.seconds / 3600), "planned": s.planned}
            for s in found.stops
        ],
        "outside_shifts": [_outside(each, found.units) for each in found.outside],
    }  # fmt: skip


def _outside(each: Outside, units: dict[str, str]) -> Json:
    amounts = ("pq", "gq", "sq", "rq", "energy_kwh", "input_kg", "output_kg")
    told: Json = {"day": each.day.isoformat(), "machine": each.machine, "unit": units.get(each.machine, PIECES)}
    return told | {name: _rounded(getattr(each, name)) for name in amounts}


def _window(each: Window) -> Json:
    return {
        "of": each.role.value,
        "first": each.span.first.isoformat(),
        "last": each.span.last.isoformat(),
        "values": [_measured(one) for one in each.measured],
    }


def _measured(one: Measured) -> Json:
    return {
        "key": one.indicator.key,
        "machine": one.of,
        "machines": list(one.machines),
        "unit": one.unit,
        "value": _rounded(one.value),
        "low": _rounded(one.low),
        "high": _rounded(one.high),
        "numerator": _rounded(one.numerator),
        "numerator_unit": one.numerator_unit,
        "denominator": _rounded(one.denominator),
        "denominator_unit": one.denominator_unit,
        "n_shifts": one.shifts,
        "coverage": _rounded(one.coverage),
        "assessable": one.why is None,
        "why_not": None if one.why is None else one.why.value,
        "definition": one.indicator.definition,
    }


def _change(each: Change) -> Json:
    return {
        "key": each.before.indicator.key,
        "machine": each.before.of,
        "unit": each.before.unit,
        "before": _rounded(each.before.value),
        "after": _rounded(each.after.value),
        "change_pct": _rounded(each.pct),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES) + 0.0
