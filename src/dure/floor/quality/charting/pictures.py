"""A control chart as pictures, each with its figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
from django.utils.translation import gettext as _

from dure.floor.quality.charting.drawn import Drawn
from dure.floor.quality.charting.words import DISPERSION
from dure.foundation.interface.charts import ACCENT, INK, WIDTH, Chart, altair_chart
from dure.foundation.interface.formats import number

LATE: Final = "#de3412"
BASE: Final = "#6d7882"
HEIGHT: Final = 240


@dataclass(frozen=True)
class Dot:
    """One plotted point with its own limits."""

    n: int
    value: float
    center: float
    lcl: float
    ucl: float
    out: bool


def location_picture(found: Drawn, unit: str, table: Sequence[Sequence[str]], headers: Sequence[str]) -> Chart:
    """The values or means, with every sample's figures beside them."""
    assert found.answer is not None  # noqa: S101 (the caller draws only what could be drawn)
    answer = found.answer
    out = {signal.sample for signal in answer.signals if not signal.rule.endswith(DISPERSION)}
    dots = [Dot(n, p.value, p.center, p.lcl, p.ucl, p.sample in out) for n, p in enumerate(answer.points, start=1)]
    return altair_chart(
        _("Control chart"), _layers(dots, unit, found.baseline), headers=headers, table=table,
        subtitle=limits_words(answer.center, answer.lcl, answer.ucl),
    )  # fmt: skip


def dispersion_picture(found: Drawn) -> Chart | None:
    """The spread of each sample; None on charts of counts."""
    answer = found.answer
    if answer is None or answer.dispersion is None:
        return None
    out = {signal.sample for signal in answer.signals if signal.rule.endswith(DISPERSION)}
    dots = [
        Dot(n, p.dispersion.value, p.dispersion.center, p.dispersion.lcl, p.dispersion.ucl, p.sample in out)
        for n, p in enumerate(answer.points, start=1)
        if p.dispersion is not None
    ]
    digits = places(dots)
    rows = [(str(dot.n), number(dot.value, digits), number(dot.lcl, digits), number(dot.ucl, digits)) for dot in dots]
    limits = answer.dispersion
    return altair_chart(
        _("Spread"), _layers(dots, "", found.baseline), table=rows,
        headers=(_("No."), _("Spread"), _("Lower limit"), _("Upper limit")),
        subtitle=limits_words(limits.center, limits.lcl, limits.ucl),
    )  # fmt: skip


def places(dots: Sequence[Dot]) -> int:
    """As many decimals as tell neighbouring points apart."""
    values = [dot.value for dot in dots] + [end for dot in dots for end in (dot.lcl, dot.ucl)]
    width = max(values, default=0.0) - min(values, default=0.0)
    return 2 if width == 0 else min(4, max(0, 2 - math.floor(math.log10(width))))


def limits_words(center: float | None, lcl: float | None, ucl: float | None) -> str:
    """Centre and limits in a line; where every sample has its own, that is said."""
    if center is None or lcl is None or ucl is None:
        return _("The limits follow the size of each sample.")
    width = ucl - lcl
    digits = 2 if width <= 0 else min(4, max(0, 2 - math.floor(math.log10(width))))
    words = {"center": number(center, digits), "low": number(lcl, digits), "high": number(ucl, digits)}
    return _("Centre %(center)s, control limits %(low)s to %(high)s") % words


def _layers(dots: Sequence[Dot], unit: str, baseline: int | None) -> alt.TopLevelMixin:
    data = [{"n": d.n, "value": d.value, "center": d.center, "lcl": d.lcl, "ucl": d.ucl, "out": d.out} for d in dots]
    base = alt.Chart(alt.Data(values=data), width=WIDTH, height=HEIGHT).encode(
        x=alt.X("n:Q", title=None, scale=alt.Scale(nice=False), axis=alt.Axis(tickCount=6, tickMinStep=1, grid=False))
    )

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title=unit or None, scale=alt.Scale(zero=False))

    limits = [
        base.mark_line(color=INK, strokeWidth=1, strokeDash=dash, interpolate="step").encode(y=y(field))
        for field, dash in (("center", [1, 0]), ("lcl", [5, 4]), ("ucl", [5, 4]))
    ]
    line = base.mark_line(color=ACCENT, strokeWidth=1.5).encode(y=y("value"))
    shown = base.mark_point(filled=True, opacity=1).encode(
        y=y("value"),
        size=alt.condition("datum.out", alt.value(140), alt.value(40)),
        color=alt.condition("datum.out", alt.value(LATE), alt.value(ACCENT)),
        shape=alt.condition("datum.out", alt.value("diamond"), alt.value("circle")),
    )
    return alt.layer(*_border(baseline, dots), *limits, line, shown)


def _border(baseline: int | None, dots: Sequence[Dot]) -> list[Any]:
    """Where the samples that set the limits end."""
    if not baseline or baseline >= len(dots):
        return []
    data = alt.Data(values=[{"n": baseline + 0.5}])
    return [alt.Chart(data).mark_rule(color=BASE, strokeDash=[2, 3]).encode(x="n:Q")]
