"""A programme's firms with what each lets the reader see of its plant, from facts that are kept, not reckoned anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from dure.engine.floor.kpi import Sums, share, total
from dure.floor.boards.queries.compared import Compared, compared, span_around
from dure.floor.boards.queries.reckoned import Known, kept_of
from dure.floor.boards.queries.shared import Shown, made, rows_for, shown
from dure.floor.plant import queries as plant
from dure.floor.plant.models import Sharing
from dure.floor.plant.terms import FIGURES, USAGE
from dure.foundation.access.actor import Actor
from dure.journey.programmes.models import Programme

LAST_DAYS: Final = 30


@dataclass(frozen=True)
class Asked:
    """The days asked for, both included; `cut` and `figure`: what is compared before and after which day."""

    first: date
    last: date
    today: date
    cut: date | None = None
    figure: str = ""


@dataclass(frozen=True)
class Line:
    """One firm's shared plant. `more`: how many other plants it shares. `known` None: not reckoned yet."""

    sharing: Sharing
    known: Known | None
    span: Shown | None
    recent: Shown | None
    compared: Compared | None
    more: int


@dataclass(frozen=True)
class Totals:
    """Of all firms that share the figure: sums of times and amounts, and ratios of these sums. Seconds; percent."""

    firms: int
    planned_s: float
    known_s: float
    ran_s: float
    availability: float | None
    yield_: float | None
    made: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class ShopFloor:
    """`lines` by firm; a firm without one shares nothing. `as_of`: when the oldest of them was reckoned."""

    lines: dict[int, Line]
    totals: Totals
    as_of: datetime | None

    @property
    def figures(self) -> list[str]:
        """Those that any firm shares, beside how much is recorded."""
        shared = {name for line in self.lines.values() for name in line.sharing.figures}
        return [name for name in FIGURES if name in shared - {USAGE}]

    def has(self, name: str) -> bool:
        """Whether any firm has the figure in these days."""
        spans = [line.span for line in self.lines.values() if line.span is not None]
        return any(span.values[name].amounts for span in spans if name in span.values)


def shop_floor(programme: Programme, actor: Actor, asked: Asked) -> ShopFloor:
    """A fixed number of queries, whatever the number of firms."""
    by_firm: dict[int, list[Sharing]] = {}
    for row in plant.shared_in(actor, programme.chain):
        if row.site.organisation_id is not None and row.starts_on <= asked.today:
            by_firm.setdefault(row.site.organisation_id, []).append(row)
    ids = [rows[0].site_id for rows in by_firm.values()]
    known = kept_of(ids, *_reach(asked))
    lines = {firm: _line(rows, known.get(rows[0].site_id), asked) for firm, rows in by_firm.items()}
    times = [each.known.as_of for each in lines.values() if each.known is not None and each.known.as_of is not None]
    return ShopFloor(lines, _totals(lines.values()), min(times, default=None))


def _reach(asked: Asked) -> tuple[date, date]:
    """All the days that any column speaks of."""
    around = (asked.first, asked.last) if asked.cut is None else span_around(asked.cut)
    recent = asked.today - timedelta(days=LAST_DAYS)
    return min(asked.first, recent, around[0]), max(asked.last, asked.today, around[1])


def _line(rows: list[Sharing], known: Known | None, asked: Asked) -> Line:
    row, more = rows[0], len({each.site_id for each in rows}) - 1
    if known is None:
        return Line(row, None, None, None, None, more)
    terms = row.terms
    yesterday = asked.today - timedelta(days=1)
    recent = shown(known, terms, asked.today - timedelta(days=LAST_DAYS), yesterday)
    found = compared(known, terms, asked.cut) if asked.cut is not None else []
    one = next((each for each in found if each.name == asked.figure), None)
    return Line(row, known, shown(known, terms, asked.first, asked.last), recent, one, more)


def _totals(lines: Iterable[Line]) -> Totals:
    found = [(line.sharing.figures, line.known, line.span) for line in lines]
    told = [(figures, known, span) for figures, known, span in found if known is not None and span is not None]
    timed = total(row for _figures, _known, span in told for row in span.rows)
    ran, weighed = (_given(name, told) for name in ("availability", "yield"))
    amounts: dict[str, float] = {}
    for figures, known, span in told:
        for amount, unit in made(known, span.rows) if "output" in figures else ():
            amounts[unit] = amounts.get(unit, 0.0) + amount
    return Totals(
        firms=len(found),
        planned_s=timed.pbt_s,
        known_s=timed.known_s,
        ran_s=ran.apt_s,
        availability=_pct(share(ran.apt_s, ran.known_s)),
        yield_=_pct(share(weighed.output_kg, weighed.input_kg)),
        made=tuple((amount, unit) for unit, amount in amounts.items() if amount),
    )


def _given(name: str, told: Iterable[tuple[list[str], Known, Shown]]) -> Sums:
    """What one figure is made of, of all firms that share it and know enough for it."""
    given = [(known, span) for figures, known, span in told if name in figures and span.values[name].amounts]
    return total(row for known, span in given for row in rows_for(name, known, span.rows))


def _pct(ratio: float | None) -> float | None:
    return None if ratio is None else 100 * ratio
