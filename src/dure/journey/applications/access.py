"""Who may see, write, check and decide applications."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, Scope, everything

OPERATOR_ROLES = (Role.OPERATOR, Role.APPROVER, Role.COMMITTEE)


def _operators(actor: Actor) -> Q:
    return Q(programme__operator_id__in=actor.organisations(*OPERATOR_ROLES))


def _own_firm(actor: Actor) -> Q:
    return Q(firm_id__in=actor.organisations(Role.FIRM)) | _invited(actor)


def _invited(actor: Actor) -> Q:
    return Q(co_editors__person_id=actor.person_id, co_editors__removed_at__isnull=True)


def _as_supplier(actor: Actor) -> Q:
    named = Q(supplier_id__in=actor.organisations(Role.SUPPLIER), submitted_at__isnull=False)
    return named | _invited(actor)


def _submitted(scope: Callable[[Actor], Q]) -> Scope:
    """What those outside the firm and the operator see: nothing that is still being written."""

    def scoped(actor: Actor) -> Q:
        return scope(actor) & Q(submitted_at__isnull=False)

    return scoped


def _province(actor: Actor) -> Q:
    return Q(programme__province_id__in=actor.places(Role.PROVINCE))


def _city(actor: Actor) -> Q:
    return Q(city_id__in=actor.places(Role.CITY))


_READERS: dict[Role, Scope] = {
    Role.OPERATOR: _operators,
    Role.APPROVER: _operators,
    Role.COMMITTEE: _operators,
    Role.FIRM: _own_firm,
    Role.SUPPLIER: _as_supplier,
    Role.MENTOR: _invited,
    Role.FORUM: _invited,
    Role.PROVINCE: _submitted(_province),
    Role.CITY: _submitted(_city),
    Role.COUNCIL: _submitted(everything),
    Role.AUDITOR: everything,
}


def admit_readers(role: Role, scope: Scope) -> None:
    """Let a later stage open applications to its own people (assessors see what they were allotted).

    Called once, when the apps are ready; a role that reads already is not given a second scope.
    """
    if role in _READERS:
        raise ValueError(f"{role} already reads applications")
    _READERS[role] = scope


SEE = Permission(
    name="applications.see_application",
    scopes=_READERS,
    refusal=_("This application belongs to another firm or region, or has not been submitted yet."),
)
WRITE = Permission(
    name="applications.write_plan",
    scopes={
        Role.FIRM: _own_firm,
        Role.SUPPLIER: _invited,
        Role.MENTOR: _invited,
        Role.FORUM: _invited,
        Role.OPERATOR: _operators,
        Role.APPROVER: _operators,
    },
    refusal=_("Only the firm, those it invited, and staff of the operator may write this plan."),
)
SUBMIT = Permission(
    name="applications.submit_application",
    scopes={
        Role.FIRM: lambda actor: Q(firm_id__in=actor.organisations(Role.FIRM)),
        Role.OPERATOR: _operators,
        Role.APPROVER: _operators,
    },
    refusal=_("Only the firm itself, or staff of the operator on its behalf, may do this."),
)
CHECK = Permission(
    name="applications.check_eligibility",
    scopes={Role.OPERATOR: _operators, Role.APPROVER: _operators},
    refusal=_("Only staff of the operator check eligibility."),
)
DECIDE = Permission(
    name="applications.record_decision",
    scopes={Role.OPERATOR: _operators, Role.APPROVER: _operators, Role.COMMITTEE: _operators},
    refusal=_("Only the operator and its committee record results."),
)
SEE_CHECK = Permission(
    name="applications.see_check",
    scopes={
        Role.OPERATOR: _operators,
        Role.APPROVER: _operators,
        Role.COMMITTEE: _operators,
        Role.AUDITOR: everything,
        Role.PROVINCE: _submitted(_province),
    },
    refusal=_("The eligibility check is seen by the operator, the province and the auditor."),
)
LIST = Permission(
    name="applications.list_applications",
    scopes={
        Role.OPERATOR: _operators,
        Role.APPROVER: _operators,
        Role.COMMITTEE: _operators,
        Role.PROVINCE: _submitted(_province),
        Role.CITY: _submitted(_city),
        Role.COUNCIL: _submitted(everything),
        Role.AUDITOR: everything,
    },
    refusal=_("The list of applications is for the operator, the province, cities and counties, and audit."),
)
START = Permission(
    name="applications.start_application",
    scopes={
        Role.FIRM: lambda actor: Q(firm_id__in=actor.organisations(Role.FIRM)),
        Role.OPERATOR: _operators,
        Role.APPROVER: _operators,
    },
    refusal=_("Applications are begun by firms, or by staff of the operator on their behalf."),
)
OWN = Permission(
    name="applications.see_own",
    scopes={Role.FIRM: _own_firm, Role.SUPPLIER: _as_supplier, Role.MENTOR: _invited, Role.FORUM: _invited},
    refusal=_("This page is for firms and those who write plans with them."),
)
