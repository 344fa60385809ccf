"""Verbs over keys and documents to sign: the door other rooms use."""

from dure.foundation.signing.actions.closing import (
    cancel_envelope,
    conclude_on_paper,
    conclude_outside,
    decline,
)
from dure.foundation.signing.actions.codes import confirm_code, send_code
from dure.foundation.signing.actions.keys import add_external_key, add_organisation_key, make_key, revoke_key
from dure.foundation.signing.actions.opening import open_envelope
from dure.foundation.signing.actions.reassigning import reassign
from dure.foundation.signing.actions.signing import sign

__all__ = [
    "add_external_key",
    "add_organisation_key",
    "cancel_envelope",
    "conclude_on_paper",
    "conclude_outside",
    "confirm_code",
    "decline",
    "make_key",
    "open_envelope",
    "reassign",
    "revoke_key",
    "send_code",
    "sign",
]
