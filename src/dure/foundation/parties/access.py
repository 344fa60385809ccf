"""Who may see and keep the records of organisations and people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, everything


def _own(actor: Actor) -> Q:
    return Q(pk__in=actor.organisations())


def _own_or_in_my_city(actor: Actor) -> Q:
    """The factory's city decides, since it is the one that pays."""
    return _own(actor) | Q(establishments__city_id__in=actor.places(Role.CITY), establishments__closed_on__isnull=True)


def _self(actor: Actor) -> Q:
    return Q(pk=actor.person_id)


VIEW_ORGANISATION = Permission(
    name="parties.view_organisation",
    scopes={
        **dict.fromkeys(Role, _own),
        **dict.fromkeys((Role.OPERATOR, Role.APPROVER, Role.PROVINCE, Role.COUNCIL, Role.AUDITOR), everything),
        Role.CITY: _own_or_in_my_city,
    },
    refusal=_("You see your own organisation only, and as a city or county official those with a factory there."),
)
VIEW_PERSON = Permission(
    name="parties.view_person",
    scopes={
        **dict.fromkeys(Role, _self),
        **dict.fromkeys((Role.OPERATOR, Role.APPROVER, Role.AUDITOR), everything),
    },
    refusal=_("Only the operator's staff see the records of other people."),
)
MANAGE = Permission(
    name="parties.manage",
    scopes={Role.OPERATOR: everything},
    refusal=_("Only the operator's staff may change the records of organisations and people. Ask them to do it."),
)
RESTRICT = Permission(
    name="parties.restrict",
    scopes={Role.OPERATOR: everything, Role.APPROVER: everything},
    refusal=_("Only the operator's staff enter and lift bans from taking part."),
)
