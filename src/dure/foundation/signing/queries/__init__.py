"""Reads over keys and documents to sign: the door other rooms use."""

from dure.foundation.signing.queries.envelopes import (
    ceremonies,
    ceremony,
    current_document,
    current_file,
    envelope_of,
    envelopes_of,
    signatories_of,
    signatory_of,
    visible,
    waiting,
)
from dure.foundation.signing.queries.keys import key_to_use, keys_of, usable_keys
from dure.foundation.signing.queries.proofs import SignatureResult, verify, verify_pdf

__all__ = [
    "SignatureResult",
    "ceremonies",
    "ceremony",
    "current_document",
    "current_file",
    "envelope_of",
    "envelopes_of",
    "key_to_use",
    "keys_of",
    "signatories_of",
    "signatory_of",
    "usable_keys",
    "verify",
    "verify_pdf",
    "visible",
    "waiting",
]
