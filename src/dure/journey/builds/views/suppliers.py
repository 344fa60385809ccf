"""The supplier register: the list, a supplier's page with its record, and who fits a firm's needs."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.formats import day
from dure.foundation.interface.lists import render_list
from dure.foundation.interface.parts import Crumb, Fact
from dure.foundation.parties.models import Organisation, OrganisationKind
from dure.journey.builds import actions, queries
from dure.journey.builds.access import EDIT_SUPPLIER, JUDGE_SUPPLIER, OBJECT, VIEW_OBJECTION, VIEW_SUPPLIER
from dure.journey.builds.forms import CapabilityForm, NeedsForm, ObjectionForm, ProfileForm
from dure.journey.builds.lists import suppliers_list
from dure.journey.builds.matching import Match
from dure.journey.builds.models import Objection, SupplierProfile
from dure.journey.builds.record import NotEnough, TrackRecord
from dure.journey.builds.states import ObjectionState
from dure.journey.builds.topics import TOPICS
from dure.journey.builds.views.frame import Ask, ask, entries
from dure.journey.builds.words import FIGURE_LABELS, TONES, ground, record_facts


@needs(VIEW_SUPPLIER)
def show_suppliers(request: HttpRequest) -> HttpResponseBase:
    """The register."""
    declared = suppliers_list(timezone.localdate(now()), queries.least_for_record())
    return render_list(request, declared, queries.register(actor_of(request)), template="builds/suppliers.html")


@needs(OBJECT)
def my_page(request: HttpRequest) -> HttpResponse:
    """A supplier's own page; entered in the register when it is first opened."""
    ids = sorted(actor_of(request).organisations(Role.SUPPLIER))
    return redirect("builds:supplier", ids[0])


def _profile_or_404(request: HttpRequest, organisation_id: int) -> SupplierProfile:
    actor = actor_of(request)
    row = queries.profile_of(organisation_id)
    if row is None:
        organisation = get_object_or_404(Organisation, pk=organisation_id, kind=OrganisationKind.SUPPLIER)
        if organisation.pk not in actor.organisations(Role.SUPPLIER) and not JUDGE_SUPPLIER.ask_role(actor):
            raise Http404
        actions.enter_supplier(organisation=organisation, by=actor, at=now())
        row = queries.profile_of(organisation_id)
    if row is None:
        raise Http404
    VIEW_SUPPLIER.demand(actor, row)
    return row


