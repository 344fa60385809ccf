"""Correcting a record at the desk: an event is told beside it, and the ledger says who did it and why."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dure.engine.floor.events import Event
from dure.engine.floor.plant import Plant
from dure.floor.entry.access import CORRECT_AUTOMATIC, CORRECT_RECORD
from dure.floor.entry.records.correcting import Hand, fits, may_be_told_anew, mending
from dure.floor.entry.records.models import CorrectionVerb, DeskCorrection
from dure.floor.entry.records.queries import record_at, told_anew
from dure.floor.entry.records.standing import Record
from dure.floor.events.actions import take
from dure.floor.events.store import StrictRefused
from dure.floor.events.told import Key
from dure.floor.plant.models import Site
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act

ACTS = {
    CorrectionVerb.CORRECTED: "entry.correct_record",
    CorrectionVerb.TAKEN_BACK: "entry.take_back_record",
    CorrectionVerb.UNDONE: "entry.undo_correction",
}


@dataclass(frozen=True)
class Wish:
    """How a record should stand, and why; `wanted` is None to take it back.

    `seen`: how many corrections it had when this was decided. `part`: a random part, so that sending the same wish
    twice is one correction.
    """

    key: Key
    verb: CorrectionVerb
    wanted: Event | None
    why: str
    seen: int
    part: str


def new_part() -> str:
    """The random part of a correction's source."""
    return secrets.token_hex(6)


def planned(*, site: Site, plant: Plant, wish: Wish, by: Actor, at: datetime) -> tuple[Record, list[Event]]:
    """The record and the events that would be told for a wish; nothing is written.

    Raises:
        ActionRefused: the record is not there, has changed since, or cannot be corrected so.
    """
    record = record_at(site.code, wish.key)
    if record is None:
        raise ActionRefused(_("The plant has no such record."))
    demand_may_correct(site, record, by)
    why = demand_text(" ".join(unicodedata.normalize("NFC", wish.why).split()), _("Say in a sentence why."))
    if len(record.steps) != wish.seen:
        raise ActionRefused(_("The record was corrected in the meantime. Look at it again."))
    if wish.wanted == record.now:
        raise ActionRefused(_("Nothing would change."))
    if wish.wanted is not None and not fits(record.event, wish.wanted) and not may_be_told_anew(record.event):
        raise ActionRefused(_("The time of such a record stands, and no field can be emptied. Take it back instead."))
    hand = Hand(wish.part, why, at, by.name if plant.by_person else "")
    return record, mending(record, wish.wanted, hand, told_anew(site.code, record))


def correct_record(*, site: Site, plant: Plant, wish: Wish, by: Actor, at: datetime, told_at: datetime) -> Record:
    """Tell the correction; durable when it returns. `told_at`: its time as the event store counts time.

    Raises:
        ActionRefused: as `planned` says, or the store could not take it; nothing was written.
    """
    record, events = planned(site=site, plant=plant, wish=wish, by=by, at=told_at)
    try:
        take(site.code, events, origin="hands", strict=True)
    except StrictRefused as refusal:
        raise ActionRefused(_("The record was corrected in the meantime. Look at it again.")) from refusal
    why = events[0].note
    with act(ACTS[wish.verb], chain=INSTALLATION_CHAIN, by=by, at=at, reason=why) as this:
        this.about(
            DeskCorrection.objects.create(
                site=site,
                source_id=events[0].source_id,
                record_source=record.event.source_id,
                record_seq=record.event.source_seq,
                verb=wish.verb,
                reason=why,
                made_by=by.name,
                made_at=at,
            )
        )
    return record


def demand_may_correct(site: Site, record: Record, by: Actor) -> None:
    """Raise AccessRefused unless the actor may correct this record; what a machine told is for fewer people."""
    (CORRECT_RECORD if record.typed else CORRECT_AUTOMATIC).demand(by, site)
