"""Once a year somebody stands before the asset: seen, works, or not to be found."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.documents import actions as documents
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.assets import papers
from dure.journey.assets.access import SEE_ASSET
from dure.journey.assets.actions import duties
from dure.journey.assets.actions.frame import still_there
from dure.journey.assets.models import Asset, Sighting
from dure.journey.assets.rules import next_sighting, rules_of
from dure.journey.assets.states import AssetState


def see_asset(
    *, asset: Asset, works: bool, by: Actor, at: datetime, note: str = "", photo: UploadedFile | None = None
) -> Sighting:
    """Somebody stands before the asset now. Pressed twice, it is one sighting: the first is given back.

    Who says so of the own firm shows it in a photo; the operator's staff need none.
    """
    SEE_ASSET.demand(by, asset)
    chain, note = asset.agreement.programme.chain, note.strip()[:300]
    same = _same(asset, works, note, by, at)
    if same is not None:
        return same
    if photo is None and by.has(Role.FIRM) and not by.has(*STAFF):
        raise ActionRefused(_("Take a photo of the asset with its label, then press the button."))
    if not works and not note:
        raise ActionRefused(_("Say in a few words why it does not work."))
    with act("assets.see_asset", chain=chain, by=by, at=at) as this:
        row = still_there(asset.pk)
        same = _same(row, works, note, by, at)
        if same is not None:
            this.about(same)
            return same
        on = timezone.localdate(at)
        sighting = Sighting.objects.create(asset=row, seen_on=on, by_id=by.person_id, works=works, note=note, at=at)
        this.about(sighting)
        if row.status == AssetState.MISSING:
            move(row, "find", by=by, at=at)
        duties.was_seen(row, at=at)
        row.last_seen_on = on
        row.see_by = next_sighting(on, row.restricted_until, rules_of(row.agreement).sighting_months)
        row.save(update_fields=["last_seen_on", "see_by"])
        this.evidence(row)
        duties.expect_sighting(row, at=at)
        if photo is not None:
            documents.store(
                upload=photo, kind=papers.SIGHTING_PHOTO, subject=sighting, by=by, at=at, chain=chain,
                organisation_id=row.agreement.firm_id, programme_id=row.agreement.programme_id,
            )  # fmt: skip
    asset.refresh_from_db()
    return sighting


def _same(asset: Asset, works: bool, note: str, by: Actor, at: datetime) -> Sighting | None:
    """The latest sighting, when the same person said the same of it on the same day and it was not missed since."""
    if asset.status == AssetState.MISSING:
        return None
    last = asset.sightings.order_by("-at", "-pk").first()
    said = (timezone.localdate(at), by.person_id, works, note)
    return last if last is not None and (last.seen_on, last.by_id, last.works, last.note) == said else None


def miss_asset(*, asset: Asset, by: Actor, at: datetime, reason: str) -> Asset:
    """It is not where it should be: it stays owed to be seen, and whoever sees it finds it."""
    SEE_ASSET.demand(by, asset)
    reason = demand_text(reason, _("Say where it was looked for."))
    with act("assets.miss_asset", chain=asset.agreement.programme.chain, by=by, at=at, subject=asset, reason=reason):
        move(still_there(asset.pk), "miss", by=by, at=at, reason=reason)
    asset.refresh_from_db()
    return asset
