"""Connection codes and device tokens. What is given out is never stored; what is stored is a digest."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.utils.crypto import salted_hmac

# No letter or digit that can be taken for another, read from a screen two metres away.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH: Final = 8
CODE_LIFE: Final = timedelta(minutes=30)
TOKEN_BYTES: Final = 32


def new_code() -> str:
    """A connection code: short enough to be typed, 39 bits, good once and for half an hour."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """A code as people type it: with blanks, a hyphen, small letters."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)


def code_digest(code: str) -> str:
    """Keyed, because a code is short: the database alone does not tell it."""
    return salted_hmac("dure.floor.entry.code", code, algorithm="sha256").hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """Plain, because a token is long and random."""
    return hashlib.sha256(token.encode()).hexdigest()
