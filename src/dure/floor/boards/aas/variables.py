"""IDTA 02066 Process Variables for Manufacturing KPI: the measured inputs of the key figures, by ISO 22400-2 ids."""

from dure.engine.floor.kpi import Sums
from dure.engine.floor.plant import Machine
from dure.floor.boards.aas.elements import Element, group, reference, submodel, text, words

BASE = "https://admin-shell.io/idta/ProcessVariablesForManufacturingKPICalculation"
SEMANTIC = "https://admin-shell.io/idta/SubmodelTemplate/ProcessVariablesForManufacturingKPICalculation/1/0"
ISO = "http://www.w3id.org/hsu-aut/ISO22400-2#"
# Name of the variable, its ISO concept where that is spelled otherwise, its key.
TIMES = (
    ("PlannedBusyTime", "PlannedBusyTime", "PBT"),
    ("ActualProductionTime", "ActualProductionTime", "APT"),
    ("ActualUnitSetupTime", "ActualSetupTime", "AUST"),
    ("ActualUnitProcessingTime", "ActualUnitProcessingTime", "AUPT"),
    ("ActualUnitDelayTime", "ActualUnitDelayTime", "ADET"),
    ("ActualUnitBusyTime", "ActualUnitBusyTime", "AUBT"),
    ("ActualUnitDownTime", "ActualUnitDownTime", "ADOT"),
)
AMOUNTS = (
    ("ProducedQuantity", "ProducedQuantity", "PQ"),
    ("GoodQuantity", "GoodQuantity", "GQ"),
    ("ScrapQuantity", "ScrapQuantity", "SQ"),
    ("ReworkQuantity", "ReworkQuantity", "RQ"),
)


def variables(base: str, machine: Machine, sums: Sums, span: str) -> Element:
    """One machine's inputs summed over `span` (two local days); each comment says how much of the time is known."""
    busy = {
        "PBT": sums.pbt_s,
        "APT": sums.apt_s,
        "AUST": sums.aust_s,
        "AUPT": sums.apt_s + sums.aust_s,
        "ADET": sums.adet_s,
        "AUBT": sums.apt_s + sums.aust_s + sums.adet_s,
        "ADOT": sums.adot_s,
    }
    made = {"PQ": sums.pq, "GQ": sums.gq, "SQ": sums.sq, "RQ": sums.rq}
    comment = _comment(sums, span)
    parts = [
        _variable(name, concept, key, duration(busy[key]), "xs:duration", comment) for name, concept, key in TIMES
    ] + [_variable(name, concept, key, decimal(made[key]), "xs:decimal", comment) for name, concept, key in AMOUNTS]
    if (planned := machine.rates.get("*")) is not None:
        seconds = duration(planned[-1].seconds)
        parts.append(
            _variable("PlannedRuntimePerItem", "PlannedRuntimePerUnit", "PRI", seconds, "xs:duration", comment)
        )
    return submodel(
        "ProcessVariablesForManufacturingKPICalculation",
        f"{base}/variables",
        reference(SEMANTIC, "Submodel"),
        parts,
        ("1", "0"),
    )


def duration(seconds: float) -> str:
    """An XML duration in seconds, to the microsecond, without an exponent."""
    return f"PT{decimal(seconds)}S"


def decimal(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _variable(name: str, concept: str, key: str, value: str, value_type: str, comment: dict[str, str]) -> Element:
    return group(
        name,
        [
            text("key", key, f"{BASE}/key/1/0"),
            text("currentValue", value, f"{BASE}/currentValue/1/0", value_type),
            words("comment", comment, f"{BASE}/comment/1/0"),
        ],
        f"{ISO}{concept}",
    )


def _comment(sums: Sums, span: str) -> dict[str, str]:
    coverage = 0.0 if sums.coverage is None else sums.coverage * 100
    return {
        "ko": f"{span} 합계, 계획 시간 가운데 기록이 있는 시간 {coverage:.1f}%",
        "en": f"Sum over {span}; {coverage:.1f} % of the planned time is on record",
    }
