"""Which systems a plant has, and which system a token is."""

from django.db.models import F, QuerySet

from dure.floor.entry.secrets import token_digest
from dure.floor.entry.suppliers.models import Source
from dure.floor.plant.models import Site


def sources_of(site: Site) -> QuerySet[Source]:
    """The plant's systems, those whose token was revoked last."""
    return Source.objects.filter(site=site).order_by(F("revoked_at").asc(nulls_first=True), "name", "pk")


def names_of(site: Site) -> dict[str, str]:
    """By family of sources, the name that the plant gave the system which alone tells under it."""
    rows = Source.objects.filter(site=site, revoked_at__isnull=True).order_by("pk")
    return {row.families[0]: row.name for row in rows if len(row.families) == 1}


def source_of_token(token: str) -> Source | None:
    """The system that the token was given to, also when it was revoked since; None for an unknown one."""
    if not token:
        return None
    return Source.objects.select_related("site").filter(token_digest=token_digest(token)).first()
