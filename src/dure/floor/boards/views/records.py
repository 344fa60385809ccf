"""The records behind every figure, what was held back, and what is worth a look."""

import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.events import Kind
from dure.engine.floor.suspicion.look import look
from dure.floor.boards.queries.flags import on_duty_of
from dure.floor.boards.queries.records import Record, Wanted, choices_of, records_of
from dure.floor.boards.reading import days_of
from dure.floor.boards.views.found import Here, here, span_asked
from dure.floor.entry.notes import note_words
from dure.floor.entry.records.telling import Words
from dure.floor.events.queries import Held, quarantined
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import KINDS, Called
from dure.floor.plant.tables import Cell, Table, source_cell
from dure.foundation.access.routes import needs
from dure.foundation.interface.formats import moment

PER_PAGE = 100
# What the figures of the owner's page lead to.
GROUPS = {
    "made": (Kind.COUNT, Kind.COUNT_TOTAL, Kind.LOT_OUT, Kind.SCRAP, Kind.REWORK),
    "stops": (Kind.STATE, Kind.REASON),
    "checks": (Kind.CHECK, Kind.CCP),
    "lots": (Kind.LOT_IN, Kind.LOT_OUT),
}


@needs(VIEW_SITE)
@require_GET
def show_raw(request: HttpRequest, code: str) -> HttpResponse:
    """The records of some days, as they were told."""
    place = here(request, code)
    first, last = span_asked(request, place.today, 1)
    last = min(last, first + timedelta(days=30))
    kind = request.GET.get("kind", "")
    wanted = Wanted(
        GROUPS.get(kind, (Kind(kind),) if kind in set(Kind) else ()),
        request.GET.get("machine", ""),
        request.GET.get("source", ""),
        request.GET.get("q", "").strip(),
    )
    days, called = days_of(code, first, last, None), place.naming_sources()
    page = Paginator(records_of(days, wanted), PER_PAGE).get_page(request.GET.get("page"))
    machines, families = choices_of(days)
    context = place.context("boards:raw", _("Records of several days")) | {
        "first": first,
        "last": last,
        "wanted": wanted,
        "kind": kind,
        "groups": _groups(),
        "kinds": [(each.value, label()) for each, label in KINDS.items()],
        "machines": [(each, place.called.machine(each)) for each in machines],
        "families": [(each, called.source(each)) for each in families],
        "page_obj": page,
        "table": _table(place, called, list(page)) if page else None,
    }
    return render(request, "boards/raw.html", context)


def _groups() -> list[tuple[str, str]]:
    return [
        ("made", _("All that was made")),
        ("stops", _("All stops")),
        ("checks", _("All checks")),
        ("lots", _("All lots")),
    ]


def _table(place: Here, called: Called, found: list[Record]) -> Table:
    headers = (
        _("When"),
        _("Machine"),
        _("What"),
        _("Value"),
        _("Item, lot, order"),
        _("Reason"),
        _("From where"),
        _("Stands"),
    )
    return Table(_("Records"), headers, [_row(place, called, each) for each in found], figures=frozenset({3}))


def _row(place: Here, called: Called, record: Record) -> list[Cell | str]:
    told = record.told
    things = [place.called.item(told.item) if told.item else "", told.lot, told.order]
    address = (
        f"{reverse('entry:record', args=[place.code])}?{urlencode({'source': told.source_id, 'seq': told.source_seq})}"
    )
    return [
        Cell(moment(told.at), url=address),
        place.called.machine(told.machine),
        KINDS[told.kind](),
        Words(place.plant).value(told),
        " · ".join(thing for thing in things if thing),
        Cell(_reason(place, record), note=note_words(told.note)),
        source_cell(called, told.source_id, told.source_seq),
        _stands(record),
    ]


def _reason(place: Here, record: Record) -> str:
    told = record.told
    if not told.reason:
        return f"{place.called.source(told.ref_source)} #{told.ref_seq}" if told.kind is Kind.CORRECTION else ""
    if told.kind in {Kind.CHECK, Kind.CCP}:
        return place.called.check(told.reason)
    is_defect = told.kind in {Kind.SCRAP, Kind.REWORK}
    return place.called.defect(told.reason) if is_defect else place.called.reason(told.reason)


def _stands(record: Record) -> Cell:
    if not record.is_corrected:
        return Cell("")
    if record.now is None:
        return Cell(_("taken back"), tone="draft")
    return Cell(_("corrected"), tone="info", note=record.now.value)


@needs(VIEW_SITE)
@require_GET
def show_held(request: HttpRequest, code: str) -> HttpResponse:
    """What was not taken into the records, and why."""
    place = here(request, code)
    page = Paginator(quarantined(code), PER_PAGE).get_page(request.GET.get("page"))
    headers = (_("Arrived"), _("From where"), _("Why it is held back"), _("What was sent"))
    called = place.naming_sources()
    rows = [_held(called, each) for each in page]
    context = place.context("boards:held", _("Records held back")) | {
        "page_obj": page,
        "table": Table(_("Records held back"), headers, rows) if rows else None,
    }
    return render(request, "boards/held.html", context)


def _held(called: Called, each: Held) -> list[Cell | str]:
    why = {
        "conflict": _("The same record was sent before with other content. The first one stands."),
        "future": _("Its time lay more than five minutes ahead. Set the clock of the device."),
    }
    told = json.loads(each.content)
    kind = KINDS[Kind(told["kind"])]()
    at = moment(datetime.fromisoformat(told["at"]))
    words = [kind, called.machine(told["machine"]), f"{told['value']} {told['unit']}".strip(), at]
    return [
        moment(each.received_at),
        source_cell(called, each.source_id, each.source_seq),
        why.get(each.why, each.why),
        " · ".join(word for word in words if word),
    ]


@needs(VIEW_SITE)
@require_GET
def show_flags(request: HttpRequest, code: str) -> HttpResponse:
    """Records that look as if nobody had measured them: questions to a person, never an answer."""
    place = here(request, code)
    first, last = span_asked(request, place.today, 28)
    days = days_of(code, first, last, None)
    start, end = days.span
    called = place.naming_sources()
    inside = [event for event in days.told if start <= event.at < end]
    flags = look(inside, place.plant.timezone, on_duty_of(days))
    context = place.context("boards:flags", _("Records worth a look")) | {
        "first": first,
        "last": last,
        "looked_at": len(inside),
        "flags": [
            {
                "what": f"{called.source(flag.stream.family)} · {place.called.machine(flag.stream.machine)}"
                f" · {KINDS[flag.stream.kind]()}",
                "words": flag.ko if (get_language() or "ko").startswith("ko") else flag.en,
                "url": place.records_url(
                    first, last, kind=flag.stream.kind.value, machine=flag.stream.machine, source=flag.stream.family
                ),
            }
            for flag in flags
        ],
    }
    return render(request, "boards/flags.html", context)
