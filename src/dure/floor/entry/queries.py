"""Which devices and badges a plant has, and which device a token is."""

from django.db.models import F, QuerySet

from dure.floor.entry.models import Badge, Device
from dure.floor.entry.secrets import token_digest
from dure.floor.plant.models import Site


def devices_of(site: Site) -> QuerySet[Device]:
    """The plant's devices, the disconnected ones last."""
    return Device.objects.filter(site=site).order_by(F("revoked_at").asc(nulls_first=True), "number")


def badges_of(site: Site) -> QuerySet[Badge]:
    """The plant's badges in use."""
    return Badge.objects.filter(site=site, revoked_at__isnull=True)


def device_of_token(token: str) -> Device | None:
    """The device that holds the token; None for an unknown one, or one that was taken back."""
    if not token:
        return None
    rows = Device.objects.select_related("site")
    return rows.filter(token_digest=token_digest(token), revoked_at__isnull=True).first()
