"""Which assessors can be compared with each other through the firms they share."""

from __future__ import annotations

from collections.abc import Iterable


def groups(assessors: int, firms: Iterable[Iterable[int]]) -> tuple[frozenset[int], ...]:
    """Connected groups of assessors 0..assessors-1, by least member; one without a firm stands alone."""
    group = list(range(assessors))
    for chosen in firms:
        together = {group[a] for a in chosen}
        if len(together) > 1:
            first = min(together)
            group = [first if name in together else name for name in group]
    return tuple(frozenset(a for a, name in enumerate(group) if name == first) for first in sorted(set(group)))
