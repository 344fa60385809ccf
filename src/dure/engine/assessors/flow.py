"""Whether conflicts and loads can be kept at all: a question of flow, answered in whole numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow


def can_be_met(
    allowed: Sequence[Collection[int]], needs: Sequence[int], least: Sequence[int], most: Sequence[int]
) -> bool:
    """Firm f gets exactly `needs[f]` of `allowed[f]`, and every assessor `least` to `most` firms.

    What passes the assessors' least loads has to squeeze through one arc of the size that is left over,
    so the flow is full only where every least load is full.
    """
    whole, owed = sum(needs), sum(least)
    if owed > whole or any(low > high for low, high in zip(least, most, strict=True)):
        return False
    firms, assessors = len(needs), len(least)
    source, over, sink = firms + assessors, firms + assessors + 1, firms + assessors + 2
    arcs = [(source, f, need) for f, need in enumerate(needs)]
    arcs += [(f, firms + a, 1) for f, row in enumerate(allowed) for a in row]
    arcs += [(firms + a, sink, low) for a, low in enumerate(least)]
    arcs += [(firms + a, over, min(most[a], whole) - low) for a, low in enumerate(least)]
    arcs.append((over, sink, whole - owed))
    return _greatest_flow(arcs, source, sink) == whole


def least_loads_can_be_met(allowed: Sequence[Collection[int]], least: Sequence[int]) -> bool:
    """The same where a firm may have any number of assessors: each assessor only needs enough firms."""
    return all(sum(a in row for row in allowed) >= low for a, low in enumerate(least))


def _greatest_flow(arcs: Sequence[tuple[int, int, int]], source: int, sink: int) -> int:
    tails, heads, capacities = (np.array(column, dtype=np.int32) for column in zip(*arcs, strict=True))
    graph = csr_array((capacities, (tails, heads)), shape=(sink + 1, sink + 1))
    return int(maximum_flow(graph, source, sink).flow_value)
