"""Who may see and who may change programmes."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import DESK, STAFF, Actor, Role
from dure.foundation.access.permission import Permission
from dure.foundation.access.scopes import OVERSIGHT, in_province, run_by
from dure.journey.programmes.states import ProgrammeState

PUBLIC_STATES = (ProgrammeState.RUNNING, ProgrammeState.CLOSED)
_TAKING_PART = (Role.FIRM, Role.SUPPLIER, Role.MENTOR, Role.ASSESSOR, Role.FORUM, Role.PARTNER)
_BY_STAFF = run_by("", *STAFF)


def _announced(actor: Actor) -> Q:
    """A notice is public: whoever takes part may see the programmes that have one."""
    return Q(status__in=PUBLIC_STATES)


def _city(actor: Actor) -> Q:
    return Q(status__in=PUBLIC_STATES, province__children__code__in=actor.places(Role.CITY))


SEE = Permission(
    name="programmes.see_programme",
    scopes={
        **run_by("", *DESK),
        **in_province(""),
        Role.CITY: _city,
        **OVERSIGHT,
        **dict.fromkeys(_TAKING_PART, _announced),
    },
    refusal=_("This programme belongs to another operator, or its notice has not been published yet."),
)

EDIT = Permission(
    name="programmes.edit_notice",
    scopes=_BY_STAFF,
    refusal=_("Only staff of the operator may create programmes and change their notices."),
)

PUBLISH = Permission(
    name="programmes.publish_notice",
    scopes=_BY_STAFF,
    refusal=_("Only staff of the operator may publish a notice."),
)

MOVE_PLACES = Permission(
    name="programmes.move_places",
    scopes=_BY_STAFF,
    refusal=_("Only staff of the operator may reopen intake or move places."),
)
