"""Assets follow their agreement: a new last day moves the restriction, an early end flags them all."""

from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.foundation.ledger.act import act
from dure.journey.agreements.models import Agreement
from dure.journey.assets import telling
from dure.journey.assets.actions import duties
from dure.journey.assets.models import Asset
from dure.journey.assets.rules import next_sighting, restriction, rules_of
from dure.journey.assets.states import AssetState


def follow_agreement(*, agreement: Agreement, by: Actor, at: datetime) -> list[Asset]:
    """Move the restriction of assets whose project ends on another day now; gives those that moved."""
    rules, moved = rules_of(agreement), []
    for row in _kept(agreement):
        days = restriction(row.bought_on, agreement.ends_on or row.bought_on, rules.asset_years)
        if days != (row.restricted_from, row.restricted_until):
            row.restricted_from, row.restricted_until = days
            since = row.last_seen_on or row.bought_on
            row.see_by = next_sighting(since, row.restricted_until, rules.sighting_months)
            moved.append(row)
    if not moved:
        return []
    with act("assets.follow_agreement", chain=agreement.programme.chain, by=by, at=at, subject=agreement) as this:
        for row in moved:
            row.save(update_fields=["restricted_from", "restricted_until", "see_by"])
            this.evidence(row)
            duties.needs_no_sighting(row, at=at)
            duties.expect_sighting(row, at=at)
    return moved


def flag_assets(*, agreement: Agreement, by: Actor, at: datetime) -> list[Asset]:
    """The agreement ended early: what becomes of everything it bought is to be settled. Flags each once."""
    rows = [row for row in _kept(agreement) if row.flagged_at is None]
    if not rows:
        return []
    with act("assets.flag_assets", chain=agreement.programme.chain, by=by, at=at, subject=agreement) as this:
        for row in rows:
            row.flagged_at = at
            row.save(update_fields=["flagged_at"])
            this.evidence(row)
        telling.flagged(agreement, len(rows), by=by, at=at)
    return rows


def _kept(agreement: Agreement) -> list[Asset]:
    rows = Asset.objects.filter(agreement=agreement).exclude(status=AssetState.DISPOSED)
    return list(rows.select_related("agreement").order_by("number"))
