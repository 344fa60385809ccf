from datetime import date

import pytest
from tests import world as w
from tests.journey.assets.scene import photo, place

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.documents.queries import of
from dure.foundation.workflow.deadlines import open_deadline
from dure.journey.assets import actions
from dure.journey.assets.models import Sighting
from dure.journey.assets.states import AssetState

pytestmark = pytest.mark.django_db
SEEN = w.moment(8, 30, year=2025)


def test_sighting_meets_the_duty_and_sets_the_next() -> None:
    here = place()
    row = actions.see_asset(asset=here.asset, works=True, photo=photo(), by=here.owner, at=SEEN)
    duty = open_deadline(here.asset, "assets.see_asset")

    assert (here.asset.last_seen_on, here.asset.see_by) == (date(2025, 8, 30), date(2026, 8, 30))
    assert duty is not None
    assert (duty.due_at.date().isoformat(), of(row).count(), w.ledger_holds()) == ("2026-08-30", 1, True)


def test_button_pressed_twice_is_one_sighting() -> None:
    here, picture = place(), photo()
    first = actions.see_asset(asset=here.asset, works=True, photo=picture, by=here.owner, at=SEEN)
    picture.seek(0)
    second = actions.see_asset(
        asset=here.asset, works=True, photo=picture, by=here.owner, at=w.moment(8, 30, 10, 1, year=2025)
    )

    assert (first.pk, Sighting.objects.count()) == (second.pk, 1)


def test_firm_shows_a_photo_and_the_staff_need_none() -> None:
    here = place()

    with pytest.raises(ActionRefused, match="사진"):
        actions.see_asset(asset=here.asset, works=True, by=here.owner, at=SEEN)
    assert actions.see_asset(asset=here.asset, works=True, by=here.operator, at=SEEN).works


def test_asset_that_does_not_work_needs_words() -> None:
    here = place()

    with pytest.raises(ActionRefused):
        actions.see_asset(asset=here.asset, works=False, by=here.operator, at=SEEN)
    assert not actions.see_asset(asset=here.asset, works=False, note="모터 고장", by=here.operator, at=SEEN).works


def test_missing_asset_is_found_by_whoever_sees_it_even_the_same_day() -> None:
    here = place()
    actions.see_asset(asset=here.asset, works=True, by=here.operator, at=SEEN)
    actions.miss_asset(asset=here.asset, by=here.owner, at=SEEN, reason="포장 라인에 없음")
    missing = here.asset.status
    actions.see_asset(asset=here.asset, works=True, by=here.operator, at=SEEN)

    assert (missing, here.asset.status) == (AssetState.MISSING, AssetState.IN_USE)
    assert (Sighting.objects.count(), w.ledger_holds()) == (2, True)


def test_missing_needs_a_reason() -> None:
    here = place()

    with pytest.raises(ActionRefused):
        actions.miss_asset(asset=here.asset, by=here.operator, at=SEEN, reason=" ")


def test_no_sighting_is_owed_past_the_restriction() -> None:
    here = place()
    actions.see_asset(asset=here.asset, works=True, by=here.operator, at=w.moment(2, 14, year=2029))

    assert here.asset.see_by is None
    assert open_deadline(here.asset, "assets.see_asset") is None


def test_sighting_on_the_last_day_that_leaves_a_year_owes_one_more() -> None:
    here = place()
    actions.see_asset(asset=here.asset, works=True, by=here.operator, at=w.moment(2, 13, year=2029))

    assert here.asset.see_by == here.asset.restricted_until


def test_city_reads_and_does_not_see_for_the_firm() -> None:
    here = place()

    with pytest.raises(AccessRefused):
        actions.see_asset(asset=here.asset, works=True, by=here.scene.world.province.actor, at=SEEN)
