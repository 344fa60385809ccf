"""Reads over keys."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from dure.foundation.access.actor import Actor
from dure.foundation.signing.models import Signatory, SigningKey


def keys_of(actor: Actor) -> QuerySet[SigningKey]:
    """The actor's own keys and those of the actor's organisations, the newest first."""
    mine = Q(person_id=actor.person_id, person_id__isnull=False) | Q(organisation_id__in=actor.organisations())
    return SigningKey.objects.filter(mine).select_related("organisation", "person")


def usable_keys(signatory: Signatory, at: datetime) -> list[SigningKey]:
    """What may be used for a signature now: the organisation's certificates, then the person's own."""
    whose = Q(organisation_id=signatory.organisation_id) | Q(person_id=signatory.person_id)
    found = SigningKey.objects.filter(
        whose, revoked_at__isnull=True, valid_from_at__lte=at, valid_until_at__gte=at
    ).order_by("-kind", "-made_at", "-id")
    return [key for key in found if key.person_id is None or settings.SIGNING_DEVELOPMENT_CA]


def key_to_use(signatory: Signatory, at: datetime) -> SigningKey | None:
    """The person's own key where there is one; an organisation's has to be chosen by the signer."""
    own = [key for key in usable_keys(signatory, at) if key.person_id is not None]
    return own[0] if own else None
