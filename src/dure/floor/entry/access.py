"""A firm keeps its own devices and badges. A device itself is nobody: it holds no role and reaches the kiosk only."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission


def _own(actor: Actor) -> Q:
    return Q(site__organisation_id__in=actor.organisations(Role.FIRM))


KEEP_DEVICE = Permission(
    name="entry.keep_device",
    scopes={Role.FIRM: _own},
    refusal=_("Tablets, phones and badges of a plant are kept by its firm."),
)
KEEP_SOURCE = Permission(
    name="entry.keep_source",
    scopes=KEEP_DEVICE.scopes,
    refusal=_("Tokens of systems that tell events are kept by the plant's firm."),
)
