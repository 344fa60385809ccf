"""Changing a plant: one section a page, each change a version; what was typed stays when it is refused."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dure.floor.plant import actions, queries
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.editor import SECTIONS, Section
from dure.floor.plant.editor.rates import RatesSection
from dure.floor.plant.editor.section import Data, Document
from dure.floor.plant.editor.shifts import ShiftsSection
from dure.floor.plant.labels import module_labels
from dure.floor.plant.models import PlantVersion, Site
from dure.floor.plant.views import found
from dure.floor.plant.views.posted import data_from, entries_of, with_more_rows
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb, Tab


@needs(CHANGE_SITE)
@require_GET
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """The plant's parts with what each holds, and the way to each."""
    site = found.site(code, actor_of(request))
    version = found.version(site)
    parts = [(key, section.label, _summary(key, version.document)) for key, section in SECTIONS.items()]
    context = {
        "site": site,
        "version": version,
        "parts": parts,
        "sharings": list(queries.sharings_of(site).filter(ended_at=None)),
        "crumbs": found.crumbs(site),
    }
    return render(request, "plant/overview.html", context)


def _summary(key: str, document: Document) -> str:
    if key == "modules":
        return module_labels(document.get("modules", []))
    if key == "basics":
        return str(document["name"])
    if key == "shifts":
        shifts = [shift for entry in document.get("calendar", []) for shift in entry["shifts"]]
        return ", ".join(dict.fromkeys(f"{shift['name']} {shift['start']}–{shift['end']}" for shift in shifts)) or "–"
    if key == "translations":
        return ", ".join(document.get(key, {})) or "–"
    names = [each.get("name", {}).get("ko", each["id"]) for each in document.get(key, []) if _is_named(each)]
    return ", ".join(names) or "–"


def _is_named(entry: Document) -> bool:
    return isinstance(entry.get("name", {}), dict)


@needs(CHANGE_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One section of the plant."""
    if key not in SECTIONS:
        raise Http404(_("A plant has no such part."))
    site = found.site(code, actor_of(request))
    at = request.GET.get("at", "")

    def section(document: Document, data: Data) -> Section:
        if key == ShiftsSection.key:
            return ShiftsSection(document, data, -1 if at == "new" else int(at) if at.isdecimal() else None)
        return SECTIONS[key](document, data)

    return _answer(request, site, section)


@needs(CHANGE_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: HttpRequest, code: str, machine: str) -> HttpResponse:
    """The planned run times of one machine."""
    site = found.site(code, actor_of(request))
    if machine not in {each["id"] for each in found.version(site).document["machines"]}:
        raise Http404(_("There is no such machine."))
    return _answer(request, site, lambda document, data: RatesSection(document, data, machine))


def _answer(request: HttpRequest, site: Site, make: Callable[[Document, Data], Section]) -> HttpResponse:
    version = found.version(site)
    if request.method != "POST":
        return _page(request, site, version, make(version.document, None))
    if request.POST.get("go") == "more":
        data = data_from(with_more_rows(entries_of(request)))
        return _page(request, site, version, make(version.document, data), based_on=_based_on(request))
    section = make(version.document, request.POST)
    if not section.is_valid():
        return _page(request, site, version, section, based_on=_based_on(request), status=422)
    try:
        kept = actions.change_plant(
            site=site, document=section.result, based_on=_based_on(request), by=actor_of(request), at=now(),
            reason=request.POST.get("reason", "").strip()[:200],
        )  # fmt: skip
    except ActionRefused as refused:
        return _page(request, site, version, section, refused=refused.reason, status=409)
    messages.success(request, _("Kept as version %(number)d.") % {"number": kept.number})
    return redirect(request.path)


def _based_on(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _page(
    request: HttpRequest,
    site: Site,
    version: PlantVersion,
    section: Section,
    *,
    based_on: int | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "site": site,
        "version": version,
        "based_on": version.number if based_on is None else based_on,
        "section": section,
        "forms": section.forms(),
        "refused": refused,
        "tabs": [
            Tab(each.label, reverse("plant:edit", args=[site.code, key]), current=key == section.key)
            for key, each in SECTIONS.items()
        ],
        "sheets": queries.sheets_of(site) if section.key in {"checks", "ccps"} else None,
        "sheets_url": reverse("plant:sheets", args=[site.code]),
        "crumbs": found.crumbs(site, Crumb(section.label)),
    }
    return render(request, "plant/edit.html", context, status=status)
