"""Taking a filled form: against what it has told before, so that again changes nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dure.engine.floor.plant import Plant
from dure.engine.floor.reading import Reading
from dure.floor.entry.sheet.changes import Change, Telling, changes
from dure.floor.entry.sheet.identity import Identity
from dure.floor.entry.sheet.read import Sheet, read_sheets
from dure.floor.entry.sheet.rows import SLOT_STEP
from dure.floor.entry.wrong_input import reading_language
from dure.floor.events.actions import take
from dure.floor.events.receipts import Receipt, Rejected
from dure.floor.events.spans import of_source, sources_like
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of
from dure.foundation.access.actor import Actor
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act


@dataclass(frozen=True)
class SheetLook:
    """One form against the store: what would be told, and which cells are to be mended."""

    sheet: Sheet
    tellings: tuple[Telling, ...]
    # Other copies of the same day's form that were taken before: their rows count beside these.
    has_copies: bool = False

    @property
    def identity(self) -> Identity:
        return self.sheet.identity

    def count(self, change: Change) -> int:
        """How many entries (cells with a meaning, not keys) the upload treats so."""
        cells = {telling.event.source_seq // SLOT_STEP for telling in self.tellings if telling.change is change}
        return len(cells)


def look_at(site: str, data: bytes, plant: Plant, at: datetime) -> list[SheetLook]:
    """The forms of a file against what is stored; nothing is written. Raises InputError for a file that is no form."""
    looks = []
    for sheet in read_sheets(data, plant):
        stored = of_source(site, sheet.identity.source_id)
        copies = {*sources_like(site, sheet.identity.kin)} - {sheet.identity.source_id}
        looks.append(SheetLook(sheet, tuple(changes(sheet, stored, at)), bool(copies)))
    return looks


def told_anew(site: str, data: bytes, plant: Plant, at: datetime) -> Reading:
    """A filled form as a file of events: new rows, corrections of changed cells, and what is unchanged as it was."""
    looks = look_at(site, data, plant, at)
    return Reading(
        [(telling.row, telling.event) for look in looks for telling in look.tellings],
        [bad for look in looks for bad in look.sheet.bad],
    )


def take_sheets(*, site: Site, data: bytes, by: Actor, at: datetime, received_at: datetime) -> Receipt:
    """Take what a file tells; rows with a bad cell are left out and named. Durable when it returns.

    `received_at`: the time of corrections, as the event store counts time.

    Raises:
        InputError: the file is no form; nothing was written.
    """
    CHANGE_SITE.demand(by, site)
    found = told_anew(site.code, data, plant_of(site.code), received_at)
    told = [event for _, event in found.events]
    rejected = tuple(Rejected(bad.number, bad.error.why(reading_language())) for bad in found.bad)
    receipt = take(site.code, told, origin="excel") if told else Receipt(0, 0, 0, 0)
    forms = _by_form([event.source_id for event in told])
    with act("entry.take_sheet", chain=INSTALLATION_CHAIN, by=by, at=at, subject=site, detail={"forms": forms}):
        return replace(receipt, read=receipt.read + len(rejected), rejected=rejected)


def _by_form(source_ids: Sequence[str]) -> dict[str, int]:
    return dict(sorted(Counter(source_ids).items()))
