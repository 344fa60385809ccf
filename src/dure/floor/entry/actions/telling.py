"""What a device has told: read, held to what a device may say, and handed to the store."""

import re
from collections.abc import Container
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.reading import BadLine
from dure.engine.strict_json import InputError
from dure.floor.entry.files import on_known_machines, read_file
from dure.floor.entry.models import Badge, Device
from dure.floor.events.actions import take
from dure.floor.events.receipts import Receipt, Rejected
from dure.floor.plant.queries import plant_of
from dure.foundation.access.verdict import ActionRefused

# The number of the device and what the device drew at its first start: `hands#2-k3f9x0aa`.
SOURCE: Final = re.compile(r"hands#(\d{1,4})-[a-z0-9]{8,40}")
MOST_LINES: Final = 500


def take_from_device(device: Device, body: bytes) -> Receipt:
    """Take a device's queue (NDJSON), durable when it returns; what a device may not say is rejected line by line.

    Raises:
        ActionRefused: no line can be read, or there are too many at once.
    """
    site = device.site
    plant = plant_of(site.code)
    try:
        found = on_known_machines(read_file(body, "events", plant), plant)
    except InputError as error:
        raise ActionRefused(_("What the device sent cannot be read: %(why)s") % {"why": error}) from error
    if len(found.events) + len(found.bad) > MOST_LINES:
        raise ActionRefused(_("At most %(most)d lines at once.") % {"most": MOST_LINES})
    numbers = set(Device.objects.filter(site=site).values_list("number", flat=True))
    badges = set(Badge.objects.filter(site=site).values_list("label", flat=True))
    rejected = [_as_rejected(bad, device.language) for bad in found.bad]
    taken: list[Event] = []
    for line, event in found.events:
        if why := _objection(event, numbers, badges):
            rejected.append(Rejected(line, why))
        else:
            taken.append(event)
    receipt = take(site.code, taken, origin="hands") if taken else Receipt(0, 0, 0, 0)
    told = sorted((*receipt.rejected, *rejected), key=lambda each: each.line)
    return replace(receipt, read=len(found.events) + len(found.bad), rejected=tuple(told))


def _objection(event: Event, numbers: Container[int], badges: Container[str]) -> str:
    """Why a device may not say this; empty where it may."""
    source = SOURCE.fullmatch(event.source_id)
    if source is None or int(source[1]) not in numbers:
        return _("The source is not a device of this plant.")
    if event.kind is Kind.CORRECTION and not event.ref_source.startswith("hands#"):
        return _("A device takes back only what a device told.")
    if event.actor and event.actor not in badges:
        return _("The plant has no badge “%(badge)s”.") % {"badge": event.actor[:40]}
    return ""


def _as_rejected(bad: BadLine, language: str) -> Rejected:
    return Rejected(bad.number, bad.error.why("ko" if language == "ko" else "en"))
