"""One delivery over HTTP: read, held to what its sender may say, and handed to the store."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from dure.engine.floor.events import Event, Kind, family_of
from dure.engine.floor.reading import BadLine, Reading, read_events
from dure.engine.strict_json import InputError
from dure.floor.entry.files import on_known_machines
from dure.floor.entry.suppliers.actions import note_delivery
from dure.floor.entry.suppliers.models import Source, SourceKind
from dure.floor.entry.wrong_input import reading_language, sentence
from dure.floor.events.actions import take
from dure.floor.events.receipts import Receipt, Rejected
from dure.floor.events.wire import DoorGone
from dure.floor.plant.queries import plant_of
from dure.foundation.access.verdict import ActionRefused

LARGEST: Final = 10 * 1024 * 1024
MOST_LINES: Final = 50_000
ORIGINS: Final = {SourceKind.SUPPLIER: "http", SourceKind.GATEWAY: "gateway"}


class TooLarge(ActionRefused):
    """A delivery that must be sent in smaller parts; the reason says how small."""


class Unreadable(ActionRefused):
    """A delivery of which no line can be read."""


class NoAnswer(ActionRefused):
    """The event store does not answer; nothing was acknowledged, and the same lines may be sent again."""


def take_delivery(source: Source, body: bytes, at: datetime) -> Receipt:
    """Take what a system tells; durable when it returns. Lines that cannot be taken are named, the others stand.

    Raises:
        TooLarge: too many bytes or lines at once; nothing was written.
        Unreadable: not text, or a header that is not ours; nothing was written.
        NoAnswer: nothing was acknowledged.
    """
    if len(body) > LARGEST:
        raise TooLarge(_("At most %(most)d MB at once; send smaller batches.") % {"most": LARGEST // 1024 // 1024})
    if body.count(b"\n") > MOST_LINES + 1:
        raise TooLarge(_("At most %(most)d lines at once; send smaller batches.") % {"most": MOST_LINES})
    receipt = _take(source, _read(source, body, at))
    why = receipt.rejected[0].why if receipt.rejected else ""
    if not why and receipt.conflict:
        why = _("The same key came again with other content.")
    elif not why and receipt.future:
        why = _("Times more than five minutes ahead of the server.")
    note_delivery(source, at, why)
    return receipt


def _read(source: Source, body: bytes, at: datetime) -> Reading:
    try:
        return on_known_machines(read_events(body), plant_of(source.site.code))
    except InputError as error:
        why = sentence(error)
        note_delivery(source, at, why)
        raise Unreadable(why) from error


def _take(source: Source, found: Reading) -> Receipt:
    rejected = [_as_rejected(bad) for bad in found.bad]
    taken: list[Event] = []
    for line, event in found.events:
        if why := _objection(event, source):
            rejected.append(Rejected(line, why))
        else:
            taken.append(event)
    try:
        receipt = take(source.site.code, taken, origin=ORIGINS[SourceKind(source.kind)])
    except DoorGone as error:
        raise NoAnswer(_("The event store does not answer. Send the same lines again.")) from error
    told = sorted((*receipt.rejected, *rejected), key=lambda each: each.line)
    return replace(receipt, read=len(found.events) + len(found.bad), rejected=tuple(told))


def _objection(event: Event, source: Source) -> str:
    """Why this system may not say this; empty where it may."""
    if event.family not in source.families:
        return _("source_id: this token tells for %(own)s only, not for “%(name)s”") % {
            "own": ", ".join(source.families),
            "name": event.family[:60],
        }
    if event.kind is Kind.CORRECTION and family_of(event.ref_source) not in source.families:
        return _("ref_source: a system corrects only what it has told itself")
    return ""


def _as_rejected(bad: BadLine) -> Rejected:
    return Rejected(bad.number, bad.error.why(reading_language()))
