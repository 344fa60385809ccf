"""A mock recall is read where its plant is."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission


def _own(actor: Actor) -> Q:
    return Q(site__organisation_id__in=actor.organisations(Role.FIRM))


VIEW_RECALL = Permission(
    name="lots.view_recall",
    scopes={Role.FIRM: _own},
    refusal=_("Mock recalls are open to the plant's own firm only."),
)
