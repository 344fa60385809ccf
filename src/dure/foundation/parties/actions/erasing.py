"""Taking a person out of the record, as far as the law asks and allows: names go, acts stay."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, Act, act
from dure.foundation.ledger.actions import bury_note
from dure.foundation.ledger.models import Note
from dure.foundation.ledger.queries import notes_of
from dure.foundation.parties.access import MANAGE
from dure.foundation.parties.findable import make_person_findable
from dure.foundation.parties.models import Invitation, Membership, Person
from dure.foundation.parties.queries import people_with
from dure.foundation.parties.registry import erasers

# As Korean papers write a name that is withheld.
TOMBSTONE = "○○○"


def erase_person(*, person: Person, reason: str, by: Actor, at: datetime) -> None:
    """Replace a person's name by a tombstone, forget address and phone, end roles, bury entries' words.

    The row stays, without a name, so that acts keep their author's number. It cannot be undone.
    """
    MANAGE.demand(by, person)
    _check(person, reason, by)
    with act("parties.erase_person", chain=INSTALLATION_CHAIN, by=by, at=at, subject=person, reason=reason) as this:
        _empty(person, at)
        _end_roles(person, at, this)
        for invitation in Invitation.objects.filter(person=person, accepted_at=None, revoked_at=None):
            invitation.revoked_at = at
            invitation.save(update_fields=["revoked_at"])
            this.evidence(invitation)
        EmailAddress.objects.filter(user=person).delete()
        Authenticator.objects.filter(user=person).delete()
        for erase in erasers():
            erase(person, at)
        make_person_findable(person)
        for note in _notes_of(person):
            bury_note(note=note, by=by, at=at, reason=_("Erasure of personal data"))


def _check(person: Person, reason: str, by: Actor) -> None:
    if person.erased_at is not None:
        raise ActionRefused(_("This person's data were erased before."))
    if not reason.strip():
        raise ActionRefused(_("Erasing needs a reason, such as the person's request with its date."))
    if person.pk == by.person_id:
        raise ActionRefused(_("You cannot erase yourself. Ask a colleague."))
    operators = people_with(Role.OPERATOR)
    if operators.filter(pk=person.pk).exists() and operators.count() == 1:
        raise ActionRefused(
            _("This is the last member of the operator's staff who can sign in. Name another one first.")
        )


def _empty(person: Person, at: datetime) -> None:
    person.name, person.email, person.phone = TOMBSTONE, None, ""
    person.is_active, person.erased_at = False, at
    person.set_unusable_password()
    person.save(update_fields=["name", "email", "phone", "is_active", "erased_at", "password"])


def _end_roles(person: Person, at: datetime, this: Act) -> None:
    yesterday = timezone.localdate(at) - timedelta(days=1)
    for row in Membership.objects.filter(person=person):
        if row.until_on is None:
            row.until_on = max(yesterday, row.from_on)
        row.title = ""
        row.save(update_fields=["until_on", "title"])
        this.evidence(row)


def _notes_of(person: Person) -> list[Note]:
    """The words beside entries that the person made, or that are about the person."""
    return notes_of(f"person:{person.pk}", "parties.person", str(person.pk))
