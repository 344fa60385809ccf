"""Charts as one Vega-Lite spec each, drawn to SVG on the server, always with their table.

The picture needs no script in the page and passes a strict content policy; documents use the same one.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import altair as alt
import pylopdf_fonts_ko
import vl_convert
from django.core.cache import cache as store
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dure.foundation.interface import formats
from dure.foundation.interface.parts import Text

FONT: Final = "Pretendard GOV, Noto Sans KR, sans-serif"
ACCENT: Final = "#256ef4"
SERIES: Final = ("#256ef4", "#6d7882", "#228738", "#c78500", "#8a240f", "#063a74")
INK: Final = "#464c53"
RULE: Final = "#e6e8ea"
WIDTH: Final = 560
NARROW: Final = 270
PADDING: Final = {"left": 4, "right": 12, "top": 8, "bottom": 4}
DAY_S: Final = 86_400
BAR_STEP: Final = 30


@dataclass(frozen=True)
class Chart:
    """A picture and its figures. `spec` is Vega-Lite; `table` holds what a reader would look up."""

    title: Text
    spec: dict[str, Any] = field(repr=False)
    headers: Sequence[Text]
    table: Sequence[Sequence[object]]
    subtitle: Text = ""

    def svg(self) -> SafeString:
        """The drawing, with the title as its name for those who listen to the page. Kept for a day."""
        return self._drawn(self.spec)

    def narrow_svg(self) -> SafeString | str:
        """Drawn anew for a phone, so that letters stay readable; empty where the spec sets no width."""
        if not isinstance(self.spec.get("width"), int):
            return ""
        return self._drawn({**self.spec, "width": NARROW})

    def _drawn(self, spec: dict[str, Any]) -> SafeString:
        text = json.dumps(spec, sort_keys=True, ensure_ascii=False, default=str)
        digest = hashlib.sha256(f"{self.title}{text}".encode()).hexdigest()[:16]
        drawn = store.get(f"chart:{digest}")
        if drawn is None:
            drawn = _draw(text, str(self.title), digest)
            store.set(f"chart:{digest}", drawn, DAY_S)
        return mark_safe(drawn)  # noqa: S308 (drawn here; texts are escaped by the renderer)


@cache
def _know_fonts() -> None:
    """Korean must be measured with a font that has it, or labels are cut."""
    vl_convert.register_font_directory(str(Path(pylopdf_fonts_ko.__file__).parent))


def _draw(spec: str, title: str, digest: str) -> str:
    _know_fonts()
    svg: str = vl_convert.vegalite_to_svg(spec)
    name = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    opening = f'<svg role="img" aria-label="{name}" '
    # Ids of clip paths are counted from 0 in every drawing; two on a page must not share them.
    named = svg.replace("<svg ", opening, 1)
    return named.replace('id="', f'id="c{digest}-').replace("url(#", f"url(#c{digest}-")


def configured(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The house style on any Altair chart."""
    styled = (
        chart.configure(font=FONT, background="transparent", padding=PADDING)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            gridColor=RULE,
            domainColor="#b1b8be",
            tickColor="#b1b8be",
            labelLimit=220,
        )
        .configure_legend(labelFontSize=13, titleFontSize=13, labelColor=INK, title=None, orient="top")
        .configure_range(category=list(SERIES))
    )
    spec: dict[str, Any] = styled.to_dict()
    return spec


def altair_chart(
    title: Text,
    chart: alt.TopLevelMixin,
    *,
    headers: Sequence[Text],
    table: Sequence[Sequence[object]],
    subtitle: Text = "",
) -> Chart:
    return Chart(title=title, spec=configured(chart), headers=headers, table=table, subtitle=subtitle)


