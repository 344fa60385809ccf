"""Quality records belong to the firm: it alone keeps and reads them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission


def _own(actor: Actor) -> Q:
    return Q(site__organisation_id__in=actor.organisations(Role.FIRM))


VIEW_RECORD = Permission(
    name="quality.view_record",
    scopes={Role.FIRM: _own},
    refusal=_("Records of checks are open to the plant's firm only."),
)
HANDLE_DEVIATION = Permission(
    name="quality.handle_deviation",
    scopes={Role.FIRM: _own},
    refusal=_("A deviation is handled by the plant's own firm."),
)
