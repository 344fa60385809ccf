"""Who pays, and amounts by who pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Funder(StrEnum):
    """In the fixed order in which a won that cannot be divided is given out."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    PARTNER = "partner"
    FIRM = "firm"

    @property
    def is_public(self) -> bool:
        """Public money: national, provincial, of the city or county."""
        return self in (Funder.NATIONAL, Funder.PROVINCE, Funder.CITY)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Won per funder, in the funders' order, without zeros. Two are equal when every funder's amount is."""

    items: tuple[tuple[Funder, int], ...] = ()

    @classmethod
    def of(cls, amounts: Mapping[Funder, int]) -> Amounts:
        """From a mapping in any order."""
        return cls(tuple((funder, amounts[funder]) for funder in Funder if amounts.get(funder)))

    def __getitem__(self, funder: Funder) -> int:
        return next((won for one, won in self.items if one is funder), 0)

    def __iter__(self) -> Iterator[tuple[Funder, int]]:
        return iter(self.items)

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts.of({funder: self[funder] + other[funder] for funder in Funder})

    def __sub__(self, other: Amounts) -> Amounts:
        return Amounts.of({funder: self[funder] - other[funder] for funder in Funder})

    @property
    def total_won(self) -> int:
        """All funders together."""
        return sum(won for _, won in self.items)

    @property
    def public_won(self) -> int:
        """Public money only."""
        return sum(won for funder, won in self.items if funder.is_public)

    @property
    def least_won(self) -> int:
        """The smallest amount of any funder, 0 where one pays nothing."""
        return min(self[funder] for funder in Funder)

    def without_firm(self) -> Amounts:
        """What is not the firm's own money."""
        return Amounts(tuple(item for item in self.items if item[0] is not Funder.FIRM))


NOTHING = Amounts()
