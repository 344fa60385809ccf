"""A chart drawn by the engine, with the chart that fits and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.engine.floor.plant import Plant
from dure.engine.floor.spc.answer import Answer
from dure.engine.floor.spc.constants import LARGEST_FOR_RANGE
from dure.engine.floor.spc.draw import draw
from dure.engine.floor.spc.samples import Chart
from dure.engine.floor.spc.settings import Settings
from dure.engine.strict_json import InputError
from dure.floor.quality.charting.asked import Asked
from dure.floor.quality.charting.series import Series

# Up to here the range tells nearly as much as the standard deviation, and people can check it by hand.
LARGEST_BY_RANGE = 10
CAPABLE = frozenset({Chart.XBAR_R, Chart.XBAR_S, Chart.I_MR})
COUNTS = frozenset({Chart.P, Chart.NP, Chart.C, Chart.U})


@dataclass(frozen=True)
class Proposal:
    """The fitting chart, and why in a sentence."""

    chart: Chart
    why: str


@dataclass(frozen=True)
class Drawn:
    """`answer` is None where it cannot be drawn; `problem` says why. `baseline`: how many samples set the limits."""

    series: Series
    chart: Chart
    proposal: Proposal
    settings: Settings
    answer: Answer | None
    problem: str = ""

    @property
    def baseline(self) -> int | None:
        return self.settings.baseline


def propose(series: Series) -> Proposal:
    """By what was recorded: counts or measures, and how many in a sample."""
    if series.shares:
        return Proposal(Chart.I_MR, _("weights are no counts: the share of each sample is drawn as a single value"))
    if series.counted:
        sizes = {bunch.size for bunch in series.bunches}
        if len(sizes) == 1:
            return Proposal(Chart.NP, _("bad pieces were counted in samples of one size"))
        return Proposal(Chart.P, _("bad pieces were counted in samples of different sizes"))
    largest = max((len(bunch.values) for bunch in series.bunches), default=1)
    if largest == 1:
        return Proposal(Chart.I_MR, _("each sample is a single measured value"))
    if largest <= LARGEST_BY_RANGE:
        return Proposal(Chart.XBAR_R, _("samples hold 2 to 10 measured values"))
    return Proposal(Chart.XBAR_S, _("samples hold more than 10 measured values"))


def fits(series: Series, chart: Chart) -> bool:
    """Whether a chart may be drawn of this at all."""
    if not series.measured:
        return chart in COUNTS
    sizes = {len(bunch.values) for bunch in series.bunches} or {1}
    if chart is Chart.I_MR:
        return sizes == {1}
    if chart is Chart.XBAR_R:
        return min(sizes) > 1 and max(sizes) <= LARGEST_FOR_RANGE
    return chart is Chart.EWMA or (chart is Chart.XBAR_S and min(sizes) > 1)


def drawn(plant: Plant, asked: Asked, series: Series) -> Drawn:
    """As the command line draws it from the same samples and settings."""
    proposal = propose(series)
    chart = asked.chart or proposal.chart
    limits = (asked.lsl, asked.usl) if chart in CAPABLE else (None, None)
    settings = Settings(rules=asked.rules, baseline=_baseline(plant, asked, series), lsl=limits[0], usl=limits[1])
    if series.bunches and not fits(series, chart):
        problem = _("This chart does not fit: %(why)s. Choose the fitting one.") % {"why": proposal.why}
        return Drawn(series, chart, proposal, settings, None, problem)
    try:
        return Drawn(series, chart, proposal, settings, draw(chart, series.samples, settings))
    except InputError as error:
        is_korean = (get_language() or "ko").startswith("ko")
        return Drawn(series, chart, proposal, settings, None, error.message_ko if is_korean else error.message_en)


def _baseline(plant: Plant, asked: Asked, series: Series) -> int | None:
    """How many of the first samples lie in the days that set the limits."""
    if asked.base is None:
        return None

    def day(at_sample: int) -> date:
        return series.bunches[at_sample].at.astimezone(plant.timezone).date()

    return sum(day(n) <= asked.base[1] for n in range(len(series.bunches)))
