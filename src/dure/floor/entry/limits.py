"""How often one address may try a connection code: guessing one of 39 bits is hopeless, flooding is a nuisance."""

from typing import Final

from django.core.cache import cache

MOST_TRIES: Final = 20
WITHIN_S: Final = 600


def may_try_code(address: str) -> bool:
    """Count this try; False once there were too many of late."""
    key = f"entry.code_tries:{address}"
    cache.add(key, 0, WITHIN_S)
    try:
        return cache.incr(key) <= MOST_TRIES
    except ValueError:
        # It ran out between the two calls: this is a first try again.
        return True
