"""A production start (``DURE_PRODUCTION=1``) refuses settings that are fit for a desk only."""

from django.conf import settings
from django.core.checks import Error, register


@register("dure")
def production_is_safe(app_configs: object, **kwargs: object) -> list[Error]:
    """Every finding is an error that stops the start, with the variable to set."""
    if not settings.PRODUCTION:
        return []
    found = []
    if settings.DEBUG:
        found.append(Error("DURE_DEBUG is on in production.", hint="Unset DURE_DEBUG.", id="dure.E001"))
    if "*" in settings.ALLOWED_HOSTS or "testserver" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "DURE_ALLOWED_HOSTS does not name this site.",
                hint="Set it to the public host names.",
                id="dure.E002",
            )
        )
    if len(settings.SECRET_KEY) < 40:
        found.append(
            Error(
                "DURE_SECRET_KEY is shorter than 40 characters.",
                hint="Unset it to have one made.",
                id="dure.E003",
            )
        )
    return found
