"""Another person of the same organisation signs instead."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.parties import queries as parties
from dure.foundation.signing.access import MANAGE_ENVELOPE, SIGN
from dure.foundation.signing.models import Envelope, EnvelopeStatus, Signatory, SignatoryStatus
from dure.foundation.signing.turns import owe, stop_owing


def reassign(*, signatory: Signatory, person_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Hand the signature over within the organisation; by the one named so far, or by who looks after the document."""
    if not SIGN.ask(by, signatory) and not MANAGE_ENVELOPE.ask(by, signatory.envelope):
        raise AccessRefused(str(MANAGE_ENVELOPE.refusal))
    if not reason.strip():
        raise ActionRefused(_("Say why someone else signs."))
    with act(
        "signing.reassign", chain=signatory.envelope.chain, by=by, at=at, subject=signatory, reason=reason
    ) as this:
        envelope = Envelope.objects.select_for_update().get(pk=signatory.envelope_id)
        row = Signatory.objects.select_for_update().get(pk=signatory.pk)
        if envelope.status != EnvelopeStatus.OPEN or row.status != SignatoryStatus.WAITING:
            raise ActionRefused(_("Who signs can be changed only before the signature."))
        colleagues = parties.members_of([row.organisation_id], on=timezone.localdate(at)).get(row.organisation_id, [])
        if person_id not in {person.pk for person in colleagues}:
            raise ActionRefused(
                _("Only someone who holds a role in %(organisation)s today can sign for it.")
                % {"organisation": row.organisation.name}
            )
        if person_id == row.person_id:
            raise ActionRefused(_("This person is already named to sign."))
        this.detail["from"], this.detail["to"] = row.person_id, person_id
        row.person = parties.person(person_id)
        row.save(update_fields=["person"])
        if row.turn_at is not None:
            stop_owing(row, at=at)
            owe(row, envelope, at=at)
