"""The day of a line as ribbons: each machine's states over the hours, what nobody told left blank."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Final

import altair as alt
from django.utils.translation import gettext as _

from dure.engine.floor.calendar import windows
from dure.engine.floor.events import Event, State, is_typed
from dure.engine.floor.facts import states_in
from dure.engine.floor.plant import Machine
from dure.engine.floor.states import Interval, intervals
from dure.floor.boards.reading import Days
from dure.floor.boards.views.found import Here
from dure.floor.plant.names import STATES, lasting
from dure.foundation.interface.charts import WIDTH, Chart, altair_chart
from dure.foundation.interface.formats import clock

COLOURS = {
    State.RUN: "#228738", State.IDLE: "#b1b8be", State.SETUP: "#256ef4", State.DOWN: "#8a240f", State.OFF: "#6d7882",
}  # fmt: skip

STEPS_H: Final = (1, 2, 3, 4, 6, 12)
MOST_LABELS: Final = 6


def ribbon_of(place: Here, days: Days, line: str) -> Chart | None:
    """None where nobody told a state."""
    told: dict[str, list[Event]] = defaultdict(list)
    for event in days.standing:
        told[event.machine].append(event)
    found = [
        (machine, interval)
        for machine in place.plant.machines.values()
        if machine.line == line
        for interval in _of_machine(place, days, machine, told[machine.id])
    ]
    if not found:
        return None
    zone = place.plant.timezone
    data = [
        {
            "machine": place.called.machine(machine.id),
            "from": interval.start.astimezone(zone).replace(tzinfo=None).isoformat(),
            "to": interval.end.astimezone(zone).replace(tzinfo=None).isoformat(),
            "state": STATES[interval.state](),
        }
        for machine, interval in found
    ]
    start, end = (at.astimezone(zone) for at in _span(place, days, line))
    shown = [state for state in COLOURS if any(interval.state is state for _machine, interval in found)]
    chart = alt.Chart(alt.Data(values=data), width=WIDTH, height=alt.Step(34)).mark_bar(height=20).encode(
        x=alt.X("from:T", title=None, axis=_hours(start, end), scale=alt.Scale(domain=[_wall(start), _wall(end)])),
        x2="to:T",
        y=alt.Y("machine:N", sort=None, title=None),
        color=alt.Color(
            "state:N",
            scale=alt.Scale(domain=[STATES[s]() for s in shown], range=[COLOURS[s] for s in shown]),
        ),
    )  # fmt: skip
    table = [_row(place, machine, interval) for machine, interval in found]
    headers = (_("Machine"), _("Began"), _("Ended at"), _("State"), _("Reason"), _("Time"))
    return altair_chart(_("The day by machine"), chart, headers=headers, table=table)


def _span(place: Here, days: Days, line: str) -> tuple[datetime, datetime]:
    """The line's shifts in whole, also of one that still runs: an hour is as wide in the morning as at night."""
    found = windows(place.plant, line, days.first, days.last)
    return found[0].start, found[-1].end


def _hours(start: datetime, end: datetime) -> alt.Axis:
    """As many full hours as fit under the ribbon of a phone."""
    fitting = (step for step in STEPS_H if end - start <= MOST_LABELS * timedelta(hours=step))
    step = next(fitting, STEPS_H[-1])
    midnight = datetime.combine(start, time(), start.tzinfo)
    full = (midnight + timedelta(hours=n) for n in range(0, (end - midnight) // timedelta(hours=1) + 1, step))
    return alt.Axis(format="%H:%M", values=[_wall(at) for at in full if at >= start], labelOverlap=True)


def _wall(at: datetime) -> alt.DateTime:
    """The time that the plant's clock shows."""
    return alt.DateTime(year=at.year, month=at.month, date=at.day, hours=at.hour, minutes=at.minute)


def _of_machine(place: Here, days: Days, machine: Machine, told: list[Event]) -> list[Interval]:
    began = [event.at.astimezone(place.plant.timezone).date() for event in told[:1]]
    known = intervals(machine, told, windows(place.plant, machine.line, min([days.first, *began]), days.last))
    return [
        interval
        for window in days.windows[machine.line]
        for interval in states_in(machine, known, window)
        if interval.state in COLOURS
    ]


def _row(place: Here, machine: Machine, interval: Interval) -> tuple[str, ...]:
    state = STATES[interval.state]()
    typed = f" ({_('typed')})" if is_typed(interval.family) else ""
    reason = place.called.reason(interval.reason) if interval.reason else ""
    seconds = (interval.end - interval.start).total_seconds()
    return (
        place.called.machine(machine.id), clock(interval.start), clock(interval.end), state + typed, reason,
        lasting(seconds),
    )  # fmt: skip
