"""Last digits of typed measurements: real ones spread evenly, invented ones favour some digits.

Rounding to 0 and 5 is a habit of honest hands, so too many of those are no sign; too few, or an uneven spread of the
other eight, are. A gauge that reads in steps of 2 or 5 is told by its values, and its steps are counted instead.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from statistics import pstdev
from typing import Final

from scipy.special import bdtr, chdtrc

from dure.engine.floor.events import Event, Kind, is_typed
from dure.engine.floor.suspicion.flags import Figure, Flag, Sign, Stream, is_number

FEWEST: Final = 100
# Below five steps of spread, the last digit follows the value itself.
LEAST_SPREAD: Final = 5.0
ROUND: Final = (0, 5)


def measurements(stream: Stream, events: Sequence[Event]) -> list[int]:
    """The typed values in steps of their gauge, or nothing where their last digits can tell nothing."""
    if stream.kind not in {Kind.CHECK, Kind.CCP} or not is_typed(stream.family):
        return []
    values = [Decimal(event.value) for event in events if is_number(event.value)]
    if len(values) < FEWEST:
        return []
    decimals = max(max(0, -int(value.as_tuple().exponent)) for value in values)
    steps = [int(value.scaleb(decimals)) for value in values]
    lowest = min(steps)
    step = math.gcd(*(value - lowest for value in steps)) or 1
    steps = [value // step for value in steps]
    return steps if pstdev(steps) >= LEAST_SPREAD else []


def last_digits(stream: Stream, steps: Sequence[int], most_likely: float) -> Flag | None:
    """A flag where honest digits would fall so unevenly less often than `most_likely`."""
    digits = Counter(abs(step) % 10 for step in steps)
    others = [digits[digit] for digit in range(10) if digit not in ROUND]
    chance = 2 * min(_uneven(others), float(bdtr(len(steps) - sum(others), len(steps), len(ROUND) / 10)))
    if chance >= most_likely:
        return None
    table = ", ".join(f"{digit}: {digits[digit]}" for digit in range(10))
    return Flag(
        Sign.LAST_DIGITS,
        stream,
        (Figure("values", len(steps)), Figure("digits", table), Figure("chance", chance)),
        ko=f"{stream.name}: 손으로 입력한 측정값 {len(steps)}개의 끝자리가 고르지 않습니다({table}). "
        "눈금 읽는 습관 때문일 수도 있으니 계측기와 기록 방법을 확인해 보세요.",
        en=f"{stream.name}: the last digits of {len(steps)} measurements typed by hand are uneven ({table}). "
        "A habit of reading the scale can do that too: see the gauge and how it is read.",
    )


def _uneven(counts: Sequence[int]) -> float:
    """How often even digits would come out at least so uneven (chi-square)."""
    expected = sum(counts) / len(counts)
    if expected < 5:
        return 1.0
    return float(chdtrc(len(counts) - 1, sum((count - expected) ** 2 / expected for count in counts)))
