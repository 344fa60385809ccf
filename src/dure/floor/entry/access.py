"""A firm keeps its own devices and badges. A device itself is nobody: it holds no role and reaches the kiosk only."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.access import CHANGE_SITE, VIEW_SITE
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
CORRECT_RECORD = Permission(
    name="entry.correct_record",
    scopes=VIEW_SITE.scopes,
    refusal=_("Records of a plant are corrected by its firm."),
)
# Whoever sets up the plant answers for its machines.
CORRECT_AUTOMATIC = Permission(
    name="entry.correct_automatic",
    scopes=CHANGE_SITE.scopes,
    refusal=_("What a machine recorded is corrected by the plant's owner only."),
)
VIEW_CORRECTION = Permission(
    name="entry.view_correction",
    scopes=KEEP_DEVICE.scopes,
    refusal=_("A plant's own pages are open to its firm only."),
)
