"""Correcting a record: the wish, what it would change, and telling it."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Plant
from dure.floor.entry.access import CORRECT_RECORD
from dure.floor.entry.records.actions import Wish, correct_record, demand_may_correct, new_part, planned
from dure.floor.entry.records.effects import shift_changes
from dure.floor.entry.records.figures import change_lines
from dure.floor.entry.records.forms import CORRECT, TAKE_BACK, UNDO, CorrectForm
from dure.floor.entry.records.models import CorrectionVerb
from dure.floor.entry.records.queries import record_at
from dure.floor.entry.records.standing import Record
from dure.floor.entry.records.telling import Words
from dure.floor.entry.views.record import key_asked, record_page, title_of
from dure.floor.entry.views.records import record_url
from dure.floor.events.lines import content_to_event
from dure.floor.events.owner import arrival_time
from dure.floor.plant.frame import crumbs_of, own_plant, tabs_of
from dure.floor.plant.models import Site
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb

SALT: Final = "entry.record"
LOOKED_AT_WITHIN_S: Final = 12 * 3600


@needs(CORRECT_RECORD)
@require_POST
def preview_correction(request: HttpRequest, code: str) -> HttpResponse:
    """What a correction would change; nothing is told yet."""
    site, plant = own_plant(code, actor_of(request))
    record = record_at(code, key_asked(request))
    if record is None:
        raise Http404(_("The plant has no such record."))
    demand_may_correct(site, record, actor_of(request))
    form, step = CorrectForm(request.POST, plant=plant, record=record), request.POST.get("step", CORRECT)
    if step not in {CORRECT, TAKE_BACK, UNDO} or (step == UNDO and not record.steps):
        raise BadRequest("there is no such step")
    if not form.is_valid_for(step):
        return record_page(request, site, plant, record, form)
    wish = _wish(record, step, form)
    try:
        _record, events = planned(site=site, plant=plant, wish=wish, by=actor_of(request), at=arrival_time())
    except ActionRefused as refusal:
        return record_page(request, site, plant, record, form, refused=refusal.reason)
    return _preview(request, site, plant, record, wish, events)


@needs(CORRECT_RECORD)
@require_POST
def take_correction(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the correction that was looked at."""
    actor = actor_of(request)
    site, plant = own_plant(code, actor)
    CORRECT_RECORD.demand(actor, site)
    try:
        wish = _opened(request, site)
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
        return redirect("entry:records", code)
    try:
        correct_record(site=site, plant=plant, wish=wish, by=actor, at=now(), told_at=arrival_time())
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("Corrected. What was told stays in view, and you can undo this below."))
    return redirect(record_url(code, wish.key))


def _wish(record: Record, step: str, form: CorrectForm) -> Wish:
    if step == UNDO:
        verb, wanted = CorrectionVerb.UNDONE, record.steps[-1].before
    elif step == TAKE_BACK:
        verb, wanted = CorrectionVerb.TAKEN_BACK, None
    else:
        verb, wanted = CorrectionVerb.CORRECTED, form.wanted()
    return Wish(record.event.key, verb, wanted, form.cleaned_data["why"], len(record.steps), new_part())


def _preview(
    request: HttpRequest, site: Site, plant: Plant, record: Record, wish: Wish, events: list[Event]
) -> HttpResponse:
    words = Words(plant)
    stands = record.now or record.event
    instants = [record.event.at, *(event.at for event in [wish.wanted, record.now] if event is not None)]
    changes = shift_changes(site.code, plant, events, instants, now())
    url = record_url(site.code, wish.key)
    context = {
        "site": site,
        "tabs": tabs_of(site.code, "entry:records"),
        "crumbs": crumbs_of(site, Crumb(title_of(words, record), url), Crumb(_("Preview"))),
        "title": title_of(words, record),
        "record": record,
        "parts": [part for part in words.parts(stands, wish.wanted) if part.is_changed or wish.wanted is None],
        "is_gone": wish.wanted is None,
        "was_gone": record.now is None,
        "is_anew": any(event.kind is not Kind.CORRECTION for event in events),
        "why": events[0].note,
        "shifts": change_lines(plant, changes, stands),
        "is_ccp": record.event.kind is Kind.CCP,
        "limits": _limits(plant, stands, wish.wanted),
        "parcel": _sealed(site, wish),
        "back": url,
    }
    return render(request, "entry/record_preview.html", context)


def _limits(plant: Plant, stands: Event, wanted: Event | None) -> str:
    """What becomes of a critical limit that was not kept, or is not kept any more."""
    point = plant.ccps.get(stands.reason)
    if stands.kind is not Kind.CCP or point is None:
        return ""
    held, holds = point.holds(stands.value), wanted is None or point.holds(wanted.value)
    if held and not holds:
        return _("The value is then outside the critical limit: a deviation is opened and the product is held.")
    if holds and not held:
        return _("The value is then within the critical limit: a deviation still open is closed as mistaken.")
    return ""


def _sealed(site: Site, wish: Wish) -> str:
    said = {
        "site": site.code, "source": wish.key[0], "seq": wish.key[1], "verb": wish.verb.value, "why": wish.why,
        "wanted": "" if wish.wanted is None else wish.wanted.content(), "seen": wish.seen, "part": wish.part,
    }  # fmt: skip
    return signing.dumps(said, salt=SALT)


def _opened(request: HttpRequest, site: Site) -> Wish:
    try:
        said = signing.loads(request.POST.get("parcel", ""), salt=SALT, max_age=LOOKED_AT_WITHIN_S)
    except signing.BadSignature as error:
        raise ActionRefused(_("This preview is no longer good. Open the record again.")) from error
    if said["site"] != site.code:
        raise ActionRefused(_("This preview is of another plant. Open the record again."))
    wanted = content_to_event(said["wanted"]) if said["wanted"] else None
    key = (said["source"], said["seq"])
    return Wish(key, CorrectionVerb(said["verb"]), wanted, said["why"], said["seen"], said["part"])
