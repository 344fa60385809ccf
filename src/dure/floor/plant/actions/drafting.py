"""Setting up a plant step by step: what was entered is kept at once, and the plant is made at the end.

A draft is nobody's evidence: it leaves no trace in the ledger until it becomes a plant.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from dure.floor.plant.access import OWN_DRAFT
from dure.floor.plant.actions.saving import save_plant
from dure.floor.plant.models import Draft, PlantVersion, Site
from dure.floor.plant.sectors import document
from dure.foundation.access.actor import Actor
from dure.foundation.parties.models import Organisation

Entries = dict[str, list[str]]


def start_draft(*, organisation: Organisation, sector: str, by: Actor, at: datetime) -> Draft:
    """The firm's unfinished draft; it begins anew where another sector is chosen."""
    with transaction.atomic():
        draft, is_new = Draft.objects.select_for_update().get_or_create(
            organisation=organisation,
            finished_at=None,
            defaults={"document": document(sector, name=organisation.name), "started_at": at, "changed_at": at},
        )
        OWN_DRAFT.demand(by, draft)
        if not is_new and draft.document["sector"] != sector:
            draft.document = document(sector, name=draft.document["name"])
            draft.entries, draft.changed_at = {}, at
            draft.save(update_fields=["document", "entries", "changed_at"])
    return draft


def keep_step(*, draft: Draft, step: str, document: dict[str, Any], by: Actor, at: datetime) -> None:
    """A step whose entries are right: they are part of the document from now on."""
    OWN_DRAFT.demand(by, draft)
    draft.document, draft.changed_at = document, at
    draft.entries.pop(step, None)
    draft.save(update_fields=["document", "entries", "changed_at"])


def keep_entries(*, draft: Draft, step: str, entries: Entries, by: Actor, at: datetime) -> None:
    """What was typed on a step, right or not, so that it stands there when the step is opened again."""
    OWN_DRAFT.demand(by, draft)
    draft.entries[step], draft.changed_at = entries, at
    draft.save(update_fields=["entries", "changed_at"])


def finish_draft(*, draft: Draft, by: Actor, at: datetime) -> PlantVersion:
    """Make the plant.

    Raises:
        InputError: the document is wrong; nothing is written.
    """
    OWN_DRAFT.demand(by, draft)
    with transaction.atomic():
        code = _free_code(draft.organisation)
        version = save_plant(code=code, document=draft.document, by=by, at=at, organisation=draft.organisation)
        draft.site, draft.finished_at, draft.changed_at = version.site, at, at
        draft.save(update_fields=["site", "finished_at", "changed_at"])
    return version


def _free_code(organisation: Organisation) -> str:
    """One plant a firm by default: f12, then f12-2, f12-3."""
    stem = f"f{organisation.pk}"
    taken = set(Site.objects.filter(code__startswith=stem).values_list("code", flat=True))
    codes = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(code for code in codes if code not in taken)
