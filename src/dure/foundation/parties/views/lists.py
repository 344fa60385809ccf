"""The lists of organisations and of people."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation import clock
from dure.foundation.interface import hangul
from dure.foundation.interface.lists import Action, Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.foundation.interface.parts import Tab
from dure.foundation.parties import queries
from dure.foundation.parties.access import MANAGE, VIEW_ORGANISATION, VIEW_PERSON
from dure.foundation.parties.business_number import write_business_number
from dure.foundation.parties.forms import place_choices
from dure.foundation.parties.models import Establishment, Membership, Organisation, OrganisationKind, Person

TONES = {
    queries.AccessState.ACTIVE: "done",
    queries.AccessState.INVITED: "info",
    queries.AccessState.NONE: "neutral",
    queries.AccessState.LOCKED: "blocked",
    queries.AccessState.ERASED: "neutral",
}


def _cities(row: Organisation) -> str:
    if row.place is not None:
        return row.place.name
    return ", ".join(dict.fromkeys(place.city.name for place in row.establishments.all()))


def _in_city(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    there = Establishment.objects.filter(city_id=code, closed_on__isnull=True)
    return rows.filter(pk__in=there.values("organisation_id"))


def _with_role(rows: QuerySet[Any], role: str) -> QuerySet[Any]:
    held = Membership.objects.filter(queries.in_force(clock.today()), role=role)
    return rows.filter(pk__in=held.values("person_id"))


def _by_words(rows: QuerySet[Any], q: str) -> QuerySet[Any]:
    return rows.filter(hangul.matches(q))


def _tabs(here: str) -> dict[str, object]:
    people, organisations = reverse("parties:people"), reverse("parties:organisations")
    return {
        "tabs": [
            Tab(_("People and roles"), people, current=here == people),
            Tab(_("Organisations"), organisations, current=here == organisations),
        ]
    }


def _state(person: Any) -> State:
    state = queries.access_state(person, is_invited=person.is_invited)
    return State(state.label, TONES[state])


def _roles(person: Any) -> str:
    return ", ".join(f"{Role(held.role).label} ({held.organisation.name})" for held in person.held)


ADD_ORGANISATION = Action(_("Register an organisation"), reverse_lazy("parties:add_organisation"), icon="plus")
ADD_PERSON = Action(_("Enter a person"), reverse_lazy("parties:add_person"), icon="plus")


def organisation_list(may_add: bool) -> ListPage:
    """The list of organisations, with the button for those who may add one."""
    return ListPage(
        key="organisations",
        title=_("Organisations"),
        lead=_("One firm keeps one record, whatever its name or number becomes."),
        columns=(
            Column("name", _("Name"), Kind.LINK, sort="name", card=1),
            Column("kind", _("Kind"), value=lambda row: row.get_kind_display(), sort="kind", card=2),
            Column(
                "number",
                _("Business registration number"),
                value=lambda row: write_business_number(row.number or ""),
            ),
            Column("representative", _("Representative"), sort="representative"),
            Column("city", _("City or county"), value=_cities, card=3),
            Column("people", _("Members"), Kind.NUMBER, sort="people"),
        ),
        filters=(
            Filter("kind", _("Kind"), field="kind", choices=OrganisationKind.choices),
            Filter("city", _("City or county"), choices=place_choices(with_provinces=False), apply=_in_city),
        ),
        search=_by_words,
        row_url=lambda row: reverse("parties:organisation", args=[row.pk]),
        default_sort="name",
        primary=ADD_ORGANISATION if may_add else None,
        empty=Empty(_("No organisation yet"), _("Firms come in by their interest form, or you register them here.")),
    )


def person_list(may_add: bool) -> ListPage:
    """The list of people, with the button for those who may add one."""
    return ListPage(
        key="people",
        title=_("People and roles"),
        lead=_("Who works with the programme, and in which role."),
        columns=(
            Column("name", _("Name"), Kind.LINK, sort="name", card=1),
            Column("roles", _("Roles"), value=_roles, card=2),
            Column("email", _("E-mail"), sort="email"),
            Column("phone", _("Telephone")),
            Column("state", _("Sign-in"), Kind.STATE, value=_state, card=3),
            Column("last_login", _("Last signed in"), Kind.MOMENT, sort="last_login"),
        ),
        filters=(Filter("role", _("Role"), choices=Role.choices, apply=_with_role),),
        search=_by_words,
        row_url=lambda row: reverse("parties:person", args=[row.pk]),
        default_sort="name",
        primary=ADD_PERSON if may_add else None,
        empty=Empty(_("No person yet"), _("Enter a person, give a role, and send an invitation.")),
    )


@require_GET
@needs(VIEW_ORGANISATION)
def organisations(request: HttpRequest) -> HttpResponseBase:
    """The organisations the reader may see."""
    actor = actor_of(request)
    rows: QuerySet[Organisation] = VIEW_ORGANISATION.rows(actor, queries.listed_organisations())
    page = organisation_list(bool(MANAGE.ask_role(actor)))
    return render_list(request, page, rows, context=_tabs(request.path), template="parties/list.html")


@require_GET
@needs(VIEW_PERSON)
def people(request: HttpRequest) -> HttpResponseBase:
    """The people the reader may see."""
    actor = actor_of(request)
    rows: QuerySet[Person] = VIEW_PERSON.rows(actor, queries.listed_people())
    page = person_list(bool(MANAGE.ask_role(actor)))
    return render_list(request, page, rows, context=_tabs(request.path), template="parties/list.html")
