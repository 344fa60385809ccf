"""A firm reaches its own plant and no other; the programme sees of it only what the firm agreed to share."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission

RECIPIENTS = (Role.OPERATOR, Role.APPROVER, Role.PROVINCE, Role.CITY, Role.PARTNER)


def _own(actor: Actor) -> Q:
    return Q(organisation_id__in=actor.organisations(Role.FIRM))


VIEW_SITE = Permission(
    name="plant.view_site",
    scopes={Role.FIRM: _own},
    refusal=_("A plant's own pages are open to its firm only."),
)
CHANGE_SITE = Permission(
    name="plant.change_site",
    scopes=VIEW_SITE.scopes,
    refusal=_("A plant is set up by its own firm."),
)
OWN_DRAFT = Permission(
    name="plant.own_draft",
    scopes=VIEW_SITE.scopes,
    refusal=_("A plant is set up by its own firm."),
)


def _received(actor: Actor) -> Q:
    return Q(recipient_id__in=actor.organisations(*RECIPIENTS), ended_at__isnull=True)


def _given(actor: Actor) -> Q:
    return Q(site__organisation_id__in=actor.organisations(Role.FIRM))


# The firm opens the very page that the recipient reads, and sees what was agreed before as well.
VIEW_SHARING = Permission(
    name="plant.view_sharing",
    scopes={Role.FIRM: _given, **dict.fromkeys(RECIPIENTS, _received)},
    refusal=_("A plant's figures are open to its firm, and to those with whom the firm shares them."),
)
VIEW_VERSION = Permission(
    name="plant.view_version",
    scopes={Role.FIRM: _given},
    refusal=VIEW_SITE.refusal,
)
