"""The reserve order: who comes in for some vacancy, by score and tie order within each type."""

from collections.abc import Mapping
from typing import Any

from dure.journey.selection.engine import ranking


def reserve_ranks(problem: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, int]:
    """Rank (from 1, within a type) of each firm that the rule brings in for at least one possible vacancy.

    Who really comes in depends on the place that falls vacant: ``answer["reserve"]`` says it for each.
    """
    coming = {number for numbers in answer.get("reserve", {}).values() for number in numbers}
    types = {each["id"]: each["tags"].get("type", "") for each in problem["applicants"]}
    ranks: dict[str, int] = {}
    seen: dict[str, int] = {}
    for number in ranking(problem):
        if number in coming:
            kind = types[number]
            seen[kind] = seen.get(kind, 0) + 1
            ranks[number] = seen[kind]
    return ranks
