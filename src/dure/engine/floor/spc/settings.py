"""How a chart is to be drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dure.engine.floor.spc.rules import RuleSet
from dure.engine.floor.spc.samples import Chart
from dure.engine.strict_json import InputError


@dataclass(frozen=True)
class Settings:
    """`center` and `sigma` (of single values) replace estimates; `baseline`: only the first samples are estimated from.

    `weight` (0 to 1, the newest point's share) and `reach` (limits in sigmas) belong to the EWMA chart; the
    specification limits `lsl` and `usl` ask for capability.
    """

    rules: RuleSet = RuleSet.NELSON
    center: float | None = None
    sigma: float | None = None
    baseline: int | None = None
    weight: float = 0.3
    reach: float = 3.0
    lsl: float | None = None
    usl: float | None = None

    @property
    def asks_capability(self) -> bool:
        return self.lsl is not None or self.usl is not None


def refuse_unfit(settings: Settings, chart: Chart, samples: int) -> None:
    """
    Raises:
        InputError: names the setting that makes no sense, alone or on this chart.
    """
    _refuse_impossible(settings, samples)
    given = settings.center is not None or settings.sigma is not None
    if given and not chart.measured:
        raise InputError(
            "/center" if settings.center is not None else "/sigma",
            f"belongs to charts of measured values, not to {chart}",
            f"측정값 관리도에만 쓸 수 있습니다({chart} 관리도에는 쓸 수 없음)",
        )
    if settings.asks_capability and (not chart.measured or chart is Chart.EWMA):
        raise InputError(
            "/lsl" if settings.lsl is not None else "/usl",
            f"capability is answered with xbar_r, xbar_s and i_mr, not with {chart}",
            f"공정능력은 xbar_r, xbar_s, i_mr 관리도에서만 구합니다({chart} 아님)",
        )


def _refuse_impossible(settings: Settings, samples: int) -> None:
    if settings.sigma is not None and settings.sigma <= 0:
        raise InputError("/sigma", "must be more than 0", "0보다 커야 합니다")
    if not 0 < settings.weight <= 1:
        raise InputError("/lambda", "must be more than 0 and at most 1", "0보다 크고 1 이하여야 합니다")
    if not 0 < settings.reach <= 10:
        raise InputError("/sigmas", "must be more than 0 and at most 10", "0보다 크고 10 이하여야 합니다")
    if settings.baseline is not None and not 2 <= settings.baseline <= samples:
        raise InputError(
            "/baseline",
            f"must be from 2 to {samples}, the samples there are",
            f"2 이상 {samples} 이하(시료군 수)여야 합니다",
        )
    lsl = -math.inf if settings.lsl is None else settings.lsl
    usl = math.inf if settings.usl is None else settings.usl
    if lsl >= usl:
        raise InputError("/lsl", "must be below --usl", "상한 규격(--usl)보다 작아야 합니다")
