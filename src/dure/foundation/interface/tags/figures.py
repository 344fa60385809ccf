"""Numbers and pictures of numbers. Widths are attributes of SVG or of ``<progress>``, never styles."""

from collections.abc import Sequence
from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dure.foundation.interface import formats
from dure.foundation.interface.charts import Chart
from dure.foundation.interface.parts import ScoreBar, Text, Tile

register = Library()
STRIP_WIDTH = 120
STRIP_MARGIN = 5


@register.inclusion_tag("interface/parts/meter.html")
def meter(used: float, total: float, label: Text = "", unit: Text = "") -> dict[str, Any]:
    """A limit and how much of it is taken. Over the limit is said in words."""
    return {
        "label": label,
        "unit": unit,
        "used": used,
        "total": total,
        "left": max(total - used, 0),
        "over": max(used - total, 0),
        "shown": min(used, total) if total else 0,
        "tone": "late" if used > total else "full" if used == total else "free",
    }


@register.inclusion_tag("interface/parts/stat.html")
def stat(
    label: Text,
    value: object,
    unit: Text = "",
    n: object = "",
    period: Text = "",
    compared: Text = "",
    url: str = "",
    tone: str = "",
) -> dict[str, Any]:
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "n": n,
        "period": period,
        "compared": compared,
        "url": url,
        "tone": tone,
    }


@register.simple_block_tag
def stat_row(content: str) -> SafeString:
    return render_to_string("interface/parts/stat_row.html", {"content": content})


@register.inclusion_tag("interface/parts/tile_map.html")
def tile_map(tiles: Sequence[Tile], caption: Text = "", legend: Text = "") -> dict[str, Any]:
    """Tiles in reading order, so that the keyboard goes row by row as the eye does."""
    ordered = sorted(tiles, key=lambda tile: (tile.row, tile.column))
    key = " · ".join(str(figure.label) for figure in ordered[0].figures) if ordered else ""
    return {"tiles": ordered, "caption": caption, "legend": legend, "key": key}


@register.inclusion_tag("interface/parts/strip.html")
def strip(
    values: Sequence[float], low: float = 0, high: float = 100, label: Text = "", mean: float | None = None
) -> dict[str, Any]:
    span = (high - low) or 1

    def across(value: float) -> float:
        return round(STRIP_MARGIN + (STRIP_WIDTH - 2 * STRIP_MARGIN) * (value - low) / span, 1)

    return {
        "dots": [across(value) for value in values],
        "mean": None if mean is None else across(mean),
        "first": across(min(values)) if values else None,
        "last": across(max(values)) if values else None,
        "text": _strip_text(values, label),
    }


def _strip_text(values: Sequence[float], label: Text) -> str:
    if not values:
        return _("no scores yet")
    spread = _("scores %(scores)s, spread %(spread)s") % {
        "scores": ", ".join(formats.number(value, 1) for value in values),
        "spread": formats.number(max(values) - min(values), 1),
    }
    return f"{label}: {spread}" if label else spread


@register.inclusion_tag("interface/parts/score_bars.html")
def score_bars(rows: Sequence[ScoreBar]) -> dict[str, Any]:
    return {"rows": [(row, _bar_width(row.score, row.maximum), _bar_mark(row)) for row in rows]}


def _bar_width(score: float, maximum: float) -> float:
    return round(100 * score / maximum, 1) if maximum else 0


def _bar_mark(row: ScoreBar) -> float | None:
    return None if row.compared is None else _bar_width(row.compared, row.maximum)


@register.inclusion_tag("interface/parts/chart.html")
def chart(chart: Chart) -> dict[str, Any]:
    return {"chart": chart}
