"""Who keeps the budget lines, who closes them, and who reads which."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, everything

_STAFF = (Role.OPERATOR, Role.APPROVER)


def _own_programmes(actor: Actor) -> Q:
    return Q(programme__operator_id__in=actor.organisations(*_STAFF))


def _of_operator(actor: Actor) -> Q:
    return Q(programme__operator_id__in=actor.organisations(*_STAFF, Role.COMMITTEE))


def _own_as_operator(actor: Actor) -> Q:
    return Q(operator_id__in=actor.organisations(*_STAFF))


def _own_province(actor: Actor) -> Q:
    own = Q(programme__province_id__in=actor.places(Role.PROVINCE))
    return own | Q(funder_id__in=actor.organisations(Role.PROVINCE))


def _own_city(actor: Actor) -> Q:
    return Q(place_id__in=actor.places(Role.CITY))


def _own_money(actor: Actor) -> Q:
    return Q(funder_id__in=actor.organisations(Role.PARTNER))


OPEN_LINES = Permission(
    name="budgets.open_line",
    scopes=dict.fromkeys(_STAFF, _own_as_operator),
    refusal=_("Budget lines are opened by the operator's staff of the programme."),
)

KEEP_LINES = Permission(
    name="budgets.keep_line",
    scopes=dict.fromkeys(_STAFF, _own_programmes),
    refusal=_("Budget lines are kept by the operator's staff of the programme."),
)

DECIDE_LINES = Permission(
    name="budgets.decide_line",
    scopes={Role.APPROVER: _own_programmes},
    refusal=_("A budget line is settled, closed and opened again by those who approve for the operator."),
)

VIEW_LINES = Permission(
    name="budgets.view_line",
    scopes={
        **dict.fromkeys((*_STAFF, Role.COMMITTEE), _of_operator),
        Role.PROVINCE: _own_province,
        Role.CITY: _own_city,
        Role.PARTNER: _own_money,
        **dict.fromkeys((Role.COUNCIL, Role.AUDITOR), everything),
    },
    refusal=_("A budget line is open to its funder, to the operator and to those who audit."),
)

VIEW_PROMISES = Permission(
    name="budgets.view_promise",
    scopes={
        **dict.fromkeys(
            (*_STAFF, Role.COMMITTEE),
            lambda actor: Q(line__programme__operator_id__in=actor.organisations(*_STAFF, Role.COMMITTEE)),
        ),
        Role.PROVINCE: lambda actor: Q(line__programme__province_id__in=actor.places(Role.PROVINCE)),
        Role.CITY: lambda actor: Q(application__city_id__in=actor.places(Role.CITY)),
        Role.PARTNER: lambda actor: Q(line__funder_id__in=actor.organisations(Role.PARTNER)),
        Role.FIRM: lambda actor: Q(application__firm_id__in=actor.organisations(Role.FIRM)),
        **dict.fromkeys((Role.COUNCIL, Role.AUDITOR), everything),
    },
    refusal=_("What a firm was promised is open to the firm, to its funders and to those who audit."),
)
