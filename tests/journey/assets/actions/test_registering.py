from datetime import date, timedelta

import pytest
from tests import world as w
from tests.journey.agreements.scene import in_force_agreement, selected
from tests.journey.assets.scene import BOUGHT, REGISTERED, bought, photo, place

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.documents.queries import of
from dure.foundation.workflow.models import Deadline
from dure.journey.agreements.queries import facts
from dure.journey.assets import actions
from dure.journey.assets.models import Asset

pytestmark = pytest.mark.django_db


def test_asset_has_label_price_by_funder_restriction_and_day_to_be_seen() -> None:
    here = place()
    asset = here.asset

    assert (asset.number, asset.label) == (1, f"A{here.agreement.pk:05d}-01")
    assert (asset.province_won, asset.city_won, asset.partner_won) == (5_499_964, 3_199_767, 0)
    assert (asset.public_won, asset.firm_won) == (8_699_731, 1_300_269)
    assert (asset.restricted_from, asset.restricted_until) == (date(2025, 2, 13), date(2030, 2, 13))
    assert (asset.see_by, asset.place_id) == (date(2025, 9, 2), here.agreement.site_id)
    assert Deadline.objects.filter(kind="assets.see_asset", organisation_id=here.agreement.firm_id).count() == 1
    assert w.ledger_holds()


def test_photo_comes_with_the_asset_and_the_next_has_the_next_number() -> None:
    here = place()
    row = actions.register_asset(
        agreement=here.agreement, bought=bought("라벨 프린터"), photo=photo(), by=here.owner, at=REGISTERED
    )

    assert (row.number, [each.kind for each in of(row)]) == (2, ["asset_photo"])


def test_same_form_or_claim_line_registers_once() -> None:
    here = place()
    told = {"agreement": here.agreement, "by": here.owner, "at": REGISTERED, "source_key": "claim-line:7"}
    first = actions.register_asset(bought=bought("센서", serial=""), **told)
    second = actions.register_asset(bought=bought("센서", serial=""), **told)

    assert (first.pk, Asset.objects.count()) == (second.pk, 2)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"serial": "SN-AI 비전 검사기"}, "SN-AI 비전 검사기"),
        ({"price_won": 27_502_000}, "27,502,000"),
        ({"price_won": 0}, "부가"),
        ({"bought_on": REGISTERED.date() + timedelta(days=1)}, "미래"),
        ({"bought_on": date(2024, 6, 13)}, "2024. 6. 14."),
        ({"item": " "}, "무엇"),
        ({"place_id": 10**6}, "사업장"),
    ],
)
def test_asset_that_cannot_be_is_refused_with_the_reason(changes: dict[str, object], why: str) -> None:
    here = place()

    with pytest.raises(ActionRefused, match=why):
        actions.register_asset(
            agreement=here.agreement, bought=bought(**{"item": "다른 장비", **changes}), by=here.owner, at=REGISTERED
        )
    assert Asset.objects.count() == 1


def test_price_up_to_the_agreed_cost_is_taken() -> None:
    here = place()
    rest = facts(here.agreement.pk).cost_won - 10_000_000
    made = bought("자동화 설비", price_won=rest)

    assert actions.register_asset(agreement=here.agreement, bought=made, by=here.owner, at=REGISTERED).price_won == rest
    with pytest.raises(ActionRefused):
        actions.register_asset(
            agreement=here.agreement, bought=bought("남은 것", price_won=1), by=here.owner, at=REGISTERED
        )


def test_serial_number_of_another_project_is_refused() -> None:
    here = place()
    other = place(selected("무주식품", world=here.scene.world), item="다른 기계")

    with pytest.raises(ActionRefused, match=here.asset.label):
        actions.register_asset(agreement=other.agreement, bought=bought(), by=other.owner, at=REGISTERED)


def test_nothing_is_registered_before_the_start_nor_by_another_firm() -> None:
    scene = selected()
    agreement = in_force_agreement(scene)
    other = w.firm("무주식품")

    with pytest.raises(ActionRefused, match="착수"):
        actions.register_asset(agreement=agreement, bought=bought(bought_on=BOUGHT), by=scene.owner, at=REGISTERED)
    with pytest.raises(AccessRefused):
        actions.register_asset(agreement=agreement, bought=bought(), by=other.owner.actor, at=REGISTERED)
