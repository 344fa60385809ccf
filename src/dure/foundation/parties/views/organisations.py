"""One organisation: what it is, every number it had, its places, its people, its trail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation import clock
from dure.foundation.interface.parts import Crumb, Entry, Fact
from dure.foundation.ledger.queries import trail
from dure.foundation.parties import actions, queries
from dure.foundation.parties.access import MANAGE, RESTRICT, VIEW_ORGANISATION
from dure.foundation.parties.business_number import write_business_number
from dure.foundation.parties.forms import EstablishmentForm, NumberForm, OrganisationForm, RenameForm
from dure.foundation.parties.models import Organisation
from dure.foundation.parties.views.answers import form_page, save_form


def the_organisation(request: HttpRequest, organisation_id: int) -> Organisation:
    """The organisation, if the reader may see it."""
    row = get_object_or_404(Organisation.objects.select_related("place", "sector", "merged_into"), pk=organisation_id)
    VIEW_ORGANISATION.demand(actor_of(request), row)
    return row


def crumbs_of(row: Organisation | None, *more: str) -> list[Crumb]:
    """The way to a page below the organisations."""
    found = [Crumb(_("Organisations"), reverse("parties:organisations"))]
    if row is not None:
        found.append(Crumb(row.name, reverse("parties:organisation", args=[row.pk])))
    return [*found, *(Crumb(label) for label in more)]


def _facts(row: Organisation) -> list[Fact]:
    number = queries.number_of(row.pk)
    found = [
        Fact(_("Kind"), row.get_kind_display()),
        Fact(_("Business registration number"), write_business_number(number) if number else _("none")),
        Fact(_("Representative"), row.representative or "–"),
    ]
    if row.name_en:
        found.append(Fact(_("Name in English"), row.name_en))
    if row.sector is not None:
        found.append(Fact(_("Sector"), row.sector.name))
    if row.place is not None:
        found.append(Fact(_("Province, city or county"), row.place.name))
    return found


@require_GET
@needs(VIEW_ORGANISATION)
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Everything on record about it."""
    row = the_organisation(request, organisation_id)
    may_manage = bool(MANAGE.ask_role(actor_of(request)))
    context = {
        "organisation": row,
        "crumbs": crumbs_of(row),
        "facts": _facts(row),
        "numbers": queries.numbers_of(row.pk),
        "establishments": queries.establishments(row.pk),
        "years": queries.years_of(row.pk),
        "people": queries.people_in(row.pk),
        "merged_from": row.merged_from.all(),
        "restrictions": queries.restrictions_of(row.pk),
        "may_restrict": bool(RESTRICT.ask_role(actor_of(request))) and row.merged_into_id is None,
        "may_manage": may_manage and row.merged_into_id is None,
        "trail": trail_entries(row) if may_manage else [],
    }
    return render(request, "parties/organisation.html", context)


def trail_entries(*rows: Organisation) -> list[Entry]:
    """The ledger's trail as a timeline, the latest first."""
    return [
        Entry(at=line.at, text=line.label, actor=line.actor_name, reason=line.reason) for line in reversed(trail(*rows))
    ]


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def add_organisation(request: HttpRequest) -> HttpResponse:
    """Register an organisation."""
    form = OrganisationForm(request.POST or None)
    made: list[Organisation] = []
    if save_form(
        form,
        lambda: made.append(actions.register_organisation(**form.cleaned_data, by=actor_of(request), at=clock.now())),
    ):
        return redirect("parties:organisation", organisation_id=made[0].pk)
    title = _("Register an organisation")
    return form_page(request, form, title=title, submit=_("Register"), crumbs=crumbs_of(None, title))


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def rename(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Change the name or the representative."""
    row = the_organisation(request, organisation_id)
    now = {"name": row.name, "name_en": row.name_en, "representative": row.representative}
    form = RenameForm(request.POST or None, initial=now)
    if save_form(
        form,
        lambda: actions.rename_organisation(
            organisation=row, **form.cleaned_data, by=actor_of(request), at=clock.now()
        ),
    ):
        return redirect("parties:organisation", organisation_id=row.pk)
    title = _("Change the name")
    return form_page(request, form, title=title, submit=_("Save"), crumbs=crumbs_of(row, title))


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def change_number(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Enter a new business registration number; the old one stays in the history."""
    row = the_organisation(request, organisation_id)
    form = NumberForm(request.POST or None, initial={"changed_on": clock.today()})
    if save_form(
        form,
        lambda: actions.change_number(organisation=row, **form.cleaned_data, by=actor_of(request), at=clock.now()),
    ):
        return redirect("parties:organisation", organisation_id=row.pk)
    title = _("Change the business registration number")
    lead = _("The firm stays the same record: its applications, decisions and agreements stay with it.")
    return form_page(request, form, title=title, submit=_("Save"), crumbs=crumbs_of(row, title), lead=lead)


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def add_establishment(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Enter a head office or factory."""
    row = the_organisation(request, organisation_id)
    form = EstablishmentForm(request.POST or None)
    if save_form(
        form,
        lambda: actions.add_establishment(organisation=row, **form.cleaned_data, by=actor_of(request), at=clock.now()),
    ):
        return redirect("parties:organisation", organisation_id=row.pk)
    title = _("Add a place of business")
    return form_page(request, form, title=title, submit=_("Add"), crumbs=crumbs_of(row, title))
