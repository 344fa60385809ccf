"""Organisations and people for tests of the foundation, entered by the same actions as anywhere."""

from datetime import UTC, date, datetime

from dure.foundation.access.actor import SYSTEM, Actor, Role
from dure.foundation.parties import actions
from dure.foundation.parties.models import Organisation, OrganisationKind, Person
from dure.foundation.parties.queries import actor_for

AT = datetime(2024, 6, 19, 5, 5, tzinfo=UTC)


def organisation(name: str, kind: str = OrganisationKind.FIRM, number: str = "") -> Organisation:
    return actions.register_organisation(kind=kind, name=name, number=number, by=SYSTEM, at=AT)


def person(name: str, role: Role, employer: Organisation, email: str = "") -> Person:
    row = actions.add_person(name=name, email=email, by=SYSTEM, at=AT)
    actions.grant_role(person=row, organisation=employer, role=role, from_on=date(2024, 1, 1), by=SYSTEM, at=AT)
    return row


def operator(name: str = "김운영", email: str = "operator@example.org") -> Person:
    employer = Organisation.objects.filter(kind=OrganisationKind.OPERATOR).first()
    return person(name, Role.OPERATOR, employer or organisation("전북테크노파크", OrganisationKind.OPERATOR), email)


def firm_owner(name: str = "박대표", firm: str = "진안식품", email: str = "owner@example.org") -> Person:
    return person(name, Role.FIRM, organisation(firm), email)


def actor(row: Person) -> Actor:
    return actor_for(row.pk)
