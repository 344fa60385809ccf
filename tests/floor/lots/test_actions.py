"""Mock recalls begun and finished."""

from decimal import Decimal

import pytest
from tests import world as w
from tests.floor.boards.telling import at
from tests.floor.scene import Floor

from dure.floor.lots.actions import begin_recall, finish_recall
from dure.foundation.access.verdict import AccessRefused, ActionRefused

pytestmark = pytest.mark.django_db


def test_recall_keeps_what_was_found_beside_what_should_be_there(plant: Floor):
    row = begin_recall(site=plant.site, lot="S-0302", reason="정기 훈련", by=plant.owner, at=at(19))

    done = finish_recall(recall=row, found_kg=Decimal("455.5"), note="", by=plant.owner, at=at(19, 12))

    assert (done.lots, done.expected_kg, done.found_kg, done.finished_at) == (
        2, Decimal("460.0"), Decimal("455.5"), at(19, 12),
    )  # fmt: skip
    assert w.ledger_holds()


def test_recall_of_an_unknown_lot_is_refused(plant: Floor):
    with pytest.raises(ActionRefused):
        begin_recall(site=plant.site, lot="X", reason="훈련", by=plant.owner, at=at(19))


def test_recall_is_finished_once(plant: Floor):
    row = begin_recall(site=plant.site, lot="S-0302", reason="훈련", by=plant.owner, at=at(19))
    finish_recall(recall=row, found_kg=Decimal(1), note="", by=plant.owner, at=at(20))

    with pytest.raises(ActionRefused):
        finish_recall(recall=row, found_kg=Decimal(2), note="", by=plant.owner, at=at(21))


def test_other_firm_begins_nothing(plant: Floor):
    with pytest.raises(AccessRefused):
        begin_recall(site=plant.site, lot="S-0302", reason="훈련", by=w.firm("무주식품").owner.actor, at=at(19))
