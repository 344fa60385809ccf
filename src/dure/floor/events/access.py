"""Heads prove a plant's events; they are read where the plant is."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, everything


def _own(actor: Actor) -> Q:
    return Q(site__organisation_id__in=actor.organisations(Role.FIRM))


VIEW_HEAD = Permission(
    name="events.view_head",
    scopes={Role.FIRM: _own, Role.AUDITOR: everything},
    refusal=_("The heads of a plant's events are open to its firm and to audit."),
)
