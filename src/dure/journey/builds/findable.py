"""Suppliers in the search: by name, topics and the cities they work in."""

from typing import Final

from django.urls import reverse

from dure.foundation.search.actions import index
from dure.journey.builds.models import SupplierProfile
from dure.journey.builds.topics import TOPICS

KIND: Final = "supplier"


def make_findable(profile: SupplierProfile) -> None:
    """Write or renew the entry of a supplier in the register; its organisation comes with it."""
    organisation = profile.organisation
    index(
        profile,
        kind=KIND,
        title=organisation.name,
        subtitle=profile.introduction[:300],
        url=reverse("builds:supplier", args=[organisation.pk]),
        words=[str(TOPICS[code]) for code in profile.topics if code in TOPICS],
    )


def index_all() -> None:
    """Every supplier of the register, as after a restore."""
    rows = SupplierProfile.objects.select_related("organisation").order_by("pk")
    for profile in rows.iterator(chunk_size=500):
        make_findable(profile)
