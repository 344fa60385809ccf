"""An asset given away within its restriction: what is due back is a debt of its own kind, opened once."""

import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z

from dure.engine.money.books import Account
from dure.foundation.access.verdict import ActionRefused
from dure.journey.assets.events import AssetDueBack
from dure.journey.money import actions
from dure.journey.money.actions.asset_debts import heard_asset_due_back
from dure.journey.money.models import Recovery, RecoveryKind
from dure.journey.money.queries.books import trial_balance

pytestmark = pytest.mark.django_db
AT = w.moment(10, 7)


def told() -> tuple[s.Scene, list[Recovery]]:
    here = s.started()
    s.pay_in(here)
    s.paid(here, "advance")
    news = AssetDueBack(here.agreement.pk, 7, 3, "sell", 1_000_000, 300_000, 700_000, 0, AT)
    for _n in range(2):
        heard_asset_due_back(news)
    return here, list(Recovery.objects.order_by("amount_won"))


def test_each_funder_gets_its_part_back_and_a_second_telling_opens_nothing() -> None:
    here, rows = told()
    assert [(row.line, row.amount_won, row.kind) for row in rows] == [
        (here.lines["province"], 300_000, RecoveryKind.ASSET),
        (here.lines["city"], 700_000, RecoveryKind.ASSET),
    ]
    assert z.books_balance(here)
    assert w.ledger_holds()


def test_it_is_collected_and_passed_on_and_takes_no_surcharge() -> None:
    here, (debt, _other) = told()
    with pytest.raises(ActionRefused):
        actions.impose_surcharge(recovery=debt, factor=1, reason="처분", due_on=z.BACK.date(), by=here.first, at=AT)
    on = z.BACK.date()
    actions.record_collection(recovery=debt, amount_won=300_000, on=on, by=here.checker, at=z.BACK)
    actions.pass_on(recovery=debt, on=on, letter_no="반납-1", by=here.checker, at=z.BACK)
    assert (debt.status, debt.passed_on_won) == ("collected", 300_000)
    assert trial_balance(here.world.programme.pk)[Account.RECOVERY_RECEIVABLE] == 700_000
