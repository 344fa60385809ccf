"""How many firms apply, as a later stage counts them: programmes knows places, not applications."""

from collections.abc import Callable, Mapping

Demand = Callable[[int], Mapping[tuple[str, str], int]]

_COUNTERS: list[Demand] = []


def register_demand(counter: Demand) -> None:
    """Name the function that counts live applications of a programme by (type code, city code)."""
    if counter not in _COUNTERS:
        _COUNTERS.append(counter)


def demand_of(programme_id: int) -> Mapping[tuple[str, str], int] | None:
    """The live applications by (type, city); None while no stage counts them."""
    if not _COUNTERS:
        return None
    counted: dict[tuple[str, str], int] = {}
    for counter in _COUNTERS:
        for key, count in counter(programme_id).items():
            counted[key] = counted.get(key, 0) + count
    return counted
