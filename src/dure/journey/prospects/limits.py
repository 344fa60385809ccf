"""How many forms one address may send: enough for an office that helps many firms, too few for a machine."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST_AN_HOUR = 30
HOUR_S = 3600


def sender_of(request: HttpRequest) -> str:
    """The address a request came from. Behind a trusted proxy, the one that proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.split(",")[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def too_many(request: HttpRequest) -> bool:
    """Count this sending; whether the address has sent more than ``MOST_AN_HOUR`` within the hour."""
    key = f"prospects.sent:{sender_of(request)}"
    cache.add(key, 0, HOUR_S)
    return cache.incr(key) > MOST_AN_HOUR
