"""What is kept of a person in signing goes when the person is erased; what was signed stays what it is."""

from datetime import datetime

from dure.foundation.ledger.act import current_act
from dure.foundation.parties.models import Person
from dure.foundation.signing.models import OneTimeCode, SigningKey


def forget_person(person: Person, at: datetime) -> None:
    """Destroy the private keys and the codes. Certificates stay, since signatures are read by them."""
    codes = list(OneTimeCode.objects.filter(person=person))
    current_act().evidence(*codes)
    OneTimeCode.objects.filter(person=person).delete()
    for key in SigningKey.objects.filter(person=person):
        key.sealed, key.revoked_at = "", key.revoked_at or at
        key.save(update_fields=["sealed", "revoked_at"])
        current_act().evidence(key)
