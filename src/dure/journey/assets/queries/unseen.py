"""Which assets nobody saw in time, and who owes the look."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from dure.journey.assets.models import Asset
from dure.journey.assets.states import AssetState


@dataclass(frozen=True)
class Unseen:
    """An asset that was due to be seen by ``due_on``; ``last_seen_on`` None: never since it was bought."""

    asset_id: int
    label: str
    item: str
    agreement_id: int
    number: str
    firm_id: int
    firm_name: str
    city_code: str
    last_seen_on: date | None
    due_on: date
    days: int
    is_missing: bool
    url: str


def unseen(programme_id: int, at: datetime) -> list[Unseen]:
    """The assets of a programme not seen within the notice's months, the longest first; one query."""
    on = timezone.localdate(at)
    rows = Asset.objects.filter(agreement__programme_id=programme_id, see_by__lt=on).exclude(status=AssetState.DISPOSED)
    return [_unseen(row, on) for row in rows.select_related("agreement__firm").order_by("see_by", "label")]


def _unseen(row: Asset, on: date) -> Unseen:
    due_on = row.see_by or on
    return Unseen(
        asset_id=row.pk,
        label=row.label,
        item=row.item,
        agreement_id=row.agreement_id,
        number=row.agreement.number,
        firm_id=row.agreement.firm_id,
        firm_name=row.agreement.firm.name,
        city_code=row.agreement.city_id,
        last_seen_on=row.last_seen_on,
        due_on=due_on,
        days=(on - due_on).days,
        is_missing=row.status == AssetState.MISSING,
        url=reverse("assets:asset", args=[row.pk]),
    )
