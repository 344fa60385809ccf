"""Who signs an agreement: for each party of the notice's order, its organisation and the person who binds it."""

from collections.abc import Callable

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import Organisation, OrganisationKind, Person
from dure.foundation.signing.values import Party
from dure.journey.agreements.models import Agreement, MemorandumParty
from dure.journey.applications.queries import terms_for
from dure.journey.programmes.delivery import SigningParty

# What the signature page calls a party.
CAPACITIES: dict[str, str | Promise] = {
    "operator": pgettext_lazy("party of an agreement", "Operator"),
    "firm": pgettext_lazy("party of an agreement", "Firm"),
    "supplier": pgettext_lazy("party of an agreement", "Supplier"),
    "province": pgettext_lazy("party of an agreement", "Province"),
    "city": pgettext_lazy("party of an agreement", "City or county"),
    "partner": pgettext_lazy("party of an agreement", "Partner company"),
}


def parties_of(agreement: Agreement) -> list[Party]:
    """The parties in the notice's order; refused where one of them has nobody who can sign."""
    wanted = terms_for(agreement.application).delivery.agreement.signing
    with translation.override("ko"):
        return [_party(agreement, each) for each in wanted]


def _party(agreement: Agreement, wanted: SigningParty) -> Party:
    capacity = str(CAPACITIES[wanted.party])
    organisation, person = _FINDERS[wanted.party](agreement)
    if organisation is None or person is None:
        name = organisation.name if organisation is not None else capacity
        raise ActionRefused(_("%(party)s has nobody who can sign. Invite a person there first.") % {"party": name})
    return Party(organisation.pk, person.pk, capacity, wanted.order)


Found = tuple[Organisation | None, Person | None]


def signer_of(organisation: Organisation, role: Role) -> Person | None:
    """The person who binds an organisation: its representative if known by name, else the first by name."""
    people = list(parties.people_with(role, organisation_id=organisation.pk))
    heads = [person for person in people if person.name == organisation.representative]
    return next(iter(heads or people), None)


def _firm(agreement: Agreement) -> Found:
    return agreement.firm, signer_of(agreement.firm, Role.FIRM)


def _supplier(agreement: Agreement) -> Found:
    return agreement.supplier, signer_of(agreement.supplier, Role.SUPPLIER)


def _operator(agreement: Agreement) -> Found:
    operator = agreement.programme.operator
    return operator, signer_of(operator, Role.APPROVER)


def _province(agreement: Agreement) -> Found:
    return _of_place(Role.PROVINCE, agreement.programme.province_id)


def _city(agreement: Agreement) -> Found:
    return _of_place(Role.CITY, agreement.city_id)


def _of_place(role: Role, place_code: str) -> Found:
    """The first official of a place by name, and the office in which the role is held."""
    person = parties.people_with(role, place_code=place_code).first()
    if person is None:
        return None, None
    held = (g for g in parties.actor_from(person).grants if g.role is role and g.place_code == place_code)
    return next((parties.organisation(grant.organisation_id) for grant in held), None), person


def _partner(agreement: Agreement) -> Found:
    rows = MemorandumParty.objects.filter(
        memorandum__programme_id=agreement.programme_id, organisation__kind=OrganisationKind.PARTNER
    )
    row = rows.select_related("organisation", "signatory").order_by("-memorandum_id").first()
    return (None, None) if row is None else (row.organisation, row.signatory)


_FINDERS: dict[str, Callable[[Agreement], Found]] = {
    "firm": _firm,
    "supplier": _supplier,
    "operator": _operator,
    "province": _province,
    "city": _city,
    "partner": _partner,
}
