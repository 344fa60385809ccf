"""The scopes that most permissions are made of.

A ``path`` leads from the permission's rows to the row that holds the field: ``agreement__programme__`` to the
programme, nothing where it is the row itself.
"""

from django.db.models import Q

from dure.foundation.access.actor import Role
from dure.foundation.access.permission import Scope, everything

# Those who read every row and change none.
OVERSIGHT: dict[Role, Scope] = {Role.COUNCIL: everything, Role.AUDITOR: everything}


def of_organisations(field: str, *roles: Role) -> Scope:
    """Rows that name in ``field`` an organisation in which any of ``roles`` (all when none is given) is held."""
    return lambda actor: Q(**{f"{field}__in": actor.organisations(*roles)})


def of_places(field: str, *roles: Role) -> Scope:
    """Rows that name in ``field`` a place for which any of ``roles`` is held."""
    return lambda actor: Q(**{f"{field}__in": actor.places(*roles)})


def of_person(field: str) -> Scope:
    """Rows that name the actor in ``field``."""
    return lambda actor: Q(**{field: actor.person_id})


def run_by(path: str, *roles: Role) -> dict[Role, Scope]:
    """These roles at the operator of the programme to which ``path`` leads."""
    return dict.fromkeys(roles, of_organisations(f"{path}operator_id", *roles))


def in_province(path: str) -> dict[Role, Scope]:
    """The officials of the province of the programme to which ``path`` leads."""
    return {Role.PROVINCE: of_places(f"{path}province_id", Role.PROVINCE)}


def in_city(path: str = "") -> dict[Role, Scope]:
    """The officials of the city or county that the row names."""
    return {Role.CITY: of_places(f"{path}city_id", Role.CITY)}


def of_firm(path: str = "") -> dict[Role, Scope]:
    """The people of the firm that the row names."""
    return {Role.FIRM: of_organisations(f"{path}firm_id", Role.FIRM)}


def of_supplier(path: str = "") -> dict[Role, Scope]:
    """The people of the supplier that the row names."""
    return {Role.SUPPLIER: of_organisations(f"{path}supplier_id", Role.SUPPLIER)}
