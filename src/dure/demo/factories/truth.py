"""What is true of each simulated factory: known here and nowhere else, so that what is measured can be held to it."""

from dataclasses import dataclass
from datetime import date

# The mentors lived at the factories until the middle of September 2024.
CHANGED_ON = date(2024, 9, 16)
BEGAN_ON = date(2024, 3, 4)


@dataclass(frozen=True)
class Level:
    """How a machine really works: seconds a piece against the plan, stops a shift and their length, bad pieces."""

    pace: float
    stops: float
    stop_min: float
    bad: float


@dataclass(frozen=True)
class Meter:
    """A machine's electricity in kW by what it does, and the faults of its meter.

    On days of `resets` it began anew in the middle of the day shift: an hour is lost. On days of `gaps` it was not heard
    from 10:00 to 16:00, and then told at once what was used meanwhile.
    """

    machine: str
    run_kw: float
    setup_kw: float
    down_kw: float
    resets: frozenset[date] = frozenset()
    gaps: frozenset[date] = frozenset()

    def kw(self, state: str) -> float:
        return {"run": self.run_kw, "setup": self.setup_kw}.get(state, self.down_kw)


@dataclass(frozen=True)
class Truth:
    """A factory of the demo. `before` and `after` are equal where the mentors changed nothing.

    Faults of its records: `silent` days on which nothing was told, `resets` on which the counter began anew,
    `late` days typed at night, `mistyped` days with a figure ten times too large that was corrected the day after.
    """

    place: int
    sector: str
    machines: tuple[str, ...]
    by_hand: bool
    before: Level
    after: Level
    silent: frozenset[date] = frozenset()
    resets: frozenset[date] = frozenset()
    late: frozenset[date] = frozenset()
    mistyped: frozenset[date] = frozenset()
    meters: tuple[Meter, ...] = ()

    def level(self, day: date) -> Level:
        return self.after if day >= CHANGED_ON else self.before


def _days(*days: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in days)


# A year of records each. `place` numbers them for chance; which firm it is, its sector decides.
RICH: tuple[Truth, ...] = (
    Truth(
        place=0,
        sector="food-kimchi",
        machines=("SALT1", "WASH1", "MIX1", "PACK1", "METAL1"),
        by_hand=True,
        before=Level(pace=1.0, stops=1.5, stop_min=20, bad=0.031),
        after=Level(pace=1.0, stops=1.0, stop_min=14, bad=0.018),
        silent=_days("2024-08-15", "2024-11-20", "2025-01-03"),
        late=_days("2024-06-11", "2024-10-23"),
        mistyped=_days("2024-07-09", "2025-02-11"),
        # A cold store: kW with the door shut, while people go in and out, and what a hot month adds.
        meters=(Meter("RIPEN1", 3.4, 4.6, 0.0, resets=_days("2024-09-10"), gaps=_days("2025-02-26")),),
    ),
    Truth(
        place=1,
        sector="rubber-plastic",
        machines=("INJ1", "INJ2"),
        by_hand=False,
        before=Level(pace=1.18, stops=4.0, stop_min=16, bad=0.042),
        after=Level(pace=1.06, stops=2.5, stop_min=11, bad=0.021),
        silent=_days("2024-05-07", "2024-05-08", "2024-12-24"),
        resets=_days("2024-06-20", "2024-11-05"),
        meters=(
            Meter("INJ1", 26.0, 15.0, 9.0, resets=_days("2024-08-12"), gaps=_days("2024-10-29", "2025-02-27")),
            Meter("INJ2", 31.0, 18.0, 10.5, gaps=_days("2025-02-27")),
        ),
    ),
    Truth(
        place=2,
        sector="automotive",
        machines=("CNC1", "CNC2", "PRESS1"),
        by_hand=False,
        before=Level(pace=1.08, stops=3.0, stop_min=14, bad=0.013),
        after=Level(pace=1.08, stops=3.0, stop_min=14, bad=0.013),
        silent=_days("2024-09-19", "2024-10-02"),
        resets=_days("2025-01-14"),
    ),
    Truth(
        place=3,
        sector="textile",
        machines=("LOOM1", "LOOM2"),
        by_hand=True,
        before=Level(pace=1.0, stops=5.0, stop_min=12, bad=0.027),
        after=Level(pace=1.0, stops=4.0, stop_min=9, bad=0.024),
        silent=_days("2024-07-29", "2024-07-30", "2024-07-31", "2024-08-01", "2024-12-26"),
        late=_days("2024-06-03", "2024-06-04", "2024-09-10", "2025-01-21"),
        mistyped=_days("2024-11-12"),
    ),
    Truth(
        place=4,
        sector="semiconductor",
        machines=("MCT1", "COAT1"),
        by_hand=False,
        before=Level(pace=1.05, stops=1.0, stop_min=25, bad=0.009),
        after=Level(pace=1.01, stops=0.8, stop_min=18, bad=0.006),
    ),
)
# The others have begun with hands and few records in the weeks before the demo's day.
LIGHT = Level(pace=1.1, stops=2.0, stop_min=15, bad=0.02)


def light(place: int, sector: str, machines: tuple[str, ...]) -> Truth:
    """A factory that has begun a while ago."""
    return Truth(place, sector, machines[:1], by_hand=True, before=LIGHT, after=LIGHT)