@needs(VIEW_SUPPLIER)
def show_supplier(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """What it says of itself, its confirmed capability, and its record."""
    row, actor = _profile_or_404(request, organisation_id), actor_of(request)
    record = queries.supplier_record(organisation_id)
    objections = VIEW_OBJECTION.rows(actor, row.objections.order_by("-filed_at"))
    context = {
        "row": row,
        "facts": _facts(row),
        "record": record if isinstance(record, TrackRecord) else None,
        "figures": record_facts(record) if isinstance(record, TrackRecord) else [],
        "too_few": record if isinstance(record, NotEnough) else None,
        "under_way": queries.under_way([organisation_id])[organisation_id],
        "objections": [(each, FIGURE_LABELS[each.figure], TONES[each.status]) for each in objections],
        "filed": ObjectionState.FILED,
        "may_edit": bool(EDIT_SUPPLIER.ask(actor, row)),
        "may_judge": bool(JUDGE_SUPPLIER.ask(actor, row)),
        "may_object": bool(OBJECT.ask(actor, row)) and isinstance(record, TrackRecord),
        "entries": entries(row),
        "crumbs": _crumbs((row.organisation.name, "")),
    }
    return render(request, "builds/supplier.html", context)


def _crumbs(*more: tuple[str, str]) -> list[Crumb]:
    return [Crumb(_("Suppliers"), reverse("builds:suppliers")), *(Crumb(label, url) for label, url in more)]


def _facts(row: SupplierProfile) -> list[Fact]:
    organisation = row.organisation
    topics = [str(TOPICS[code]) for code in row.topics if code in TOPICS]
    found = [
        Fact(_("Place"), organisation.place.name if organisation.place else "–"),
        Fact(_("What it builds"), ", ".join(topics) or "–"),
        Fact(_("Capability"), row.capability_level or "–", note=row.capability_source),
        Fact(_("Valid until"), day(row.capability_until)) if row.capability_until else None,
    ]
    return [each for each in found if each is not None]


def _page(row: SupplierProfile, heading: str, submit: str, words: str) -> dict[str, Any]:
    back = reverse("builds:supplier", args=[row.organisation_id])
    parts = _crumbs((row.organisation.name, back), (heading, ""))
    return {"heading": heading, "submit": submit, "back": back, "words": words, "crumbs": parts}


@needs(EDIT_SUPPLIER)
def edit(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Change what the supplier says of itself."""
    row, by, at = _profile_or_404(request, organisation_id), actor_of(request), now()
    EDIT_SUPPLIER.demand(by, row)
    initial = {name: getattr(row, name) for name in ("introduction", "topics", "sectors", "cities", "revision")}
    form = ProfileForm(request.POST or None, initial=initial)

    def do(data: dict[str, Any]) -> object:
        revision = data.pop("revision")
        return actions.edit_profile(profile=row, page=actions.Page(**data), revision=revision, by=by, at=at)

    return ask(request, form, Ask(**_page(row, _("Change our page"), _("Save"), _("The page is saved.")), do=do))


@needs(JUDGE_SUPPLIER)
def capability(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Record a confirmed level of capability."""
    row, by, at = _profile_or_404(request, organisation_id), actor_of(request), now()
    form = CapabilityForm(request.POST or None)
    page = _page(row, _("Record a level of capability"), _("Record"), _("The level is recorded."))
    return ask(request, form, Ask(**page, do=lambda data: actions.record_capability(profile=row, by=by, at=at, **data)))


@needs(OBJECT)
def file_objection(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Object to a figure of the record."""
    row, by, at = _profile_or_404(request, organisation_id), actor_of(request), now()
    OBJECT.demand(by, row)
    form = ObjectionForm(request.POST or None)
    page = _page(row, _("Object to a figure"), _("File the objection"), _("The objection is filed."))
    lead = _("Until it is decided, the figure is marked wherever it stands.")
    return ask(
        request,
        form,
        Ask(**page, lead=lead, do=lambda data: actions.file_objection(profile=row, by=by, at=at, **data)),
    )


@require_POST
@needs(JUDGE_SUPPLIER)
def decide_objection(request: HttpRequest, objection_id: int, verb: str) -> HttpResponse:
    """Uphold or dismiss it."""
    row = get_object_or_404(Objection.objects.select_related("profile"), pk=objection_id)
    back, by = reverse("builds:supplier", args=[row.profile.organisation_id]), actor_of(request)
    return done(
        request,
        back,
        _("The objection is decided."),
        lambda: actions.decide_objection(
            objection=row, upheld=verb == "uphold", by=by, at=now(), reason=reason_of(request)
        ),
    )


@dataclass(frozen=True)
class _Fit:
    """A match as the page shows it."""

    match: Match
    reasons: list[str]
    url: str


@needs(VIEW_SUPPLIER)
def find(request: HttpRequest) -> HttpResponse:
    """Which suppliers fit what a firm needs, with the reasons."""
    asked = "topics" in request.GET or "sector" in request.GET or "city" in request.GET
    form = NeedsForm(request.GET if asked else None)
    fits: list[_Fit] = []
    if asked and form.is_valid():
        data = form.cleaned_data
        needs_ = queries.needs_of(topics=data["topics"], sector=data["sector"], city=data["city"])
        found = queries.find_suppliers(needs_, actor=actor_of(request), today=timezone.localdate(now()))
        fits = [
            _Fit(
                each,
                [ground(reason) for reason in each.reasons],
                reverse("builds:supplier", args=[each.candidate.organisation_id]),
            )
            for each in found[:20]
        ]
    context = {"form": form, "fits": fits, "asked": asked, "crumbs": _crumbs((_("Find a supplier"), ""))}
    return render(request, "builds/find.html", context)
