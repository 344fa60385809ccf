"""The frozen input of the assessors engine, shared by the solver and the checker."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Firm:
    id: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessor:
    """`min_load` to `max_load` firms, both inclusive."""

    id: str
    topics: tuple[str, ...]
    min_load: int
    max_load: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Assessors are drawn by lot instead of matched; the same seed draws the same order."""

    seed: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Firms and assessors as listed; every firm gets exactly `per_firm` different assessors.

    `affinity[f][a]` is the affinity of the f-th firm and a-th assessor times `scale`, an exact integer.
    The scale is the least common denominator of all affinities of the file, given and default alike, so
    that sums of thirds and of hundredths meet without rounding.
    `decimals` is how many decimals a sum is printed with: the most given in the file, at least two.
    `conflicts` holds (firm, assessor) as listed; none of them is ever assigned.
    """

    firms: tuple[Firm, ...]
    assessors: tuple[Assessor, ...]
    per_firm: int
    conflicts: tuple[tuple[str, str], ...]
    affinity: tuple[tuple[int, ...], ...]
    scale: int
    decimals: int
    draw: Draw | None


def printed(problem: Problem, steps: int) -> str:
    """A sum of affinities as a decimal, rounded half up to the file's decimals."""
    power = 10**problem.decimals
    rounded = (2 * steps * power + problem.scale) // (2 * problem.scale)
    digits = str(rounded).rjust(problem.decimals + 1, "0")
    return f"{digits[: -problem.decimals]}.{digits[-problem.decimals :]}"


def exactly(problem: Problem, steps: int) -> str:
    """The same sum without rounding, as a fraction in lowest terms: "41/15", or "3"."""
    return str(Fraction(steps, problem.scale))
