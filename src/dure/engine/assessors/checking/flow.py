"""Whether limits can hold together, by the greatest flow of OR-Tools, in whole numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ortools.graph.python import max_flow

Loads = Mapping[str, tuple[int, int]]


def can_be_met(rows: Sequence[tuple[Collection[str], int]], loads: Loads) -> bool:
    """Each row gets its number of different assessors from its own; each assessor its least to most rows.

    A lower bound is carried as the usual pair of arcs: what must pass is supplied behind the arc and
    demanded before it, and the circulation is closed by an arc from the sink back to the source.
    """
    if any(low > high for low, high in loads.values()):
        return False
    graph = max_flow.SimpleMaxFlow()
    node = {one: number for number, one in enumerate(loads)}
    first_row = len(node)
    source, sink, supply, demand = range(first_row + len(rows), first_row + len(rows) + 4)
    owed = 0
    for number, (allowed, need) in enumerate(rows):
        graph.add_arc_with_capacity(source, demand, need)
        graph.add_arc_with_capacity(supply, first_row + number, need)
        owed += need
        for one in allowed:
            graph.add_arc_with_capacity(first_row + number, node[one], 1)
    for one, (low, high) in loads.items():
        graph.add_arc_with_capacity(node[one], demand, low)
        graph.add_arc_with_capacity(supply, sink, low)
        graph.add_arc_with_capacity(node[one], sink, min(high, low + len(rows)) - low)
        owed += low
    graph.add_arc_with_capacity(sink, source, owed + len(rows))
    graph.solve(supply, demand)
    return bool(graph.optimal_flow() == owed)
