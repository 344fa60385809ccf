"""The kimchi maker: batches by weight that run over night, with the checks that her binder asks for."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from dure.demo.clock import SEOUL
from dure.demo.factories import meters
from dure.demo.factories.checks import FORGOTTEN
from dure.demo.factories.pens import Pen
from dure.demo.factories.truth import Truth
from dure.demo.year import chance
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Plant

WORKDAYS = 5
# Days on which a critical limit was not kept.
WASHED_SHORT = (date(2024, 7, 18), date(2024, 12, 10))
METAL_MISSED = date(2025, 3, 3)


def kimchi_of_day(truth: Truth, plant: Plant, day: date) -> Iterator[Event]:
    """What the tablet, the scale, the thermometer and the cold store's meter told on one day."""
    if day in truth.silent:
        return
    yield from meters.of_store(truth, day)
    if day.weekday() >= WORKDAYS:
        return
    draw = chance("kimchi", truth.place, day)
    pen = Pen(f"hands#t{truth.place}", day)
    scale = Pen(f"scale-1#s{truth.place}", day)
    probe = Pen(f"thermo-1#p{truth.place}", day)
    yield from _batches(truth, day, draw, pen, scale)
    yield from _states(truth, day, draw, pen)
    yield from _checks(day, draw, pen, probe)


def raw_kg(day: date) -> int:
    """Cabbage salted that day: more before the kimjang season."""
    season = 1.6 if day.month in {10, 11} else 1.0
    return round(chance("cabbage", day).uniform(900, 1200) * season / 10) * 10


def salted_kg(truth: Truth, day: date) -> float:
    """What is left of it the next morning: the truth that the yield is measured against."""
    part = chance("salting", truth.place, day).gauss(0.745 if truth.level(day) is truth.before else 0.772, 0.008)
    return round(raw_kg(day) * part, 1)


def _batches(truth: Truth, day: date, draw: Random, pen: Pen, scale: Pen) -> Iterator[Event]:
    """Yesterday's salted cabbage is washed, mixed and packed; today's goes into the brine for the night."""
    before = day - timedelta(days=3 if day.weekday() == 0 else 1)
    code, last = f"{day:%m%d}", f"{before:%m%d}"
    if before not in truth.silent:
        kg = salted_kg(truth, before)
        order = f"SALT-{before:%Y%m%d}"
        yield scale.write("SALT1", _at(day, 8, 10), Kind.LOT_OUT, _kg(kg), unit="kg", item="SALTED",
                          lot=f"S{before:%y}{last}", order=order)  # fmt: skip
        yield pen.write("SALT1", _at(day, 8, 12), Kind.ORDER_END, order=order)
        mixing, seasoning = f"MIX-{day:%Y%m%d}", round(kg * 0.24, 1)
        yield pen.write("MIX1", _at(day, 9, 20), Kind.ORDER_START, order=mixing, item="KIMCHI")
        yield scale.write("MIX1", _at(day, 9, 25), Kind.LOT_IN, _kg(kg), unit="kg", item="SALTED",
                          lot=f"S{before:%y}{last}", order=mixing)  # fmt: skip
        yield scale.write("MIX1", _at(day, 9, 30), Kind.LOT_IN, _kg(seasoning), unit="kg", item="SEASONING",
                          lot=f"Y{day:%y}{code}", order=mixing)  # fmt: skip
        mixed = round((kg + seasoning) * draw.uniform(0.972, 0.988), 1)
        yield scale.write("MIX1", _at(day, 10, 40), Kind.LOT_OUT, _kg(mixed), unit="kg", item="KIMCHI",
                          lot=f"M{day:%y}{code}", order=mixing)  # fmt: skip
        yield pen.write("MIX1", _at(day, 10, 41), Kind.ORDER_END, order=mixing)
        packing = f"PACK-{day:%Y%m%d}"
        planned = str(round(kg * 1.2))
        yield pen.write("PACK1", _at(day, 10, 45), Kind.ORDER_START, planned, order=packing, item="KIMCHI")
        yield scale.write("PACK1", _at(day, 10, 50), Kind.LOT_IN, _kg(mixed), unit="kg", item="KIMCHI",
                          lot=f"M{day:%y}{code}", order=packing)  # fmt: skip
        done = round(mixed * draw.uniform(0.985, 0.995), 1)
        bad = round(done * truth.level(day).bad * draw.uniform(0.7, 1.3), 1)
        for hour in (11, 14, 16):
            yield pen.write("PACK1", _at(day, hour, draw.randint(0, 25)), Kind.COUNT, _kg((done - bad) / 3),
                            unit="kg", item="KIMCHI")  # fmt: skip
        yield pen.write("PACK1", _at(day, 16, 30), Kind.SCRAP, _kg(bad), unit="kg", item="KIMCHI",
                        reason=draw.choice(("seal", "weight", "foreign")))  # fmt: skip
        yield scale.write("PACK1", _at(day, 16, 40), Kind.LOT_OUT, _kg(done - bad), unit="kg", item="KIMCHI",
                          lot=f"K{day:%y}{code}", order=packing)  # fmt: skip
        yield pen.write("PACK1", _at(day, 16, 45), Kind.ORDER_END, order=packing)
    order = f"SALT-{day:%Y%m%d}"
    yield pen.write("SALT1", _at(day, 15, 50), Kind.ORDER_START, order=order, item="SALTED")
    yield scale.write("SALT1", _at(day, 15, 55), Kind.LOT_IN, _kg(raw_kg(day)), unit="kg", item="CABBAGE",
                      lot=f"C{day:%y}{code}", order=order)  # fmt: skip
    yield pen.write("SALT1", _at(day, 16, 5), Kind.LOT_IN, _kg(raw_kg(day) * 0.1), unit="kg", item="SALT",
                    lot=f"N{day:%y}{day:%m}", order=order)  # fmt: skip


