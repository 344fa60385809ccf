"""The page of one record: its whole content, where it is kept, its corrections, and the figures it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from dure.engine.floor.calendar import Window
from dure.engine.floor.events import Kind
from dure.engine.floor.plant import Plant
from dure.floor.entry.access import CORRECT_AUTOMATIC, CORRECT_RECORD
from dure.floor.entry.notes import note_words
from dure.floor.entry.records.effects import facts_of_shift, kept_of
from dure.floor.entry.records.figures import figure_facts
from dure.floor.entry.records.forms import CorrectForm
from dure.floor.entry.records.models import CorrectionVerb, DeskCorrection
from dure.floor.entry.records.queries import correction_at, desk_corrections, in_place_of, record_at, told_anew
from dure.floor.entry.records.shifts import shifts_around
from dure.floor.entry.records.standing import Record, Step, target_of
from dure.floor.entry.records.telling import Said, Words, reason_label
from dure.floor.entry.suppliers.queries import names_of
from dure.floor.entry.views.records import received_by, record_url, when_received
from dure.floor.events.told import Key, link_at
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.frame import crumbs_of, own_plant, tabs_of
from dure.floor.plant.models import Site
from dure.floor.plant.source_words import ORIGINS
from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import clock, day, moment
from dure.foundation.interface.parts import Crumb, Fact


@dataclass(frozen=True)
class StepView:
    """A correction as the history draws it: `parts` are what it changed of how the record stood before."""

    at: str
    what: str
    by: str
    why: str
    parts: list[Said]
    key: str


@dataclass(frozen=True)
class Way:
    """A page on which a figure stands that this record is part of."""

    label: str
    url: str


@needs(VIEW_SITE)
@require_GET
def show_record(request: HttpRequest, code: str) -> HttpResponse:
    """One record; a correction leads to the record that it corrects."""
    site, plant = own_plant(code, actor_of(request))
    key = key_asked(request)
    correction = correction_at(code, key)
    if correction is not None:
        return redirect(record_url(code, target_of(correction.event)))
    record = record_at(code, key)
    if record is None:
        raise Http404(_("The plant has no such record."))
    form = CorrectForm(plant=plant, record=record) if may_correct(site, record, actor_of(request)) else None
    return record_page(request, site, plant, record, form)


def record_page(
    request: HttpRequest, site: Site, plant: Plant, record: Record, form: CorrectForm | None, *, refused: str = ""
) -> HttpResponse:
    """The page, with a form that may hold errors."""
    words, code, event = Words(plant, names_of(site)), site.code, record.event
    window = shifts_around(plant, event.at).window_of(event)
    on = shifts_around(plant, event.at).day_of(event)
    day_url = f"{reverse('entry:records', args=[code])}?day={on.isoformat()}"
    anew, before = told_anew(code, record), in_place_of(code, record)
    context = {
        "site": site,
        "tabs": tabs_of(code, "entry:records"),
        "crumbs": crumbs_of(site, Crumb(_("Records"), day_url), Crumb(title_of(words, record))),
        "record": record,
        "title": title_of(words, record),
        "day_url": day_url,
        "day": on,
        "parts": words.parts(event, record.now) if record.is_changed else [],
        "content": _content(words, record),
        "trace": _trace(code, record),
        "steps": _steps(site, words, record),
        "anew": record_url(code, anew.event.key) if anew is not None else "",
        "before": record_url(code, before.event.key) if before is not None else "",
        "shift": f"{words.machine(event)} · {day(window.day)} {window.shift}" if window is not None else "",
        "figures": _figures(site, plant, record, window),
        "ways": _ways(site, plant, record, window),
        "form": form,
        "refused": refused,
        "post_url": f"{reverse('entry:correct_record', args=[code])}?{request.GET.urlencode()}",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused or (form is not None and form.errors) else HTTPStatus.OK
    return render(request, "entry/record.html", context, status=status)


def key_asked(request: HttpRequest) -> Key:
    """The key in the address; Http404 for none."""
    seq = request.GET.get("seq", "")
    if not (seq.isascii() and seq.isdigit()) or len(seq) > 19 or int(seq) >= 2**63:
        raise Http404(_("The plant has no such record."))
    return request.GET.get("source", ""), int(seq)


def may_correct(site: Site, record: Record, actor: Actor) -> bool:
    return bool((CORRECT_RECORD if record.typed else CORRECT_AUTOMATIC).ask(actor, site))


def title_of(words: Words, record: Record) -> str:
    """What the record is called on its page."""
    event = record.event
    return " · ".join(part for part in (words.kind(event), words.machine(event), clock(event.at)) if part)


def _content(words: Words, record: Record) -> list[Fact]:
    """Everything that was told, in words; the code beside a name that stands for one."""
    event = record.event
    how = _("typed") if record.typed else _("automatic")
    rows = [
        Fact(_("When"), moment(event.at), note=when_received(record)),
        Fact(_("What"), words.kind(event)),
        Fact(_("Machine"), words.machine(event), note=event.machine),
        Fact(_("Value"), words.value(event)),
        Fact(pgettext("record", "Item"), words.item(event), note=event.item),
        Fact(_("Lot"), event.lot),
        Fact(pgettext("record", "Order"), event.order),
        Fact(reason_label(event.kind), words.reason(event), note=event.reason),
        Fact(_("Badge"), event.actor),
        Fact(_("Note"), note_words(event.note)),
        Fact(_("From where"), words.called.source(event.source_id), note=how),
    ]
    return [row for row in rows if row.value]


def _trace(code: str, record: Record) -> list[Fact]:
    """Where it lies in the store, so that anybody can find it there and check that nobody touched it."""
    told, link = record.told, link_at(code, record.told.batch)
    rows = [
        Fact(_("Source"), told.event.source_id),
        Fact(_("Number in the source"), str(told.event.source_seq)),
        Fact(_("Came by"), ORIGINS[told.origin], note=told.origin),
        *([] if told.is_simulated else [Fact(_("Time received"), told.received_at)]),
        Fact(_("Number of arrival"), str(told.arrival)),
        Fact(_("Digest of the record"), told.event.digest().hex()),
        Fact(_("Batch"), str(told.batch), note=_("records in it: %(n)d") % {"n": link.events} if link else ""),
    ]
    if link is not None:
        rows += [Fact(_("Link of the batch before"), link.before), Fact(_("Link of the batch"), link.chain)]
    return rows


def _steps(site: Site, words: Words, record: Record) -> list[StepView]:
    """The newest first."""
    by = desk_corrections(site, [step.told.event.source_id for step in record.steps])
    return [_step(words, record, step, by.get(step.told.event.source_id)) for step in reversed(record.steps)]


def _step(words: Words, record: Record, step: Step, desk: DeskCorrection | None) -> StepView:
    correction = step.told.event
    stood = step.before or record.event
    parts = [part for part in words.parts(stood, step.after) if part.is_changed] if step.after is not None else []
    return StepView(
        at=moment(correction.at if step.told.is_simulated else received_by(step.told)),
        what=_what(step, desk),
        by=(desk.made_by if desk is not None else correction.actor) or words.called.source(correction.source_id),
        why=correction.note,
        parts=parts,
        key=f"{correction.source_id} / {correction.source_seq}",
    )


def _what(step: Step, desk: DeskCorrection | None) -> str:
    if desk is not None:
        return str(CorrectionVerb(desk.verb).label)
    return _("taken back") if step.after is None else _("corrected")


def _figures(site: Site, plant: Plant, record: Record, window: Window | None) -> list[Fact]:
    machine = record.event.machine
    if window is None or machine not in plant.machines:
        return []
    facts = facts_of_shift(site.code, plant, machine, window.start, window.label, now())
    return [] if facts is None else figure_facts(plant, facts, record.event)


def _ways(site: Site, plant: Plant, record: Record, window: Window | None) -> list[Way]:
    """From the record back up to the pages on which its figures stand."""
    event, code = record.now or record.event, site.code
    on = window.day if window is not None else shifts_around(plant, event.at).day_of(event)
    span = {"from": on.isoformat(), "to": on.isoformat()}
    machine = plant.machines.get(event.machine)
    found = [Way(_("Daily report of the day"), _address("boards:report", [code], day=on.isoformat()))]
    if machine is not None:
        found.append(Way(_("The line on the day"), _address("boards:line", [code, machine.line], day=on.isoformat())))
        found.append(Way(_("Key figures of the shifts"), _address("boards:figures", [code], by="shift", **span)))
    if window is not None and len(kept := kept_of(code, event.machine, window.label)) > 1:
        told = _("Revisions of the shift: %(n)d") % {"n": kept[-1].revision}
        found.append(Way(told, _address("boards:revisions", [code], machine=event.machine, shift=window.label)))
    if event.lot:
        found.append(Way(_("Lot %(lot)s") % {"lot": event.lot}, reverse("lots:lot", args=[code, event.lot])))
    if event.kind is Kind.CCP and event.reason in plant.ccps:
        found.append(
            Way(_("CCP record of the day"), _address("quality:record", [code], ccp=event.reason, day=on.isoformat()))
        )
    return found


def _address(route: str, arguments: list[str], **query: str) -> str:
    return f"{reverse(route, args=arguments)}?{urlencode(query)}"
