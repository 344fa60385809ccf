"""Messy event sets for property tests: four sources on two machines around a midnight, everything a little wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from tests.engine.floor.oracle import Span
from tests.engine.floor.plants import at, calendar, plant, shift

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Plant

SOURCES = ("plc#1", "plc#2", "hands#t1", "excel")
MACHINES = ("M1", "M2")
STATES = ("run", "idle", "setup", "down", "off", "unknown")
REASONS = ("change", "jam", "no-order", "cleaning", "elsewhere")
SINCE, UNTIL = at("23:35"), at("24:45")
SHIFTS = [
    Span(at("23:50"), at("23:58"), ((at("23:53"), at("23:54")),)),
    Span(at("23:58"), at("24:10"), ((at("23:59:30"), at("24:00:30")),)),
    Span(at("24:15"), at("24:25")),
]
SPAN_S = int((UNTIL - SINCE).total_seconds())


def night_plant(*, stale_after_s: int = 150, floor_pct: int = 0) -> Plant:
    """Three short shifts, two on Monday and one early on Tuesday, that the oracle can walk through second by second."""
    base: dict[str, Any] = {"planned_run_time_s": {"*": 2, "A": 3}, "stale_after_s": stale_after_s}
    return plant(
        machines=[
            {"id": "M1", "line": "L1", "sources": {"plc": {"stale_after_s": 40}}, **base},
            {
                "id": "M2",
                "line": "L1",
                "priority": ["hands"],
                "counter": "good",
                "sources": {"hands": {"stale_after_s": 220}, "elsewhere": {"stale_after_s": 1}},
                **base,
            },
        ],
        calendar=[
            calendar(
                [
                    shift("23:50", "23:58", "late", ["23:53", "23:54"]),
                    shift("23:58", "00:10", "night", ["23:59:30", "00:00:30"]),
                ],
                days=["mon"],
            ),
            calendar([shift("00:15", "00:25", "early")], days=["tue"]),
        ],
        coverage_floor_pct=floor_pct,
    )


def moments() -> st.SearchStrategy[datetime]:
    """Whole seconds, often on a boundary."""
    edges = [span.start for span in SHIFTS] + [span.end for span in SHIFTS] + [at("24:00")]
    return st.one_of(
        st.integers(0, SPAN_S - 1).map(lambda seconds: SINCE + timedelta(seconds=seconds)), st.sampled_from(edges)
    )


@st.composite
def states_and_reasons(draw: st.DrawFn, *, most: int = 16, reasons: bool = True) -> list[Event]:
    """States of all sources, their reasons, and corrections of both."""
    kinds = [Kind.STATE] * 3 + ([Kind.REASON, Kind.CORRECTION] if reasons else [])
    events: list[Event] = []
    for place in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(kinds))
        states = [event for event in events if event.kind is Kind.STATE]
        if kind is Kind.CORRECTION and states:
            events.append(_correction(draw, place, draw(st.sampled_from(states)), st.sampled_from(STATES)))
            continue
        is_state = kind is not Kind.REASON
        events.append(
            Event(
                draw(st.sampled_from(SOURCES)), place, draw(st.sampled_from(MACHINES)), draw(moments()),
                Kind.STATE if is_state else Kind.REASON, value=draw(st.sampled_from(STATES)) if is_state else "",
                reason=draw(st.sampled_from(REASONS if not is_state else ("", "", *REASONS[:2]))) if reasons else "",
            )
        )  # fmt: skip
    return events


@st.composite
def quantities(draw: st.DrawFn, *, most: int = 12, orders: bool = True) -> list[Event]:
    """Counts of every sort, orders, lots and energy; and corrections of counts."""
    kinds = [Kind.COUNT, Kind.COUNT_TOTAL, Kind.SCRAP, Kind.REWORK, Kind.ENERGY]
    kinds += [Kind.ORDER_START, Kind.ORDER_END, Kind.LOT_IN, Kind.LOT_OUT, Kind.CORRECTION] if orders else []
    events: list[Event] = []
    for place in range(1000, 1000 + draw(st.integers(0, most))):
        kind = draw(st.sampled_from(kinds))
        counts = [event for event in events if event.kind is Kind.COUNT]
        if kind is Kind.CORRECTION and counts:
            events.append(_correction(draw, place, draw(st.sampled_from(counts)), st.integers(0, 40).map(str)))
            continue
        kind = Kind.COUNT if kind is Kind.CORRECTION else kind
        events.append(
            Event(
                draw(st.sampled_from(SOURCES)), place, draw(st.sampled_from(MACHINES)), draw(moments()), kind,
                value=str(draw(st.integers(0, 40))), item=draw(st.sampled_from(["", "", "A", "B"])),
                order=draw(st.sampled_from(["W1", "W2"])) if kind in {Kind.ORDER_START, Kind.ORDER_END} else "",
                lot=draw(st.sampled_from("abc")) if kind in {Kind.LOT_IN, Kind.LOT_OUT} else "",
                unit="kg" if kind in {Kind.LOT_IN, Kind.LOT_OUT} else "",
            )
        )  # fmt: skip
    return events


@st.composite
def messy(draw: st.DrawFn) -> list[Event]:
    return [*draw(states_and_reasons()), *draw(quantities())]


def _correction(draw: st.DrawFn, place: int, target: Event, values: st.SearchStrategy[str]) -> Event:
    void = draw(st.booleans())
    return Event(
        "hands#t1", 5000 + place, "", draw(moments()), Kind.CORRECTION, value="" if void else draw(values),
        ref_source=target.source_id, ref_seq=target.source_seq, void=void,
    )  # fmt: skip
