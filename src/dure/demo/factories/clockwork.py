"""One machine through one shift, as it really was: spans of work and standing still, pieces and bad ones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from dure.demo.factories.truth import Level, Truth
from dure.demo.year import chance
from dure.engine.floor.calendar import Span, Window

STOP_REASONS = ("material", "breakdown", "quality", "people", "other")
SETUP_MIN = (15, 35)


@dataclass(frozen=True)
class Stretch:
    """A span in one state; pieces are made in spans of work only."""

    start: datetime
    end: datetime
    state: str
    reason: str = ""

    @property
    def seconds(self) -> float:
        return (self.end - self.start).total_seconds()


@dataclass(frozen=True)
class TrueShift:
    """What happened. `pieces` by the half hour in which they were counted, `bad` likewise."""

    stretches: tuple[Stretch, ...]
    counted: tuple[tuple[datetime, int, int], ...]

    @property
    def run_s(self) -> float:
        return sum(each.seconds for each in self.stretches if each.state == "run")

    @property
    def pieces(self) -> int:
        return sum(pieces for _, pieces, _ in self.counted)

    @property
    def bad(self) -> int:
        return sum(bad for _, _, bad in self.counted)


def true_shift(truth: Truth, machine: str, window: Window, planned_s: float) -> TrueShift:
    """The same shift each time it is asked for: chance depends on place, machine, day and shift alone."""
    draw = chance("shift", truth.place, machine, window.label)
    level = truth.level(window.day)
    stretches = tuple(each for busy in window.busy for each in _through(draw, busy, level, window.start))
    return TrueShift(stretches, tuple(_counted(draw, stretches, planned_s * level.pace, level.bad)))


def _through(draw: Random, busy: Span, level: Level, shift_start: datetime) -> list[Stretch]:
    start, end = busy
    found: list[Stretch] = []
    if start == shift_start:
        ready = start + timedelta(minutes=draw.randint(*SETUP_MIN))
        found.append(Stretch(start, ready, "setup", "changeover"))
        start = ready
    hours = (end - start).total_seconds() / 3600
    for at in sorted(draw.uniform(0, hours) for _ in range(_poisson(draw, level.stops * hours / 8))):
        stop = found[-1].end if found else start
        begins = max(stop, busy[0] + timedelta(hours=at)).replace(second=draw.randint(0, 59), microsecond=0)
        ends = begins + timedelta(seconds=round(draw.expovariate(1 / (level.stop_min * 60))) + 30)
        if begins <= stop or ends >= end:
            continue
        found.append(Stretch(stop, begins, "run"))
        found.append(Stretch(begins, ends, "down", draw.choices(STOP_REASONS, (5, 3, 2, 1, 1))[0]))
    found.append(Stretch(found[-1].end if found else start, end, "run"))
    return found


def _counted(
    draw: Random, stretches: tuple[Stretch, ...], cycle_s: float, bad: float
) -> list[tuple[datetime, int, int]]:
    """Pieces at the end of each half hour in which the machine worked."""
    found: list[tuple[datetime, int, int]] = []
    left = 0.0
    for each in stretches:
        if each.state != "run":
            continue
        at = each.start
        while at < each.end:
            until = min(each.end, at + timedelta(minutes=30))
            left += (until - at).total_seconds() / cycle_s
            pieces, left = int(left), left - int(left)
            if pieces:
                # Read before the shift ends, not as it does.
                read_at = until - timedelta(seconds=1)
                found.append((read_at, pieces, sum(draw.random() < bad for _ in range(pieces))))
            at = until
    return found


def _poisson(draw: Random, mean: float) -> int:
    count, left = 0, draw.expovariate(1)
    while left < mean:
        count, left = count + 1, left + draw.expovariate(1)
    return count


def days_between(first: date, last: date) -> list[date]:
    """Both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
