"""Who may see and who may change programmes."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, everything
from dure.journey.programmes.states import ProgrammeState

PUBLIC_STATES = (ProgrammeState.RUNNING, ProgrammeState.CLOSED)


def _own(actor: Actor) -> Q:
    return Q(operator_id__in=actor.organisations(Role.OPERATOR, Role.APPROVER, Role.COMMITTEE))


def _announced(actor: Actor) -> Q:
    """A notice is public: whoever takes part may see the programmes that have one."""
    return Q(status__in=PUBLIC_STATES)


def _province(actor: Actor) -> Q:
    return Q(province_id__in=actor.places(Role.PROVINCE))


def _city(actor: Actor) -> Q:
    return Q(status__in=PUBLIC_STATES, province__children__code__in=actor.places(Role.CITY))


SEE = Permission(
    name="programmes.see_programme",
    scopes={
        Role.OPERATOR: _own,
        Role.APPROVER: _own,
        Role.COMMITTEE: _own,
        Role.PROVINCE: _province,
        Role.CITY: _city,
        Role.COUNCIL: everything,
        Role.AUDITOR: everything,
        Role.FIRM: _announced,
        Role.SUPPLIER: _announced,
        Role.MENTOR: _announced,
        Role.ASSESSOR: _announced,
        Role.FORUM: _announced,
        Role.PARTNER: _announced,
    },
    refusal=_("This programme belongs to another operator, or its notice has not been published yet."),
)

EDIT = Permission(
    name="programmes.edit_notice",
    scopes={Role.OPERATOR: _own, Role.APPROVER: _own},
    refusal=_("Only staff of the operator may create programmes and change their notices."),
)

PUBLISH = Permission(
    name="programmes.publish_notice",
    scopes={Role.OPERATOR: _own, Role.APPROVER: _own},
    refusal=_("Only staff of the operator may publish a notice."),
)

MOVE_PLACES = Permission(
    name="programmes.move_places",
    scopes={Role.OPERATOR: _own, Role.APPROVER: _own},
    refusal=_("Only staff of the operator may reopen intake or move places."),
)
