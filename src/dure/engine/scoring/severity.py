"""How strict each assessor is, as far as shared firms can tell. Shown beside the official score, never in it.

Additive two-way model by least squares: points = firm + leniency of the assessor + rest, solved in exact
fractions. Two assessors are comparable only if a chain of shared firms joins them; severities are relative
to the mean of such a group. Firms cancel out, so a strict assessor of weak firms is not taken for weak.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Points = Mapping[tuple[str, str], Fraction]
"""Points by (firm, assessor)."""


@dataclass(frozen=True, slots=True)
class Severity:
    """`points` the assessor gives less (negative: more) than the group on the same firms.

    None, "not assessable", where the group has no more sheets than unknowns: the difference of two
    assessors on one firm may be the firm's as well as theirs.
    """

    assessor: str
    group: int
    sheets: int
    points: Fraction | None


def severities(points: Points) -> tuple[Severity, ...]:
    """By assessor id; groups are numbered by their first assessor."""
    found: list[Severity] = []
    for number, group in enumerate(linked_groups(points)):
        sheets = {pair: value for pair, value in points.items() if pair[1] in group}
        firms = {firm for firm, _ in sheets}
        spare = len(sheets) - len(firms) - len(group) + 1
        leniency = _fitted(group, sheets) if spare > 0 else {}
        for one in group:
            count = sum(who == one for _, who in sheets)
            points_less = -leniency[one] if one in leniency else None
            found.append(Severity(one, number, count, points_less))
    return tuple(sorted(found, key=lambda one: one.assessor))


def linked_groups(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Assessors joined by chains of shared firms; each group and the groups by id."""
    by_firm: dict[str, set[str]] = defaultdict(set)
    for firm, one in pairs:
        by_firm[firm].add(one)
    groups: list[set[str]] = []
    for together in by_firm.values():
        apart = [group for group in groups if not group & together]
        joined = together.union(*(group for group in groups if group & together))
        groups = [*apart, joined]
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def _fitted(group: Sequence[str], sheets: Points) -> dict[str, Fraction]:
    """Normal equations of the assessors after the firms are eliminated; the leniencies sum to zero."""
    place = {one: number for number, one in enumerate(group)}
    by_firm: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for (firm, one), value in sheets.items():
        by_firm[firm][one] = value
    size = len(group)
    matrix = [[Fraction(0)] * (size + 1) for _ in group]
    for marks in by_firm.values():
        mean = sum(marks.values(), Fraction(0)) / len(marks)
        for one, value in marks.items():
            row = matrix[place[one]]
            row[place[one]] += 1
            row[size] += value - mean
            for other in marks:
                row[place[other]] -= Fraction(1, len(marks))
    matrix[-1] = [Fraction(1)] * size + [Fraction(0)]
    return dict(zip(group, _solved(matrix), strict=True))


def _solved(matrix: list[list[Fraction]]) -> list[Fraction]:
    """Gauss and Jordan on a regular system: one equation of a linked group follows from the others."""
    size = len(matrix)
    for column in range(size):
        pivot = next(row for row in range(column, size) if matrix[row][column] != 0)
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        head = matrix[column][column]
        matrix[column] = [value / head for value in matrix[column]]
        for row in range(size):
            factor = matrix[row][column]
            if row != column and factor:
                matrix[row] = [value - factor * top for value, top in zip(matrix[row], matrix[column], strict=True)]
    return [row[size] for row in matrix]
