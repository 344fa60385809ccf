"""How many forms one address may send: enough for an office that helps many firms, too few for a machine."""

from django.core.cache import cache
from django.http import HttpRequest

from dure.foundation.access.sender import sender_of

MOST_AN_HOUR = 30
HOUR_S = 3600


def too_many(request: HttpRequest) -> bool:
    """Count this sending; whether the address has sent more than ``MOST_AN_HOUR`` within the hour."""
    key = f"prospects.sent:{sender_of(request)}"
    cache.add(key, 0, HOUR_S)
    return cache.incr(key) > MOST_AN_HOUR
