"""Typed records that come as if by clockwork."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from dure.engine.floor.events import Event, is_typed
from dure.engine.floor.suspicion.flags import Figure, Flag, Sign, Stream

FEWEST: Final = 30
# A hand is seldom within a hundredth of the interval, and never day after day.
NEAR_SHARE: Final = 0.01
NEAR_S: Final = 1.0
MOST_PCT: Final = 90.0


def regular_intervals(stream: Stream, events: Sequence[Event]) -> Flag | None:
    """Most intervals equal to within a second and a hundredth; times in whole minutes were written, not stamped."""
    if not is_typed(stream.family) or all(event.at.second == 0 and event.at.microsecond == 0 for event in events):
        return None
    gaps = [(after.at - before.at).total_seconds() for before, after in pairwise(events)]
    gaps = [gap for gap in gaps if gap > 0]
    if len(gaps) < FEWEST:
        return None
    usual = median(gaps)
    near = sum(abs(gap - usual) <= min(NEAR_S, NEAR_SHARE * usual) for gap in gaps)
    share_pct = 100 * near / len(gaps)
    if share_pct < MOST_PCT:
        return None
    return Flag(
        Sign.REGULAR_INTERVALS,
        stream,
        (Figure("intervals", len(gaps)), Figure("usual_s", usual), Figure("equal_pct", share_pct)),
        ko=f"{stream.name}: 손으로 입력한 기록의 간격 {len(gaps)}개 가운데 {share_pct:.0f}%가 "
        f"{usual:.0f}초로 똑같습니다. 기계가 대신 보내는 기록일 수도 있으니 입력 방법을 확인해 보세요.",
        en=f"{stream.name}: of {len(gaps)} intervals between records typed by hand, {share_pct:.0f} % are the same "
        f"{usual:.0f} s. A device may be sending them in a person's place: see how they are entered.",
    )
