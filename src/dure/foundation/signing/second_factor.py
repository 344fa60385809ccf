"""Proving once more who one is, at the moment of signing: by the authenticator app, or a code sent by e-mail."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.signing.actions import confirm_code
from dure.foundation.signing.models import Signatory
from dure.foundation.signing.values import FactorMethod, SecondFactor

MOST_TRIES, PAUSE_SECONDS = 5, 600
_METHODS = {
    Authenticator.Type.TOTP: FactorMethod.TOTP,
    Authenticator.Type.RECOVERY_CODES: FactorMethod.RECOVERY_CODE,
}


def has_app(person_id: int | None) -> bool:
    """Whether the person has set up an authenticator app; the others get a code by e-mail."""
    return Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP).exists()


def confirm(*, signatory: Signatory, code: str, by: Actor, at: datetime) -> SecondFactor:
    """Take a code of whichever kind the person has; raises ``ActionRefused`` with the sentence to show."""
    if not has_app(by.person_id):
        return confirm_code(signatory=signatory, code=code, by=by, at=at)
    tries = f"signing.tries:{by.person_id}"
    cache.add(tries, 0, PAUSE_SECONDS)
    if cache.incr(tries) > MOST_TRIES:
        raise ActionRefused(_("Too many wrong codes. Wait ten minutes and try again."))
    for each in Authenticator.objects.filter(user_id=by.person_id, type__in=list(_METHODS)).order_by("-type"):
        if each.wrap().validate_code("".join(code.split())):
            cache.delete(tries)
            return SecondFactor(_METHODS[Authenticator.Type(each.type)], at)
    raise ActionRefused(_("The code is wrong. Type the six digits that the app shows now."))
