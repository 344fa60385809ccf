"""One selected firm from its cost calculation to its settlement, in Korean, each role at its own pages."""

from pathlib import Path

import pytest
from tests.journeys import building, contract, payments, settling
from tests.journeys.cast import gather
from tests.journeys.people import ledger_holds
from tests.journeys.walk import Party

from dure.journey.money.queries.books import trial_balance

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.timeout(600)]


def test_selected_firm_to_settlement(party: Party, tmp_path: Path) -> None:
    cast = gather(party)
    contract.calculate_cost(cast)
    contract.send_agreement(cast)
    contract.sign_agreement(cast, tmp_path)
    contract.start(cast)
    payments.pay_in(cast)
    advance = payments.claim_advance(cast)
    payments.check(cast, advance)
    payments.approve(cast, advance)
    payments.pay(cast, advance)
    building.begin_build(cast)
    building.go_on_building(cast)
    building.accept(cast)
    final = payments.claim_final(cast)
    payments.check(cast, final)
    payments.approve(cast, final)
    payments.pay(cast, final)
    settlement = settling.hand_in(cast)
    settling.review(cast, settlement)
    settling.decide(cast, settlement)
    settling.give_back(cast, settlement)
    settling.read_along(cast)
    assert sum(trial_balance(cast.agreement.programme_id).values()) == 0
    assert ledger_holds()
