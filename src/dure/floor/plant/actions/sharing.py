"""Letting others see figures of a plant, and taking that back."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _

from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.models import Sharing, Site
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.parties.models import Organisation

# What may be shared, each by its own name, so that agreeing to one is not agreeing to all.
FIGURES = ("output", "yield", "quality", "oee", "usage")


def share(
    *, site: Site, recipient: Organisation, figures: Collection[str], starts_on: date, by: Actor, at: datetime
) -> Sharing:
    """Let an organisation see some figures of the plant from a day on; what was agreed before is ended."""
    CHANGE_SITE.demand(by, site)
    chosen = [name for name in FIGURES if name in figures]
    if not chosen or len(chosen) != len(set(figures)):
        raise ActionRefused(_("Choose at least one figure to share."))
    with act("plant.share", chain=INSTALLATION_CHAIN, by=by, at=at, subject=site, detail={"figures": chosen}) as this:
        for former in site.sharings.select_for_update().filter(recipient=recipient, ended_at__isnull=True):
            former.ended_at = at
            former.save(update_fields=["ended_at"])
            this.evidence(former)
        sharing = Sharing.objects.create(
            site=site, recipient=recipient, figures=chosen, starts_on=starts_on, agreed_at=at, agreed_by=by.name
        )
        this.evidence(sharing)
    return sharing


def end_sharing(*, sharing: Sharing, by: Actor, at: datetime, reason: str = "") -> None:
    """Take the agreement back: from now on nothing of the plant is seen."""
    CHANGE_SITE.demand(by, sharing.site)
    with act("plant.end_sharing", chain=INSTALLATION_CHAIN, by=by, at=at, subject=sharing.site, reason=reason) as this:
        row = Sharing.objects.select_for_update().get(pk=sharing.pk)
        if row.ended_at is not None:
            raise ActionRefused(_("This sharing was ended before."))
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        this.evidence(row)
