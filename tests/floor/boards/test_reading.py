"""Reading a span gives the facts that reading everything gives."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.floor import scene

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import facts
from dure.floor.boards.reading import days_of
from dure.floor.events.actions import seal, take
from dure.floor.plant.queries import plant_of

pytestmark = pytest.mark.django_db
BEGIN = datetime(2025, 1, 6, tzinfo=UTC)
STATES = ("run", "down", "idle", "off", "unknown")
SOURCES = ("press#a", "press#b", "hands#t", "scale#x")
MACHINES = ("PACK1", "MIX1")


def messy(seed: int) -> list[Event]:
    """Two months of records with long silences, counters, corrections, orders and lots, of a few sources."""
    rng = random.Random(seed)
    return [_one(rng, seq) for seq in range(1, 160)]


def _one(rng: random.Random, seq: int) -> Event:
    when = BEGIN + timedelta(seconds=rng.randrange(60 * 86400))
    kind = rng.choice([*Kind, Kind.STATE, Kind.STATE, Kind.COUNT_TOTAL])
    told = {"machine": rng.choice(MACHINES), "at": when, "kind": kind}
    source = rng.choice(SOURCES)
    if kind is Kind.CORRECTION:
        target = rng.randrange(1, 160)
        void = rng.random() < 0.5
        more = {"ref_source": rng.choice(SOURCES), "ref_seq": target, "void": void, "value": "" if void else "7"}
        return Event(source, seq, **(told | more))  # type: ignore[arg-type]
    number = str(rng.randrange(1, 900))
    values = {Kind.STATE: rng.choice(STATES), Kind.REASON: "", Kind.CHECK: "ok", Kind.CCP: "ok"}
    more = {"value": values.get(kind, number)}
    if kind in {Kind.ORDER_START, Kind.ORDER_END}:
        more |= {"order": f"W{seq % 5}", "item": "KIMCHI"}
    if kind in {Kind.LOT_IN, Kind.LOT_OUT}:
        more |= {"lot": f"L{seq % 9}", "unit": "kg", "item": "KIMCHI"}
    if kind in {Kind.REASON, Kind.SCRAP}:
        more |= {"reason": "breakdown"}
    return Event(source, seq, **(told | more))  # type: ignore[arg-type]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**9), first=st.integers(0, 55), length=st.integers(1, 6),
    hours=st.none() | st.integers(0, 24 * 60),
)  # fmt: skip
def test_span_has_the_facts_of_everything(tmp_path_factory, monkeypatch, seed, first, length, hours):
    monkeypatch.setenv("DURE_HOME", str(tmp_path_factory.mktemp("home")))
    plant = scene.kimchi()
    told = list({event.key: event for event in messy(seed)}.values())
    take(plant.code, told[::2], origin="import")
    seal(plant.code)
    take(plant.code, told[1::2], origin="import")
    start = date(2025, 1, 6) + timedelta(days=first)
    end = start + timedelta(days=length - 1)
    until = None if hours is None else BEGIN + timedelta(hours=hours)

    found = days_of(plant.code, start, end, until).rows

    assert found == facts(plant_of(plant.code), told, start, end, until).rows


def test_reason_given_weeks_before_still_goes_on(floor_home):
    plant = scene.kimchi()
    reason = Event("press#a", 1, "PACK1", BEGIN, Kind.STATE, "down", reason="breakdown")
    again = [
        Event("press#a", seq, "PACK1", BEGIN + timedelta(hours=seq), Kind.STATE, "down") for seq in range(2, 24 * 28)
    ]
    take(plant.code, [reason, *again], origin="import")

    rows = days_of(plant.code, date(2025, 1, 30), date(2025, 1, 30), None).rows

    assert [row.stops for row in rows if row.machine == "PACK1"] == [{"breakdown": 8 * 3600.0}]
