"""Entering people and giving them roles."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.parties.access import MANAGE
from dure.foundation.parties.findable import make_person_findable
from dure.foundation.parties.models import Membership, Organisation, Person


def add_person(*, name: str, by: Actor, at: datetime, email: str = "", phone: str = "", language: str = "ko") -> Person:
    """Enter a person without a password: they come in by invitation (in the demo, by one click).

    Raises ``ActionRefused`` when another person has the e-mail address.
    """
    address = _own_address(email, besides=None)
    with act("parties.add_person", chain=INSTALLATION_CHAIN, by=by, at=at) as this:
        row = Person.objects.create_user(
            email=address, name=name.strip(), phone=phone, language=language, created_at=at
        )
        this.about(row)
        make_person_findable(row)
    return row


def _own_address(email: str, *, besides: int | None) -> str | None:
    """The address as it is kept; None when there is none."""
    address = Person.objects.normalize_email(email.strip()).lower()
    others = Person.objects.all() if besides is None else Person.objects.exclude(pk=besides)
    if address and others.filter(email=address).exists():
        raise ActionRefused(_("Another person has this e-mail address. Each needs an own one to sign in."))
    return address or None


def change_person(*, person: Person, name: str, email: str, phone: str, by: Actor, at: datetime) -> None:
    """Correct a person's name, e-mail and phone. Raises ``ActionRefused`` when another person has the
    e-mail."""
    MANAGE.demand(by, person)
    if not name.strip():
        raise ActionRefused(_("A person needs a name."))
    address = _own_address(email, besides=person.pk)
    with act("parties.change_person", chain=INSTALLATION_CHAIN, by=by, at=at, subject=person):
        person.name, person.email, person.phone = name.strip(), address, phone.strip()
        person.save(update_fields=["name", "email", "phone"])
        make_person_findable(person)


def grant_role(
    *,
    person: Person,
    organisation: Organisation,
    role: Role,
    from_on: date,
    by: Actor,
    at: datetime,
    place_code: str = "",
    title: str = "",
) -> Membership:
    """Give a person a role in an organisation from a day on; the same open role is given only once."""
    with act("parties.grant_role", chain=INSTALLATION_CHAIN, by=by, at=at, subject=person) as this:
        row, _created = Membership.objects.get_or_create(
            person=person,
            organisation=organisation,
            role=role,
            until_on=None,
            defaults={"from_on": from_on, "place_id": place_code or None, "title": title},
        )
        this.evidence(row)
    return row


def end_role(*, membership: Membership, last_on: date, by: Actor, at: datetime, reason: str) -> None:
    """End a role with its last day; it stays in the record."""
    with act(
        "parties.end_role", chain=INSTALLATION_CHAIN, by=by, at=at, subject=membership.person, reason=reason
    ) as this:
        membership.until_on = last_on
        membership.save(update_fields=["until_on"])
        this.evidence(membership)
