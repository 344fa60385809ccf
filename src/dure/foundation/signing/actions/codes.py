"""The second factor of those who have no authenticator app: six digits by e-mail."""

import secrets
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.messages.actions import send_email
from dure.foundation.signing.access import SIGN
from dure.foundation.signing.models import OneTimeCode, Signatory
from dure.foundation.signing.sealing import keyed_digest
from dure.foundation.signing.values import FactorMethod, SecondFactor

LASTS = timedelta(minutes=10)
MOST_TRIES = 5
# Whoever presses the button again and again gets the same patience as one who mistypes.
MOST_CODES, WINDOW = 5, timedelta(minutes=30)


def send_code(*, signatory: Signatory, by: Actor, at: datetime) -> str:
    """E-mail six digits to the signer; earlier ones no longer count. Gives them back for the demo's page only."""
    SIGN.demand(by, signatory)
    person = signatory.person
    if not person.email:
        raise ActionRefused(
            _("There is no e-mail address to send you a code. Set up an authenticator app, or ask the operator.")
        )
    code = f"{secrets.randbelow(1_000_000):06d}"
    with act("signing.send_code", chain=signatory.envelope.chain, by=by, at=at, subject=signatory) as this:
        earlier = OneTimeCode.objects.filter(person=person)
        if earlier.filter(sent_at__gt=at - WINDOW).count() >= MOST_CODES:
            raise ActionRefused(_("Too many codes were asked for. Wait half an hour and try again."))
        earlier.filter(used_at__isnull=True).update(used_at=at)
        row = OneTimeCode.objects.create(
            signatory=signatory, person=person, digest=_digest(signatory, code), sent_at=at, expires_at=at + LASTS
        )
        this.evidence(row)
        with translation.override(person.language):
            send_email(person=person, subject=_("Code to sign with"), body=_body(signatory, code), at=at)
    return code


def _digest(signatory: Signatory, code: str) -> str:
    return keyed_digest(f"{signatory.pk}:{signatory.person_id}:{code}")


def _body(signatory: Signatory, code: str) -> str:
    return _(
        "%(code)s is the code to sign “%(title)s” in Dure with. It is good for ten minutes.\n\n"
        "If you are not signing anything now, tell nobody the code and tell the operator of this e-mail."
    ) % {"code": code, "title": signatory.envelope.title}


def confirm_code(*, signatory: Signatory, code: str, by: Actor, at: datetime) -> SecondFactor:
    """Take a code once; every try counts, and the fifth wrong one ends it."""
    SIGN.demand(by, signatory)
    row = signatory.codes.filter(person=signatory.person, used_at__isnull=True).first()
    if row is None or row.expires_at < at:
        raise ActionRefused(_("The code has expired. Ask for a new one."))
    counted = OneTimeCode.objects.filter(pk=row.pk, tries__lt=MOST_TRIES, used_at__isnull=True)
    if not counted.update(tries=F("tries") + 1):
        raise ActionRefused(_("Too many wrong codes. Ask for a new one."))
    typed = "".join(code.split()).replace("-", "")
    if not secrets.compare_digest(row.digest, _digest(signatory, typed)):
        raise ActionRefused(_("The code is wrong. Type the six digits of the newest e-mail."))
    if not OneTimeCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=at):
        raise ActionRefused(_("The code has expired. Ask for a new one."))
    return SecondFactor(FactorMethod.EMAIL_CODE, at)
