"""To whom a firm may show figures: the offices of the programmes that its projects belong to.

The floor knows no programmes; a room above it says which offices there are.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dure.foundation.parties.models import Organisation


@dataclass(frozen=True)
class Office:
    """An organisation in its part in one programme; `chain` is that programme's chain in the ledger."""

    organisation: Organisation
    chain: str
    programme: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.chain}/{self.organisation.pk}"


# From the id of a firm to the offices of its programmes.
Offices = Callable[[int], list[Office]]
_OFFICES: list[Offices] = []


def register_offices(offices: Offices) -> None:
    """Have a room above the floor name the offices of a firm's programmes."""
    if offices not in _OFFICES:
        _OFFICES.append(offices)


def offices_of(firm_id: int | None) -> list[Office]:
    """Every office a firm may share with, each once a programme."""
    if firm_id is None:
        return []
    found = {office.key: office for offices in _OFFICES for office in offices(firm_id)}
    return list(found.values())
