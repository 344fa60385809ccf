"""What power meters tell: a gateway reads them every hour and tells what they gained since the reading before."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dure.demo.clock import SEOUL
from dure.demo.factories.clockwork import TrueShift
from dure.demo.factories.orders import item_of
from dure.demo.factories.pens import Pen, windows_part
from dure.demo.factories.truth import Meter, Truth
from dure.demo.year import chance
from dure.engine.floor.calendar import Window
from dure.engine.floor.events import Event, Kind

HOUR = timedelta(hours=1)
GAP = (time(10), time(16))
# Read before the shift ends, not as it does.
SOON = timedelta(seconds=2)
# A lighter part needs less heat and pressure.
LIGHT_PARTS = {"CLIP": 0.78}
# What a hot month adds to a cold store, in kW.
HOT = {5: 0.5, 6: 1.1, 7: 1.9, 8: 2.1, 9: 1.2, 10: 0.4}
DOORS_OPEN = (8, 17)


def shift_energy(meter: Meter, window: Window, shift: TrueShift, at: datetime) -> float:
    """The kWh that a machine has truly used in a shift up to a moment."""
    part = LIGHT_PARTS.get(item_of(meter.machine, window.day), 1.0)
    spans = ((max((min(each.end, at) - each.start).total_seconds(), 0.0), each.state) for each in shift.stretches)
    return part * sum(seconds / 3600 * meter.kw(state) for seconds, state in spans)


def store_energy(truth: Truth, meter: Meter, hour: datetime) -> float:
    """The kWh that a cold store truly used in the hour that ends then."""
    local = (hour - HOUR).astimezone(SEOUL)
    is_open = DOORS_OPEN[0] <= local.hour < DOORS_OPEN[1] and local.weekday() < 5
    kw = (meter.setup_kw if is_open else meter.run_kw) + HOT.get(local.month, 0.0)
    return round(kw * chance("store", truth.place, hour).uniform(0.93, 1.07), 1)


def of_shift(truth: Truth, window: Window, shift: TrueShift, machine: str) -> Iterator[Event]:
    """The readings of one shift of a machine that has a meter."""
    meter = next((each for each in truth.meters if each.machine == machine), None)
    if meter is None:
        return
    pen = Pen(f"meter-{machine.lower()}#e{truth.place}{windows_part(window)}", window.day)
    hours = round((window.end - window.start) / HOUR)
    readings = [
        (at, round(shift_energy(meter, window, shift, at), 1))
        for at in (window.start + n * HOUR - SOON for n in range(1, hours + 1))
    ]
    yield from _told(meter, pen, readings, 0.0)


def of_store(truth: Truth, day: date) -> Iterator[Event]:
    """The readings of one day and night of a cold store."""
    for meter in truth.meters:
        pen = Pen(f"meter-{meter.machine.lower()}#e{truth.place}", day)
        midnight = datetime.combine(day, time(), SEOUL)
        so_far, readings = 0.0, []
        for n in range(1, 25):
            so_far += store_energy(truth, meter, midnight + n * HOUR)
            readings.append((midnight + n * HOUR - SOON, round(so_far, 1)))
        yield from _told(meter, pen, readings, 0.0)


def _told(meter: Meter, pen: Pen, readings: list[tuple[datetime, float]], before: float) -> Iterator[Event]:
    """The gains between readings: nothing while the meter was not heard, a remark where it began anew."""
    day = readings[0][0].astimezone(SEOUL).date()
    for number, (at, reading) in enumerate(readings):
        local = at.astimezone(SEOUL)
        if local.date() in meter.gaps and GAP[0] <= local.time() < GAP[1]:
            continue
        if day in meter.resets and local.date() == day and number == len(readings) // 2:
            note = f"meter went down from {3000 + reading:.1f} to {reading - before:.1f}: reset"
            yield pen.write(meter.machine, at, Kind.ENERGY, "0", unit="kWh", note=note)
        elif reading > before:
            yield pen.write(meter.machine, at, Kind.ENERGY, f"{reading - before:.1f}", unit="kWh")
        before = reading
