"""A production start (``DURE_PRODUCTION=1``) refuses settings that are fit for a desk only."""

from django.conf import settings


def unsafe_settings() -> list[str]:
    """What is unsafe, each with the variable to set; empty for a desk and for a safe production start."""
    if not settings.PRODUCTION:
        return []
    found = []
    if settings.DEBUG:
        found.append("DURE_DEBUG is on in production. Unset it.")
    if {"*", "testserver"} & set(settings.ALLOWED_HOSTS):
        found.append("DURE_ALLOWED_HOSTS does not name this site. Set it to the public host names.")
    if len(settings.SECRET_KEY) < 40:
        found.append("DURE_SECRET_KEY is shorter than 40 characters. Unset it to have one made.")
    return found