def bar_chart(
    title: Text,
    *,
    rows: Sequence[tuple[str, float]],
    category: Text,
    value: Text,
    unit: Text = "",
    subtitle: Text = "",
    highlight: str = "",
) -> Chart:
    """Lying bars in the given order with their figures; `highlight` names the one in the accent."""
    data = [
        {
            "name": name,
            "value": amount,
            "text": formats.number(amount, _places(amount)),
            "main": not highlight or name == highlight,
        }
        for name, amount in rows
    ]
    base = alt.Chart(alt.Data(values=data), width=WIDTH, height=alt.Step(BAR_STEP)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)),
        x=alt.X("value:Q", title=_with_unit(value, unit), axis=alt.Axis(tickCount=5)),
    )
    bars = base.mark_bar(height=16, cornerRadiusEnd=2).encode(
        color=alt.condition("datum.main", alt.value(ACCENT), alt.value("#b1b8be"))
    )
    labels = base.mark_text(align="left", dx=6, fontSize=13, color=INK).encode(text="text:N")
    return altair_chart(
        title,
        alt.layer(bars, labels),
        headers=(category, _with_unit(value, unit)),
        table=[(item["name"], item["text"]) for item in data],
        subtitle=subtitle,
    )


def line_chart(
    title: Text,
    *,
    rows: Sequence[tuple[date, float, str]],
    x: Text,
    y: Text,
    unit: Text = "",
    subtitle: Text = "",
) -> Chart:
    """One line a series over days. The last point of each carries its figure."""
    data = [{"on": on.isoformat(), "value": value, "series": series} for on, value, series in rows]
    several = len({series for _on, _value, series in rows}) > 1
    base = alt.Chart(alt.Data(values=data), width=WIDTH, height=260).encode(
        x=alt.X("on:T", title=None, axis=alt.Axis(format="%-m. %-d.", grid=False, tickCount=7)),
        y=alt.Y("value:Q", title=_with_unit(y, unit), scale=alt.Scale(zero=False, nice=True)),
        color=alt.Color("series:N", legend=alt.Legend() if several else None),
        strokeDash=alt.StrokeDash("series:N", legend=None) if several else alt.Undefined,
    )
    drawn = alt.layer(base.mark_line(strokeWidth=2), base.mark_point(filled=True, size=28))
    headers = (x, *((_("Series"),) if several else ()), _with_unit(y, unit))
    table = [
        (formats.day(on), *((series,) if several else ()), formats.number(value, _places(value)))
        for on, value, series in rows
    ]
    return altair_chart(title, drawn, headers=headers, table=table, subtitle=subtitle)


def range_chart(
    title: Text,
    *,
    rows: Sequence[tuple[str, float, float, float]],
    value: Text,
    unit: Text = "",
    subtitle: Text = "",
    reference: float | None = 0,
) -> Chart:
    """Estimates with their interval, one a line: (label, low, middle, high); a rule stands at `reference`."""
    data = [{"name": name, "low": low, "middle": middle, "high": high} for name, low, middle, high in rows]
    base = alt.Chart(alt.Data(values=data), width=WIDTH, height=alt.Step(36)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8))
    )
    span = base.mark_rule(strokeWidth=2, color="#6d7882").encode(
        x=alt.X("low:Q", title=_with_unit(value, unit)), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(x="middle:Q")
    layers: list[alt.Chart] = [span, dots]
    figures = [(row[0], *(formats.number(part, 1) for part in (row[2], row[1], row[3]))) for row in rows]
    if reference is not None:
        line = alt.Chart(alt.Data(values=[{"at": reference}])).mark_rule(strokeDash=[4, 3], color=INK)
        layers.insert(0, line.encode(x="at:Q"))
    return altair_chart(
        title, alt.layer(*layers), headers=_range_headers(value, unit), table=figures, subtitle=subtitle
    )


def _range_headers(value: Text, unit: Text) -> tuple[Text, ...]:
    return (_("Measure"), _with_unit(value, unit), _("Lower end"), _("Upper end"))


def _with_unit(label: Text, unit: Text) -> str:
    return f"{label} ({unit})" if unit else str(label)


def _places(value: float) -> int:
    return 0 if float(value).is_integer() else 1
