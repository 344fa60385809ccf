"""Who knocks: a token is somebody's, of one plant, and not too often; otherwise the reason in plain words."""

from typing import Final

from django.core.cache import cache
from django.utils.translation import gettext as _

from dure.floor.entry.suppliers.models import Source
from dure.floor.entry.suppliers.queries import source_of_token
from dure.foundation.access.verdict import ActionRefused

# Far more than a factory needs, too little to wear the server out.
MOST: Final = 1200
WITHIN_S: Final = 60


class Stranger(ActionRefused):
    """Nobody holds this token, or nobody does any more."""


class OtherPlant(ActionRefused):
    """The token is of another plant than the one that is asked for."""


class TooOften(ActionRefused):
    """Too many requests within the minute."""


def holder_of(token: str) -> Source:
    """The system that was given the token; raises Stranger."""
    if not token:
        raise Stranger(_("Send the token of the plant as “Authorization: Bearer <token>”."))
    source = source_of_token(token)
    if source is None:
        raise Stranger(_("Nobody has been given this token. Ask the plant's firm for one."))
    if source.revoked_at is not None:
        raise Stranger(_("This token has been revoked. Ask the plant's firm for a new one."))
    return source


def let_in(source: Source, site: str) -> None:
    """Raises OtherPlant, also where there is no such plant at all, and TooOften."""
    if source.site.code != site:
        raise OtherPlant(_("This token is of another plant."))
    if not _may_knock(source.pk):
        raise TooOften(
            _("Too many requests. Send larger batches less often, and again in %(wait)d s.") % {"wait": WITHIN_S}
        )


def _may_knock(source_pk: int) -> bool:
    """Count this request."""
    key = f"entry.deliveries:{source_pk}"
    cache.add(key, 0, WITHIN_S)
    try:
        return cache.incr(key) <= MOST
    except ValueError:
        # It ran out between the two calls: this is the first of the next minute.
        return True
