"""Setting up an empty installation."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.installation.actions import set_up
from dure.foundation.parties import actions as parties
from dure.foundation.parties.models import OrganisationKind, Person
from dure.foundation.parties.queries import actor_for
from dure.foundation.places.queries import place_by_code
from dure.journey.programmes import actions as programmes


@transaction.atomic
def first_run(
    *,
    name: str,
    operator: str,
    province_code: str,
    person: str,
    email: str,
    password: str,
    template: str,
    at: datetime,
) -> Person:
    """Make the installation, its operator, the first member of staff and, if wished, a draft notice; all or nothing."""
    set_up(name_ko=name)
    organisation = parties.register_organisation(kind=OrganisationKind.OPERATOR, name=operator, by=SYSTEM, at=at)
    member = parties.add_person(name=person, email=email, by=SYSTEM, at=at)
    member.set_password(password)
    member.save(update_fields=["password"])
    day = timezone.localdate(at)
    for role in (Role.OPERATOR, Role.APPROVER):
        parties.grant_role(person=member, organisation=organisation, role=role, from_on=day, by=SYSTEM, at=at)
    place = place_by_code(province_code)
    if template and place is not None:
        programmes.create_from_template(
            key=template,
            slug=f"{place.name_en.split()[0].lower()}-{day.year}",
            name_ko=f"{day.year}년 스마트 제조혁신 지원사업",
            name_en=f"Smart manufacturing support programme {day.year}",
            year=day.year,
            operator=organisation,
            province=place,
            by=actor_for(member.pk),
            at=at,
        )
    return member
