"""The records of a day at the desk: what was told, how it came, and what stands instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Plant
from dure.floor.entry.records.day import (
    AUTOMATIC,
    SORTS,
    TYPED,
    DayOfRecords,
    Wanted,
    day_in,
    day_of_records,
    newest_day,
)
from dure.floor.entry.records.models import DeskCorrection
from dure.floor.entry.records.queries import desk_corrections
from dure.floor.entry.records.standing import Record, target_of
from dure.floor.entry.records.telling import Said, Words
from dure.floor.entry.suppliers.queries import names_of
from dure.floor.events.told import Key, Told
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.frame import crumbs_of, own_plant, tabs_of
from dure.floor.plant.models import Site
from dure.floor.plant.names import KINDS
from dure.floor.plant.source_words import ORIGINS
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now, shift
from dure.foundation.interface.formats import clock, moment
from dure.foundation.interface.lists import Column
from dure.foundation.interface.lists import Kind as As
from dure.foundation.interface.lists.excel import Sheet, excel_response
from dure.foundation.interface.parts import Crumb, Text

PER_PAGE: Final = 100
# A clock that goes a little wrong, or a queue that waits a moment, is not worth a word.
LATE: Final = timedelta(minutes=1)
LONGEST_TEXT: Final = 100


@dataclass(frozen=True)
class Row:
    """A record as the table draws it. `state`: how it stands, empty where it stands as told."""

    record: Record
    url: str
    at: str
    received: str
    kind: str
    machine: Said
    value: Said
    things: Said
    reason: Said
    source: str
    actor: str
    state: str
    by: str
    why: str
    anew: str

    @property
    def is_gone(self) -> bool:
        return self.record.now is None

    @property
    def is_changed(self) -> bool:
        return self.record.is_changed


@dataclass(frozen=True)
class Head:
    """A column's heading; `url` sorts by it, `direction` says that and how the table is sorted by it now."""

    label: Text
    url: str = ""
    direction: str = ""
    is_figure: bool = False


@needs(VIEW_SITE)
@require_GET
def show_records(request: HttpRequest, code: str) -> HttpResponseBase:
    """One day, the newest with records unless another is asked for."""
    site, plant = own_plant(code, actor_of(request))
    today = now().astimezone(plant.timezone).date()
    day = day_in(request.GET.get("day", "")) or newest_day(code, plant) or today
    wanted = asked(request)
    found = day_of_records(code, plant, day)
    records = found.wanted(wanted)
    if request.GET.get("export") == "xlsx":
        return excel_response(_sheet(site, plant, day, _rows(site, plant, records)))
    page = Paginator(records, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "site": site,
        "tabs": tabs_of(code, "entry:records"),
        "crumbs": crumbs_of(site, Crumb(_("Records"))),
        "day": day,
        "before": _query(request, day=(day - timedelta(days=1)).isoformat()),
        "after": _query(request, day=(day + timedelta(days=1)).isoformat()) if day < today else "",
        "export": _query(request, day=day.isoformat(), export="xlsx"),
        "clear": f"?day={day.isoformat()}",
        "wanted": wanted,
        "choices": _choices(found, wanted, Words(plant, names_of(site))),
        "heads": _heads(request, wanted),
        "page_obj": page,
        "rows": _rows(site, plant, list(page)),
        "corrected": sum(bool(record.steps) for record in found.records),
    }
    return render(request, "entry/records.html", context)


def asked(request: HttpRequest) -> Wanted:
    """The conditions in the address; what is none is left out."""
    get = {name: request.GET.get(name, "").strip()[:LONGEST_TEXT] for name in
           ("kind", "machine", "source", "lot", "reason", "q", "sort")}  # fmt: skip
    sort = get["sort"] if get["sort"].removeprefix("-") in SORTS else "-at"
    wanted = Wanted(get["kind"], get["machine"], get["source"], get["lot"], get["reason"], get["q"],
                    changed=request.GET.get("changed") == "1", sort=sort)  # fmt: skip
    return wanted if wanted.kinds or wanted.kind == "" else replace(wanted, kind="")


def record_url(code: str, key: Key) -> str:
    """The page of one record: its key may hold any letters, so it stands behind the question mark."""
    return f"{reverse('entry:record', args=[code])}?{urlencode({'source': key[0], 'seq': key[1]})}"


def when_received(record: Record) -> str:
    """When it came in, where that was more than a minute from when it happened; of made-up records, that they are."""
    told = record.told
    if told.is_simulated:
        return str(ORIGINS[told.origin])
    received_at = received_by(told)
    if abs(received_at - told.event.at) <= LATE:
        return ""
    same_day = received_at.astimezone().date() == told.event.at.astimezone().date()
    return _("received %(at)s") % {"at": clock(received_at) if same_day else moment(received_at)}


def received_by(told: Told) -> datetime:
    """When it came in, by the clock that tablets and pages show: the store keeps the machine's."""
    return told.received_at + shift()


def _rows(site: Site, plant: Plant, records: list[Record]) -> list[Row]:
    last = [record.steps[-1].told.event.source_id for record in records if record.steps]
    own = [record.event.source_id for record in records if record.event.kind is Kind.CORRECTION]
    by = desk_corrections(site, [*last, *own])
    words = Words(plant, names_of(site))
    return [_row(site.code, words, record, by) for record in records]


