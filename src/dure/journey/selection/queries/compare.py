"""Two scenarios side by side."""

from collections import Counter
from dataclasses import dataclass

from dure.journey.applications import queries as applications
from dure.journey.applications.queries import ApplicationFacts
from dure.journey.selection.models import Scenario


@dataclass(frozen=True)
class Comparison:
    """Firms that only one of the two lists holds, and both lists in numbers by type."""

    left: Scenario
    right: Scenario
    only_left: list[ApplicationFacts]
    only_right: list[ApplicationFacts]
    in_both: int
    by_type: list[tuple[str, int, int]]


def compare(left: Scenario, right: Scenario) -> Comparison:
    """Compare the selected firms of two solved scenarios of one programme."""
    facts = {a.number: a for a in applications.applications_of(left.programme_id) if a.number}
    here, there = set(left.answer.get("selected", ())), set(right.answer.get("selected", ()))
    counts = [Counter(facts[number].type_code for number in chosen) for chosen in (here, there)]
    return Comparison(
        left=left,
        right=right,
        only_left=[facts[number] for number in sorted(here - there)],
        only_right=[facts[number] for number in sorted(there - here)],
        in_both=len(here & there),
        by_type=[(code, counts[0][code], counts[1][code]) for code in sorted({*counts[0], *counts[1]})],
    )
