"""Listening to records of checks and CCPs, and opening deviations.

Each CCP record outside its limit opens one, whoever told it and however late; a check outside raises an alarm.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.core.cache import cache
from django.db import IntegrityError

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Ccp, Plant
from dure.floor.entry.notes import action_told
from dure.floor.events.news import CriticalTold
from dure.floor.events.queries import recent
from dure.floor.events.spans import around, of_keys
from dure.floor.plant.models import Site
from dure.floor.plant.queries import firms_sites, plant_of, site
from dure.floor.quality import telling
from dure.floor.quality.alarms import failing_checks, tell_outside
from dure.floor.quality.holding import LOOK_BACK, hold_of
from dure.floor.quality.models import Deviation
from dure.floor.quality.states import DeviationState
from dure.foundation.access.actor import SYSTEM
from dure.foundation.installation.clock import now
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.workflow.gate import move

_BETWEEN_ROUNDS_S: Final = 300
_LOOKED_AT_AGAIN: Final = 100


def heard(news: CriticalTold) -> None:
    """Records of checks or critical control points came in, or corrections that may change some."""
    found = site(news.site)
    if found is None:
        return
    try:
        plant = plant_of(news.site)
    except LookupError:
        return
    corrected = _corrected(news)
    if plant.ccps:
        judge_all(found, plant, [*_failing(plant, news.events), *(e for e in corrected if e.kind is Kind.CCP)])
    if plant.checks:
        tell_outside(found, plant, [*failing_checks(plant, news.events), *corrected])


def look_again() -> None:
    """The worker's chore: what was told last is judged again; the process that heard it may have died."""
    if not cache.add("quality.looked", True, _BETWEEN_ROUNDS_S):
        return
    for found in firms_sites():
        plant = plant_of(found.code)
        if plant.ccps:
            judge_all(found, plant, _failing(plant, recent(found.code, (Kind.CCP,), most=_LOOKED_AT_AGAIN)))
        if plant.checks:
            told = recent(found.code, (Kind.CHECK,), most=_LOOKED_AT_AGAIN)
            tell_outside(found, plant, failing_checks(plant, told))


def judge_all(found: Site, plant: Plant, events: Iterable[Event]) -> None:
    """Judge each record that may be outside its limit, or may be so no longer."""
    for event in {event.key: event for event in events}.values():
        judge(found, plant, event)


def judge(found: Site, plant: Plant, event: Event) -> Deviation | None:
    """Open, open again or close the deviation of one record, by how the record stands now."""
    row = Deviation.objects.filter(site=found, source_id=event.source_id, source_seq=event.source_seq).first()
    if row is not None and row.status not in {DeviationState.HELD, DeviationState.MISTAKEN}:
        return row
    standing = effective(around(found.code, event.at - LOOK_BACK, event.at + timedelta(seconds=1))).events
    here = next((each for each in standing if each.key == event.key), None)
    is_outside = here is not None and _fails(plant, here)
    if row is None and here is not None and is_outside:
        return _open(found, plant.ccps[here.reason], here, standing)
    if row is not None and is_outside is (row.status == DeviationState.MISTAKEN):
        step = "refound" if is_outside else "unfound"
        with act(f"quality.{step}", chain=INSTALLATION_CHAIN, by=SYSTEM, at=(at := now()), subject=row):
            move(row, step, by=SYSTEM, at=at)
    return row


def _failing(plant: Plant, events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.kind is Kind.CCP and _fails(plant, event)]


def _corrected(news: CriticalTold) -> list[Event]:
    """The records of checks and CCPs that the news' corrections name."""
    keys = {(event.ref_source, event.ref_seq or 0) for event in news.events if event.kind is Kind.CORRECTION}
    return [event for event in of_keys(news.site, keys) if event.kind in {Kind.CCP, Kind.CHECK}] if keys else []


def _fails(plant: Plant, event: Event) -> bool:
    ccp = plant.ccps.get(event.reason)
    return ccp is not None and not ccp.holds(event.value)


def _open(found: Site, ccp: Ccp, event: Event, standing: list[Event]) -> Deviation | None:
    at, hold = now(), hold_of(ccp, event, standing)
    try:
        with act("quality.find", chain=INSTALLATION_CHAIN, by=SYSTEM, at=at) as this:
            row = Deviation.objects.create(
                site=found,
                ccp=ccp.id,
                source_id=event.source_id,
                source_seq=event.source_seq,
                found_at=event.at,
                value=event.value,
                low=ccp.low,
                high=ccp.high,
                unit=ccp.unit,
                machine=event.machine,
                held_from=hold.since,
                lots=list(hold.lots),
                line_action=action_told(event.note)[:300],
            )
            this.about(row)
            telling.found(row, ccp, at=at)
    except IntegrityError:
        # Another process heard of it too, and was first.
        return None
    return row
