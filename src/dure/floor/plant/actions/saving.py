"""Making and changing a plant: every change is a version."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dure.engine.floor.plant_document import read_plant
from dure.engine.strict_json import JsonValue, canonical
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.models import PlantVersion, Site
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.parties.models import Organisation


def save_plant(
    *,
    code: str,
    document: JsonValue,
    by: Actor,
    at: datetime,
    reason: str = "",
    organisation: Organisation | None = None,
) -> PlantVersion:
    """Make or update a site; the same document again is not a new version.

    Raises:
        InputError: the document is wrong; nothing is written.
    """
    plant = read_plant(document)
    digest = hashlib.sha256(canonical(_whole(document)).encode()).hexdigest()
    with act("plant.save", chain=INSTALLATION_CHAIN, by=by, at=at, reason=reason) as this:
        site = Site.objects.select_for_update().filter(code=code).first()
        if site is None:
            site = Site.objects.create(code=code, name=plant.name, organisation=organisation, created_at=at)
        CHANGE_SITE.demand(by, site)
        newest = site.versions.order_by("-number").first()
        if newest is None or newest.digest != digest:
            newest = PlantVersion.objects.create(
                site=site,
                number=1 if newest is None else newest.number + 1,
                document=document,
                digest=digest,
                made_at=at,
                made_by=by.name,
                reason=reason,
            )
        if site.name != plant.name:
            site.name = plant.name
            site.save(update_fields=["name"])
        this.about(site)
        this.evidence(newest)
    return newest


def change_plant(
    *, site: Site, document: JsonValue, based_on: int, by: Actor, at: datetime, reason: str = ""
) -> PlantVersion:
    """Keep an edited document, unless someone kept another since version ``based_on`` was opened.

    Raises:
        InputError: the document is wrong; nothing is written.
    """
    CHANGE_SITE.demand(by, site)
    with transaction.atomic():
        Site.objects.select_for_update().get(pk=site.pk)
        newest = site.versions.order_by("-number").first()
        if newest is not None and newest.number != based_on:
            words = {"name": newest.made_by, "number": newest.number}
            raise ActionRefused(
                _("%(name)s kept version %(number)d meanwhile. Your entries are still here: press Keep again.") % words
            )
        return save_plant(code=site.code, document=document, by=by, at=at, reason=reason)


def _whole(value: Any) -> Any:
    """Numbers with a fraction as text: digests are taken of documents without floats."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    return value
