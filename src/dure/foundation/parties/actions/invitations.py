"""Letting people in: a link by e-mail, good for a week, of which only the hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from axes.utils import reset as lift_lock
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import moment
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.parties.access import MANAGE
from dure.foundation.parties.models import Invitation, Person
from dure.foundation.parties.news import LinkToSend
from dure.foundation.parties.queries import actor_for
from dure.foundation.workflow.events import announce

LASTS = timedelta(days=7)


def invite(*, person: Person, by: Actor, at: datetime) -> str:
    """Invite a person by e-mail; gives the path of the page where the password is set, to be shown once.

    An earlier invitation that is still open is withdrawn.
    """
    MANAGE.demand(by, person)
    if not person.email:
        raise ActionRefused(_("Enter an e-mail address first: the invitation is sent there."))
    if not person.is_active or person.erased_at is not None:
        raise ActionRefused(_("This person may not sign in any more."))
    token = secrets.token_urlsafe(32)
    with act("parties.invite", chain=INSTALLATION_CHAIN, by=by, at=at, subject=person) as this:
        for open_one in Invitation.objects.filter(person=person, accepted_at=None, revoked_at=None):
            _revoke(open_one, at)
            this.evidence(open_one)
        row = Invitation.objects.create(
            token_hash=token_hash(token),
            person=person,
            invited_by_id=by.person_id,
            expires_at=at + LASTS,
            created_at=at,
        )
        this.evidence(row)
        path = reverse("parties:accept", args=[token])
        announce(_letter(person, row, path))
    return path


def _letter(person: Person, row: Invitation, path: str) -> LinkToSend:
    with translation.override(person.language):
        words = {
            "name": person.name,
            "address": f"{settings.SITE_URL.rstrip('/')}{path}",
            "until": moment(row.expires_at),
        }
        return LinkToSend(
            person_id=person.pk,
            subject=_("Invitation to Dure"),
            body=_(
                "%(name)s, you are invited to Dure. Open this address and set your password:\n\n"
                "%(address)s\n\n"
                "The address works until %(until)s, once. If you do not expect this e-mail, ignore it."
            )
            % words,
            key=f"invitation:{row.pk}",
            at=row.created_at,
        )


def revoke_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Withdraw an open invitation: its link no longer works."""
    MANAGE.demand(by, invitation.person)
    if invitation.accepted_at is not None:
        raise ActionRefused(_("This invitation was accepted already."))
    with act("parties.revoke_invitation", chain=INSTALLATION_CHAIN, by=by, at=at, subject=invitation.person) as this:
        _revoke(invitation, at)
        this.evidence(invitation)


def _revoke(invitation: Invitation, at: datetime) -> None:
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation behind a link. Raises ``ActionRefused`` with the sentence to show when it no longer
    works."""
    row = Invitation.objects.filter(token_hash=token_hash(token)).select_related("person").first()
    if row is None or row.revoked_at is not None or not row.person.is_active:
        raise ActionRefused(_("This link does not work. Ask the operator for a new invitation."))
    if row.accepted_at is not None:
        raise ActionRefused(_("This invitation was used already. Sign in with your password, or reset it."))
    if row.expires_at < at:
        raise ActionRefused(
            _("This invitation ended on %(day)s. Ask the operator for a new one.") % {"day": moment(row.expires_at)}
        )
    return row


def accept_invitation(*, token: str, password: str, at: datetime) -> Person:
    """Set the password of the invited person; the link does not work again.

    Raises ``ActionRefused`` for a link that no longer works, ``ValidationError`` for a weak password.
    """
    person = open_invitation(token, at=at).person
    validate_password(password, person)
    by = actor_for(person.pk)
    with act("parties.accept_invitation", chain=INSTALLATION_CHAIN, by=by, at=at, subject=person) as this:
        # Taken under a lock, so that two clicks on one link are not both accepted.
        Invitation.objects.select_for_update().get(token_hash=token_hash(token))
        row = open_invitation(token, at=at)
        row.accepted_at = at
        row.save(update_fields=["accepted_at"])
        this.evidence(row)
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


def unlock(*, person: Person, by: Actor, at: datetime) -> None:
    """Lift the lock that too many wrong passwords brought about."""
    MANAGE.demand(by, person)
    with act("parties.unlock", chain=INSTALLATION_CHAIN, by=by, at=at, subject=person):
        if person.email:
            lift_lock(username=person.email)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
