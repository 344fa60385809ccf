"""Setting up a plant step by step. Nothing typed is lost: a step is kept right or wrong, and shown as it was left."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.engine.strict_json import InputError
from dure.floor.plant import actions, queries
from dure.floor.plant.access import CHANGE_SITE, OWN_DRAFT
from dure.floor.plant.editor import Section, steps_of
from dure.floor.plant.forms import SectorForm
from dure.floor.plant.labels import module_labels
from dure.floor.plant.models import Draft
from dure.floor.plant.sectors import SECTORS
from dure.floor.plant.views import found
from dure.floor.plant.views.posted import data_from, entries_of, with_more_rows
from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb, Fact, Step
from dure.foundation.parties.queries import names_of, organisation

DONE = "done"


@needs(CHANGE_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """One's plants, what was begun, and the sectors to begin from."""
    actor = actor_of(request)
    firms = names_of(actor.organisations(Role.FIRM))
    form = SectorForm(request.POST or None, firms=firms)
    if request.method == "POST" and form.is_valid():
        draft = actions.start_draft(
            organisation=organisation(int(form.cleaned_data["firm"])), sector=form.cleaned_data["sector"], by=actor,
            at=now(),
        )  # fmt: skip
        return redirect("plant:step", draft.pk, next(iter(steps_of(draft.document))))
    context = {
        "form": form,
        "sectors": SECTORS,
        "sites": list(queries.own_sites(actor)),
        "drafts": [(each, _sector_label(each)) for each in queries.drafts_of(actor)],
        "crumbs": [Crumb(_("Set-up"))],
    }
    return render(request, "plant/start.html", context, status=422 if request.method == "POST" else 200)


@needs(OWN_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, draft_id: int, key: str) -> HttpResponse:
    """One step: kept while one types, and on going on or back."""
    draft = found.draft(draft_id, actor_of(request))
    if key not in steps_of(draft.document):
        raise Http404(_("There is no such step."))
    if request.method == "POST":
        return _kept(request, draft, key)
    typed = draft.entries.get(key)
    section = steps_of(draft.document)[key](draft.document, data_from(typed) if typed else None)
    if typed:
        section.is_valid()
    return _page(request, draft, section)


def _kept(request: HttpRequest, draft: Draft, key: str) -> HttpResponse:
    """Keep what was posted; go where the button says, unless going on is not possible yet."""
    typed, going, actor = entries_of(request), request.POST.get("go", "next"), actor_of(request)
    section = steps_of(draft.document)[key](draft.document, request.POST)
    is_right = section.is_valid()
    if request.headers.get("X-Autosave"):
        actions.keep_entries(draft=draft, step=key, entries=typed, by=actor, at=now())
        return JsonResponse({}, status=200)
    if going == "more" or not is_right:
        typed = with_more_rows(typed) if going == "more" else typed
        actions.keep_entries(draft=draft, step=key, entries=typed, by=actor, at=now())
        if going == "next":
            return _page(request, draft, section, status=422)
        return redirect("plant:step", draft.pk, key if going == "more" else _beside(draft, key, -1))
    actions.keep_step(draft=draft, step=key, document=section.result, by=actor, at=now())
    target = _beside(draft, key, -1 if going == "back" else 1)
    return redirect("plant:finish", draft.pk) if target == DONE else redirect("plant:step", draft.pk, target)


def _beside(draft: Draft, key: str, move: int) -> str:
    keys = [*steps_of(draft.document), DONE]
    return keys[max(0, keys.index(key) + move)]


def _page(request: HttpRequest, draft: Draft, section: Section, status: int = 200) -> HttpResponse:
    context = {
        "draft": draft,
        "section": section,
        "forms": section.forms(),
        "steps": _steps(draft, section.key),
        "is_first": next(iter(steps_of(draft.document))) == section.key,
        "sheets": queries.sheets_of(draft) if section.key in {"checks", "ccps"} else None,
        "sheets_url": reverse("plant:draft_sheets", args=[draft.pk]),
        "crumbs": _crumbs(draft, Crumb(section.label)),
    }
    return render(request, "plant/step.html", context, status=status)


def _steps(draft: Draft, current: str) -> list[Step]:
    """Where the set-up stands; every step can be opened again."""
    keys = [*steps_of(draft.document), DONE]
    labels = {key: section.label for key, section in steps_of(draft.document).items()} | {DONE: _("Look it over")}
    at = keys.index(current)
    found_steps = []
    for place, key in enumerate(keys):
        state = "now" if place == at else "done" if place < at else "todo"
        url = reverse("plant:finish", args=[draft.pk]) if key == DONE else reverse("plant:step", args=[draft.pk, key])
        found_steps.append(Step(labels[key], state, url=url))
    return found_steps


@needs(OWN_DRAFT)
@require_GET
def finish(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What was set up, on one page, with what is still to mend."""
    draft = found.draft(draft_id, actor_of(request))
    return _last_page(request, draft)


def _last_page(request: HttpRequest, draft: Draft, refused: str = "") -> HttpResponse:
    steps = steps_of(draft.document)
    context = {
        "draft": draft,
        "steps": _steps(draft, DONE),
        "facts": _facts(draft),
        "open_steps": [(key, steps[key].label) for key in draft.entries if key in steps],
        "refused": refused,
        "crumbs": _crumbs(draft, Crumb(_("Look it over"))),
        "back": _beside(draft, DONE, -1),
    }
    return render(request, "plant/finish.html", context, status=409 if refused else 200)


@needs(OWN_DRAFT)
@require_POST
def make(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Make the plant from the draft. A step with typed but wrong entries is mended first."""
    actor = actor_of(request)
    draft = found.draft(draft_id, actor)
    for key, section_type in steps_of(draft.document).items():
        typed = draft.entries.get(key)
        if typed:
            section = section_type(draft.document, data_from(typed))
            if not section.is_valid():
                return _last_page(request, draft, _("“%(step)s” is not complete yet.") % {"step": section.label})
            actions.keep_step(draft=draft, step=key, document=section.result, by=actor, at=now())
    try:
        version = actions.finish_draft(draft=draft, by=actor, at=now())
    except InputError as error:
        return _last_page(request, draft, error.line("ko" if get_language() == "ko" else "en"))
    messages.success(request, _("The plant is set up. Everything can be changed any day."))
    return redirect("plant:overview", version.site.code)


def _facts(draft: Draft) -> list[Fact]:
    told = draft.document
    shifts = [
        f"{shift['name']} {shift['start']}–{shift['end']}"
        for entry in told.get("calendar", [])
        for shift in entry["shifts"]
    ]
    steps = steps_of(told)
    facts = [
        Fact(_("Name of the plant"), told["name"]),
        Fact(_("Sector"), _sector_label(draft)),
        Fact(_("Shifts"), ", ".join(shifts) or "–"),
        Fact(_("What to record"), module_labels(told.get("modules", []))),
    ]
    for key in ("machines", "items", "checks", "ccps"):
        if key in steps:
            facts.append(Fact(steps[key].label, ", ".join(_names(told.get(key, []))) or "–"))
    return facts


def _names(entries: list[dict[str, object]]) -> list[str]:
    return [str(named.get("ko", each["id"])) for each in entries if isinstance(named := each.get("name", {}), dict)]


def _sector_label(draft: Draft) -> str:
    return next((str(each.label) for each in SECTORS if each.code == draft.document["sector"]), "–")


def _crumbs(draft: Draft, last: Crumb) -> list[Crumb]:
    return [Crumb(_("Set-up"), reverse("plant:start")), Crumb(draft.document["name"]), last]
