"""Which lines of the accepted cost table, or of a claim, look like things that belong into the register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dure.journey.agreements.queries import agreed_costs
from dure.journey.assets.models import Asset
from dure.journey.assets.rules import THINGS


class CostLine(Protocol):
    """A line of an agreed cost table or of a claim."""

    @property
    def item(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def amount_won(self) -> int: ...


@dataclass(frozen=True)
class Suggestion:
    """A thing that was paid for and is not in the register yet, with the price of its line."""

    what: str
    price_won: int


def suggest_from(costs: Iterable[CostLine], registered: Sequence[str] = ()) -> tuple[Suggestion, ...]:
    """The lines that buy things, in their order, without those whose name is ``registered`` already. Pure."""
    known = {name.strip().casefold() for name in registered}
    return tuple(
        Suggestion(line.what, line.amount_won)
        for line in costs
        if line.item in THINGS and line.amount_won > 0 and line.what.strip().casefold() not in known
    )


def suggestions(agreement_id: int) -> tuple[Suggestion, ...]:
    """The same for the accepted cost table in force of an agreement; two queries."""
    items = Asset.objects.filter(agreement_id=agreement_id).values_list("item", flat=True)
    return suggest_from(agreed_costs(agreement_id), list(items))
