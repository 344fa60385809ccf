"""Beginning and finishing a mock recall."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from dure.floor.lots.models import MockRecall
from dure.floor.lots.queries.recalls import found_by
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act


def begin_recall(*, site: Site, lot: str, reason: str, by: Actor, at: datetime) -> MockRecall:
    """Start the clock. The lot must have been told of."""
    VIEW_SITE.demand(by, site)
    if found_by(site.code, plant_of(site.code), lot) is None:
        raise ActionRefused(_("No record tells of this lot. Check its code on the label."))
    with act("lots.begin_recall", chain=INSTALLATION_CHAIN, by=by, at=at, reason=reason) as this:
        row = MockRecall.objects.create(site=site, lot=lot, reason=reason, started_at=at, started_by=by.name)
        this.about(row)
    return row


def finish_recall(*, recall: MockRecall, found_kg: Decimal, note: str, by: Actor, at: datetime) -> MockRecall:
    """Stop the clock and keep what was found on the shelves beside what the records say must be there."""
    VIEW_SITE.demand(by, recall.site)
    found = found_by(recall.site.code, plant_of(recall.site.code), recall.lot)
    with act("lots.finish_recall", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        row = MockRecall.objects.select_for_update().get(pk=recall.pk)
        if row.finished_at is not None:
            raise ActionRefused(_("This mock recall was finished before."))
        row.finished_at, row.finished_by, row.note, row.found_kg = at, by.name, note, found_kg
        if found is not None:
            row.lots, row.expected_kg = found.lots, Decimal(str(round(found.kg, 3)))
        row.save()
        this.about(row)
    return row
