"""Pictures of a plant's figures."""

from collections.abc import Sequence
from datetime import date

import altair as alt
from django.utils.translation import gettext as _

from dure.floor.boards.queries.day import DayFigures
from dure.floor.plant.names import lasting, quantities, unit_word
from dure.foundation.interface.charts import ACCENT, BAR_STEP, INK, WIDTH, Chart, altair_chart, bar_chart
from dure.foundation.interface.formats import WEEKDAYS_EN, WEEKDAYS_KO, day_short, is_korean, number

QUIET = "#b1b8be"
MOST_BARS = 12


def week_picture(week: Sequence[DayFigures]) -> Chart | None:
    """What was made on each day of the week; a day without any record stands empty, not as zero."""
    unit = next((each.made.main[1] for each in reversed(week) if each.told and each.made.main[0]), "")
    if not unit:
        return None
    data = [
        {
            "day": _short(each.day),
            "value": _in(each, unit),
            "text": number(_in(each, unit)) if each.told else "–",
            "today": each is week[-1],
        }
        for each in week
    ]
    base = alt.Chart(alt.Data(values=data), width=WIDTH, height=220).encode(
        x=alt.X("day:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("value:Q", title=unit_word(unit), axis=alt.Axis(tickCount=4)),
    )
    bars = base.mark_bar(cornerRadiusEnd=2, size=BAR_STEP).encode(
        color=alt.condition("datum.today", alt.value(ACCENT), alt.value(QUIET))
    )
    labels = base.mark_text(dy=-8, fontSize=12, color=INK).encode(text="text:N")
    table = [
        (day_short(each.day), each.made.text if each.told else _("no record"), quantities(each.lost.scrap),
         lasting(each.standing.seconds), lasting(each.unknown_s))
        for each in week
    ]  # fmt: skip
    headers = (_("Day"), _("Produced"), _("Thrown away"), _("Stood still"), _("Not told"))
    return altair_chart(_("Made in the last seven days"), alt.layer(bars, labels), headers=headers, table=table)


def _short(on: date) -> str:
    """A day in so few letters that seven stand side by side on a phone."""
    return f"{on.day}({WEEKDAYS_KO[on.weekday()]})" if is_korean() else f"{WEEKDAYS_EN[on.weekday()][:2]} {on.day}"


def _in(each: DayFigures, unit: str) -> float:
    return each.made.kg if unit == "kg" else each.made.pieces


def pareto_picture(title: str, rows: Sequence[tuple[str, float]], category: str, value: str, unit: str) -> Chart | None:
    """Lying bars, the most first; None where there is nothing to draw."""
    if not rows:
        return None
    return bar_chart(title, rows=[(name, round(value, 1)) for name, value in rows[:MOST_BARS]], category=category,
                     value=value, unit=unit)  # fmt: skip
