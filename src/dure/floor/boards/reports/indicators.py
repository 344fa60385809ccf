"""What the reports measure. `national`: key and names stand as in the state's list of smart-factory indicators.

The same list is kept whole by the applications, in their catalogue of indicators; the rest is this product's own, after
ISO 22400-2.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dure.engine.floor.facts import DEFINITION


class Refusal(StrEnum):
    """Why there is no value."""

    COVERAGE = "coverage"
    NO_SHIFT = "no_shift"
    NOTHING_TOLD = "nothing_told"
    NO_RATE = "no_rate"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True)
class Indicator:
    """`formula` in the words of the facts (engine: iso22400-2/1); `version` goes up when the formula changes."""

    key: str
    name_ko: str
    name_en: str
    formula: str
    national: bool
    version: int = 1

    @property
    def definition(self) -> str:
        return f"{DEFINITION} {self.key}/{self.version}"


OUTPUT: Final = Indicator(
    "throughput_per_hour", "시간당 생산량", "Output per hour",
    "good quantity or weight out at the end of the lines / known planned hours there", True,
)  # fmt: skip
UTILISATION: Final = Indicator(
    "equipment_utilisation",
    "설비가동률",
    "Equipment utilisation",
    "APT / known PBT, machines that tell whether they run",
    True,
)
PROCESS_DEFECTS: Final = Indicator(
    "process_defect_rate", "공정불량률", "Process defect rate", "SQ / PQ, summed over all machines that count", True
)
DEFECTS: Final = Indicator(
    "defect_rate", "(완제품) 불량률", "Finished-goods defect rate", "SQ / PQ at the end of the lines", True
)
YIELD: Final = Indicator(
    "yield", "수율", "Yield (output weight over input weight)", "weight out / weight in, by stage, whole batches", False
)
STOPS: Final = Indicator(
    "stop_share", "멈춘 시간 비율", "Share of time standing still", "(AUST + ADET + ADOT) / known PBT, as above", False
)
OEE: Final = Indicator(
    "oee", "설비종합효율(OEE)", "Overall equipment effectiveness (OEE)",
    "PRU x GQ / known PBT, machines with a planned run time", False,
)  # fmt: skip
ENERGY: Final = Indicator(
    "energy_per_unit", "제품당 에너지", "Energy per unit",
    "energy of all machines / quantity made at the end of the lines", False,
)  # fmt: skip
EVERY: Final = {
    each.key: each for each in (OUTPUT, UTILISATION, PROCESS_DEFECTS, DEFECTS, YIELD, STOPS, OEE, ENERGY)
}  # fmt: skip
