"""What of each cost line is used already, told by later stages, so that no change cuts under it."""

from collections.abc import Callable, Mapping

# From the id of an agreement to won used, by the number of the cost line.
Floor = Callable[[int], Mapping[int, int]]
_FLOORS: list[Floor] = []


def register_floor(floor: Floor) -> None:
    """Let a later stage say how much of each cost line is claimed."""
    if floor not in _FLOORS:
        _FLOORS.append(floor)


def floors(agreement_id: int) -> dict[int, int]:
    """The most that any stage says is used, by the number of the cost line."""
    found: dict[int, int] = {}
    for floor in _FLOORS:
        for number, used in floor(agreement_id).items():
            found[number] = max(found.get(number, 0), used)
    return found
