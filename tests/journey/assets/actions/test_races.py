"""Two decisions, two registrations and two sightings at the same moment, on a database that runs them side by side."""

from collections.abc import Callable

import pytest
from django.db import connection
from tests import world as w
from tests.journey.assets.scene import REGISTERED, asked, bought, place
from tests.racing import at_once

from dure.journey.assets import actions
from dure.journey.assets.models import Asset, Disposal, Sighting
from dure.journey.assets.states import DisposalState

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite runs one writer at a time"),
]
AT = w.moment(9, 10, year=2025)


def test_two_decisions_at_once_one_wins() -> None:
    here = place()
    asked(here)
    approver = here.approver

    def approve() -> None:
        actions.decide_disposal(disposal=Disposal.objects.get(), by=approver, at=AT)

    def refuse() -> None:
        actions.refuse_disposal(disposal=Disposal.objects.get(), by=approver, at=AT, reason="활용 가능")

    assert at_once(approve, refuse, approve) == ["done", "refused", "refused"]
    row, asset = Disposal.objects.get(), Asset.objects.get()
    assert (row.status == DisposalState.APPROVED) == (asset.status == "disposed")
    assert w.ledger_holds()


def test_two_registrations_at_once_have_two_numbers_and_stay_within_the_cost() -> None:
    here = place()

    def register(name: str) -> Callable[[], object]:
        made = bought(name, price_won=10_000_000)
        return lambda: actions.register_asset(agreement=here.agreement, bought=made, by=here.operator, at=REGISTERED)

    assert at_once(register("둘"), register("셋")) == ["done", "refused"]
    assert list(Asset.objects.values_list("number", flat=True)) == [1, 2]
    assert w.ledger_holds()


def test_two_taps_at_once_are_one_sighting() -> None:
    here = place()

    def see() -> None:
        actions.see_asset(asset=Asset.objects.get(), works=True, by=here.operator, at=AT)

    assert at_once(see, see) == ["done", "done"]
    assert (Sighting.objects.count(), w.ledger_holds()) == (1, True)
