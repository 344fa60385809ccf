"""What is owed by when for an asset: to be seen by its firm, to be decided on by the operator. Inside acts only."""

from datetime import datetime, timedelta
from typing import Final

from dure.foundation.workflow.deadlines import lift_deadline, meet_deadline, set_deadline
from dure.foundation.workflow.periods import end_of
from dure.journey.assets.models import Asset, Disposal

SEE_ASSET: Final = "assets.see_asset"
DECIDE_DISPOSAL: Final = "assets.decide_disposal"
# The notice sets no days for this decision; changes of an agreement are decided as fast.
DECIDE_WITHIN = timedelta(days=14)


def expect_sighting(asset: Asset, *, at: datetime) -> None:
    """The firm owes a sighting by the asset's day; a day that has passed already is late by itself."""
    if asset.see_by is None or end_of(asset.see_by) <= at:
        return
    agreement = asset.agreement
    set_deadline(
        asset, SEE_ASSET, due_at=end_of(asset.see_by), at=at, programme_id=agreement.programme_id,
        organisation_id=agreement.firm_id,
    )  # fmt: skip


def was_seen(asset: Asset, *, at: datetime) -> None:
    """The sighting has come."""
    meet_deadline(asset, SEE_ASSET, at=at)


def needs_no_sighting(asset: Asset, *, at: datetime) -> None:
    """Nobody need look for it any more."""
    lift_deadline(asset, SEE_ASSET, at=at)


def expect_decision(disposal: Disposal, *, at: datetime) -> None:
    """The operator owes an answer."""
    programme = disposal.asset.agreement.programme
    set_deadline(
        disposal, DECIDE_DISPOSAL, due_at=at + DECIDE_WITHIN, at=at, programme_id=programme.pk,
        organisation_id=programme.operator_id,
    )  # fmt: skip


def decision_is_made(disposal: Disposal, *, at: datetime) -> None:
    """The answer has come, or is asked for no more."""
    meet_deadline(disposal, DECIDE_DISPOSAL, at=at)
