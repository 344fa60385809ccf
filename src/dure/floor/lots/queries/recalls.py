"""What a mock recall has to find, and those that were held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dure.engine.floor.lots import TO_KG
from dure.engine.floor.plant import Plant
from dure.floor.lots.models import MockRecall
from dure.floor.lots.queries.lots import LotFacts, lot_facts, steps_of
from dure.floor.plant.models import Site


@dataclass(frozen=True)
class Found:
    """The lot itself, where it came from and where it went; `kg`: what of it, and of all that was made of it, must
    by the records still be in stock or was sold.
    """

    lot: LotFacts
    back: tuple[LotFacts, ...]
    forward: tuple[LotFacts, ...]
    kg: float

    @property
    def lots(self) -> int:
        return 1 + len(self.back) + len(self.forward)


def found_by(site: str, plant: Plant, lot: str) -> Found | None:
    """Everything a recall of the lot would have to reach; None where nobody told of the lot."""
    here = lot_facts(site, plant, lot)
    if here is None:
        return None
    back = _ends(site, plant, lot, forward=False)
    forward = _ends(site, plant, lot, forward=True)
    return Found(here, back, forward, sum(_left_kg(each) for each in (here, *forward)))


def recalls_of(site: Site) -> QuerySet[MockRecall]:
    """The mock recalls of a plant, the newest first."""
    return MockRecall.objects.filter(site=site)


def recall_of(site: Site, pk: int) -> MockRecall | None:
    return MockRecall.objects.filter(site=site, pk=pk).first()


def seconds_of(row: MockRecall, now: datetime) -> float:
    """How long it took, or has taken so far."""
    return ((row.finished_at or now) - row.started_at).total_seconds()


def _ends(site: str, plant: Plant, lot: str, *, forward: bool) -> tuple[LotFacts, ...]:
    steps = steps_of(site, lot, forward=forward)
    codes = dict.fromkeys(step.link.target if forward else step.link.source for step in steps)
    found = (lot_facts(site, plant, code) for code in codes if code != lot)
    return tuple(each for each in found if each is not None)


def _left_kg(each: LotFacts) -> float:
    return sum(number * TO_KG.get(unit.lower(), 0.0) for number, unit in each.left)