def _states(truth: Truth, day: date, draw: Random, pen: Pen) -> Iterator[Event]:
    late = day in truth.late
    for machine, start in (("WASH1", 8), ("PACK1", 9)):
        if late:
            yield pen.write(machine, _at(day, 23, 41), Kind.STATE, "off", note="하루치를 밤에 적음")
            continue
        yield pen.write(machine, _at(day, start, 30 + draw.randint(0, 9)), Kind.STATE, "run")
        for hour in sorted(draw.sample((10, 11, 13, 14, 15), min(5, max(0, round(truth.level(day).stops))))):
            minute = draw.randint(0, 30)
            yield pen.write(machine, _at(day, hour, minute), Kind.STATE, "down")
            yield pen.write(machine, _at(day, hour, minute + 1), Kind.REASON,
                            reason=draw.choice(("brine", "chill", "material", "cleaning")))  # fmt: skip
            length = max(3, round(draw.gauss(truth.level(day).stop_min, 4)))
            yield pen.write(machine, _at(day, hour, minute) + timedelta(minutes=length), Kind.STATE, "run")
        yield pen.write(machine, _at(day, 16, 50), Kind.STATE, "off")


def _checks(day: date, draw: Random, pen: Pen, probe: Pen) -> Iterator[Event]:
    yield pen.write("SALT1", _at(day, 8, 5), Kind.CHECK, f"{draw.gauss(2.2, 0.2):.1f}", unit="%", reason="salinity")
    yield pen.write("SALT1", _at(day, 15, 45), Kind.CHECK, f"{draw.gauss(10.5, 0.6):.1f}", unit="%",
                    reason="brine_salinity")  # fmt: skip
    yield pen.write("RIPEN1", _at(day, 10, 0), Kind.CHECK, f"{draw.gauss(4.9, 0.25):.2f}", unit="pH", reason="ph")
    for hour in (8, 12, 16):
        yield probe.write("RIPEN1", _at(day, hour, 20), Kind.CHECK, f"{draw.gauss(2.0, 0.6):.1f}", unit="°C",
                          reason="ripen_temp")  # fmt: skip
    for hour in (9, 11, 13, 15):
        if chance("seal", day, hour).random() >= FORGOTTEN:
            yield pen.write("PACK1", _at(day, hour, 40), Kind.CHECK, "ok", reason="seal")
    for hour in (9, 11, 13, 15):
        washed = 2.4 if day in WASHED_SHORT and hour == 11 else draw.gauss(3.6, 0.12)
        yield pen.write("WASH1", _at(day, hour, 5), Kind.CCP, f"{max(washed, 2.4 if washed < 3 else 3.1):.1f}", unit="min",
                        reason="CCP-1B", lot=f"W{day:%y%m%d}", item="SALTED", actor="세척반")  # fmt: skip
        metal = "ng" if day == METAL_MISSED and hour == 13 else "ok"
        yield pen.write("METAL1", _at(day, hour, 15), Kind.CCP, metal, reason="CCP-2P", lot=f"K{day:%y%m%d}",
                        item="KIMCHI", actor="포장반")  # fmt: skip


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), SEOUL)


def _kg(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
