"""Who may see, write, check and decide applications."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import DESK, STAFF, Actor, Role
from dure.foundation.access.permission import Permission, Scope, everything
from dure.foundation.access.scopes import in_city, in_province, of_firm, run_by

_BY_DESK = run_by("programme__", *DESK)
_BY_STAFF = run_by("programme__", *STAFF)


def _own_firm(actor: Actor) -> Q:
    return Q(firm_id__in=actor.organisations(Role.FIRM)) | _invited(actor)


def _invited(actor: Actor) -> Q:
    return Q(co_editors__person_id=actor.person_id, co_editors__removed_at__isnull=True)


def _as_supplier(actor: Actor) -> Q:
    named = Q(supplier_id__in=actor.organisations(Role.SUPPLIER), submitted_at__isnull=False)
    return named | _invited(actor)


def _submitted(scopes: dict[Role, Scope]) -> dict[Role, Scope]:
    """What those outside the firm and the operator see: nothing that is still being written."""

    def narrowed(scope: Scope) -> Scope:
        return lambda actor: scope(actor) & Q(submitted_at__isnull=False)

    return {role: narrowed(scope) for role, scope in scopes.items()}


_BY_PROVINCE = _submitted(in_province("programme__"))
_OUTSIDE = {**_BY_PROVINCE, **_submitted({**in_city(), Role.COUNCIL: everything}), Role.AUDITOR: everything}
_INVITED: dict[Role, Scope] = {Role.MENTOR: _invited, Role.FORUM: _invited}
_READERS: dict[Role, Scope] = {
    **_BY_DESK,
    Role.FIRM: _own_firm,
    Role.SUPPLIER: _as_supplier,
    **_INVITED,
    **_OUTSIDE,
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
        **_INVITED,
        **_BY_STAFF,
    },
    refusal=_("Only the firm, those it invited, and staff of the operator may write this plan."),
)
SUBMIT = Permission(
    name="applications.submit_application",
    scopes=of_firm() | _BY_STAFF,
    refusal=_("Only the firm itself, or staff of the operator on its behalf, may do this."),
)
CHECK = Permission(
    name="applications.check_eligibility",
    scopes=_BY_STAFF,
    refusal=_("Only staff of the operator check eligibility."),
)
DECIDE = Permission(
    name="applications.record_decision",
    scopes=_BY_DESK,
    refusal=_("Only the operator and its committee record results."),
)
SEE_CHECK = Permission(
    name="applications.see_check",
    scopes={**_BY_DESK, Role.AUDITOR: everything, **_BY_PROVINCE},
    refusal=_("The eligibility check is seen by the operator, the province and the auditor."),
)
LIST = Permission(
    name="applications.list_applications",
    scopes=_BY_DESK | _OUTSIDE,
    refusal=_("The list of applications is for the operator, the province, cities and counties, and audit."),
)
START = Permission(
    name="applications.start_application",
    scopes=of_firm() | _BY_STAFF,
    refusal=_("Applications are begun by firms, or by staff of the operator on their behalf."),
)
OWN = Permission(
    name="applications.see_own",
    scopes={Role.FIRM: _own_firm, Role.SUPPLIER: _as_supplier, **_INVITED},
    refusal=_("This page is for firms and those who write plans with them."),
)
