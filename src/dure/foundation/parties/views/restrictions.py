"""Bans from taking part, entered and lifted by the operator's staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation import clock
from dure.foundation.parties import actions, queries
from dure.foundation.parties.access import RESTRICT
from dure.foundation.parties.forms import LiftForm, RestrictionForm
from dure.foundation.parties.views.answers import form_page, save_form
from dure.foundation.parties.views.organisations import crumbs_of, the_organisation


@require_http_methods(["GET", "POST"])
@needs(RESTRICT)
def impose(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Enter a ban."""
    row = the_organisation(request, organisation_id)
    form = RestrictionForm(request.POST or None, initial={"from_on": clock.today()})
    if save_form(
        form,
        lambda: actions.impose_restriction(organisation=row, **form.cleaned_data, by=actor_of(request), at=clock.now()),
    ):
        return redirect("parties:organisation", organisation_id=row.pk)
    title = _("Enter a ban from taking part")
    lead = _("On these days its applications fail the eligibility check, as applicant and as supplier.")
    return form_page(request, form, title=title, submit=_("Save"), crumbs=crumbs_of(row, title), lead=lead)


@require_http_methods(["GET", "POST"])
@needs(RESTRICT)
def lift(request: HttpRequest, organisation_id: int, restriction_id: int) -> HttpResponse:
    """Lift a ban; it stays on record."""
    row = the_organisation(request, organisation_id)
    restriction = get_object_or_404(queries.restrictions_of(row.pk), pk=restriction_id)
    form = LiftForm(request.POST or None, initial={"lifted_on": clock.today()})
    if save_form(
        form,
        lambda: actions.lift_restriction(
            restriction=restriction, **form.cleaned_data, by=actor_of(request), at=clock.now()
        ),
    ):
        return redirect("parties:organisation", organisation_id=row.pk)
    title = _("Lift the ban")
    lead = _("It stays on record. Checks made before are not changed.")
    return form_page(request, form, title=title, submit=_("Lift the ban"), crumbs=crumbs_of(row, title), lead=lead)
