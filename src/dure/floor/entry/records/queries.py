"""One record with everything that belongs to it, and who made corrections."""

from __future__ import annotations

from collections.abc import Iterable

from dure.engine.floor.events import Kind
from dure.floor.entry.records.models import DeskCorrection
from dure.floor.entry.records.standing import Record, record_of
from dure.floor.events.told import Key, Told, corrections_of, told_of
from dure.floor.plant.models import Site
from dure.floor.plant.names import is_desk


def record_at(site: str, key: Key) -> Record | None:
    """The record of a key with its corrections; None where nobody told it, or where it is itself a correction."""
    told = told_of(site, [key]).get(key)
    if told is None or told.event.kind is Kind.CORRECTION:
        return None
    return record_of(told, corrections_of(site, key))


def correction_at(site: str, key: Key) -> Told | None:
    """The correction of a key; None where it is none."""
    told = told_of(site, [key]).get(key)
    return told if told is not None and told.event.kind is Kind.CORRECTION else None


def told_anew(site: str, record: Record) -> Record | None:
    """What stands in the place of a record that was taken back."""
    found = None if record.told_anew is None else record_at(site, record.told_anew)
    return found if found is not None and found.event.kind is record.event.kind else None


def in_place_of(site: str, record: Record) -> Record | None:
    """The record that this one was told instead of; None where it stands for itself."""
    source, seq = record.event.key
    if not (is_desk(source) or record.event.family == "excel") or not seq:
        return None
    void = correction_at(site, (source, seq - 1))
    if void is None or not void.event.void or void.event.ref_seq is None:
        return None
    return record_at(site, (void.event.ref_source, void.event.ref_seq))


def desk_corrections(site: Site, sources: Iterable[str]) -> dict[str, DeskCorrection]:
    """The corrections made at the desk, by the source of their events."""
    wanted = [source for source in sources if is_desk(source)]
    rows = DeskCorrection.objects.filter(site=site, source_id__in=wanted) if wanted else []
    return {row.source_id: row for row in rows}