def _row(code: str, words: Words, record: Record, by: dict[str, DeskCorrection]) -> Row:
    event = record.event
    correction = record.steps[-1].told.event if record.steps else None
    if event.kind is Kind.CORRECTION:
        correction = event
    desk = by.get(correction.source_id) if correction is not None else None
    return Row(
        record=record,
        url=record_url(code, target_of(event) if event.kind is Kind.CORRECTION else event.key),
        at=clock(event.at),
        received=when_received(record),
        kind=words.kind(event),
        machine=_said(_("Machine"), words.machine, record),
        value=_said(_("Value"), words.value, record),
        things=_said(_("Item, lot, order"), partial(_things, words), record),
        reason=_said(_("Reason"), words.reason, record),
        source=words.called.source(event.source_id),
        actor=event.actor,
        state=_state(record),
        by=desk.made_by if desk is not None else (correction.actor if correction is not None else ""),
        why=correction.note if correction is not None else "",
        anew=record_url(code, record.told_anew) if record.told_anew else "",
    )


def _said(label: str, read: Callable[[Event], str], record: Record) -> Said:
    return Said(label, read(record.event), "" if record.now is None else read(record.now))


def _things(words: Words, event: Event) -> str:
    return " · ".join(part for part in (words.item(event), event.lot, event.order) if part)


def _state(record: Record) -> str:
    if not record.steps:
        return ""
    if record.now is None:
        return _("taken back")
    return _("corrected") if record.is_changed else _("correction undone")


def _choices(found: DayOfRecords, wanted: Wanted, words: Words) -> list[dict[str, Any]]:
    """The conditions that the day's records offer; one in force is offered though the day has none of it."""
    kinds = {record.event.kind for record in found.records}
    listed = {
        "kind": [*_groups(), *((kind.value, label()) for kind, label in KINDS.items() if kind in kinds),
                 *([(Kind.CORRECTION.value, KINDS[Kind.CORRECTION]())] if found.corrections else [])],
        "machine": [(code, words.called.machine(code)) for code in found.machines],
        "source": [(TYPED, _("Typed by people")), (AUTOMATIC, _("Told by machines")),
                   *((family, words.called.source(family)) for family in found.families)],
        "lot": [(lot, lot) for lot in found.lots],
        "reason": [(code, words.reason_of(kind, code)) for kind, code in found.reasons],
    }  # fmt: skip
    labels = {"kind": _("What"), "machine": _("Machine"), "source": _("From where"), "lot": _("Lot"),
              "reason": _("Reason")}  # fmt: skip
    return [
        {"name": name, "label": labels[name], "chosen": chosen, "offers": _with(offers, chosen)}
        for name, offers in listed.items()
        if (chosen := getattr(wanted, name)) or offers
    ]


def _with(offers: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    return offers if not chosen or chosen in dict(offers) else [*offers, (chosen, chosen)]


def _groups() -> list[tuple[str, str]]:
    return [
        ("made", _("All that was made")),
        ("stops", _("All stops")),
        ("checks", _("All checks")),
        ("lots", _("All lots")),
    ]


def _heads(request: HttpRequest, wanted: Wanted) -> list[Head]:
    def head(label: str, name: str = "", *, is_figure: bool = False) -> Head:
        if not name:
            return Head(label, is_figure=is_figure)
        mine = wanted.sort.removeprefix("-") == name
        down = mine and not wanted.sort.startswith("-")
        direction = ("ascending" if down else "descending") if mine else ""
        return Head(label, _query(request, sort=f"-{name}" if down else name), direction, is_figure)

    return [
        head(_("When"), "at"), head(_("Machine"), "machine"), head(_("What"), "kind"),
        head(_("Value"), is_figure=True), head(_("Item, lot, order")), head(_("Reason")),
        head(_("From where"), "source"), head(_("Stands")),
    ]  # fmt: skip


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name in ("page", "export"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _sheet(site: Site, plant: Plant, day: date, rows: list[Row]) -> Sheet:
    zone = plant.timezone

    def at(row: Row) -> datetime:
        return row.record.event.at.astimezone(zone)

    def received(row: Row) -> datetime | None:
        told = row.record.told
        return None if told.is_simulated else received_by(told).astimezone(zone)

    columns = [
        Column("at", _("When"), As.MOMENT, value=at),
        Column("received", _("Time received"), As.MOMENT, value=received),
        Column("origin", _("Came by"), value=lambda row: str(ORIGINS[row.record.told.origin])),
        Column("machine", _("Machine"), value=lambda row: row.machine.told),
        Column("kind", _("What")),
        Column("value", _("Value"), value=lambda row: row.value.told),
        Column("things", _("Item, lot, order"), value=lambda row: row.things.told),
        Column("reason", _("Reason"), value=lambda row: row.reason.told),
        Column("source", _("From where")),
        Column("typed", _("Typed"), As.YES_NO, value=lambda row: row.record.typed),
        Column("actor", _("Badge")),
        Column("state", _("Stands")),
        Column("now", _("Value now"), value=lambda row: "" if row.is_gone else row.value.now),
        Column("things_now", _("Item, lot, order now"), value=lambda row: "" if row.is_gone else row.things.now),
        Column("reason_now", _("Reason now"), value=lambda row: "" if row.is_gone else row.reason.now),
        Column("by", _("Corrected by")),
        Column("why", _("Reason of the correction")),
        Column("note", _("Note"), value=lambda row: row.record.event.note),
        Column("source_id", "source_id", value=lambda row: row.record.event.source_id),
        Column("source_seq", "source_seq", As.NUMBER, value=lambda row: row.record.event.source_seq),
    ]
    return Sheet(f"{site.name} {_('Records')} {day.isoformat()}", columns, rows, len(rows))
