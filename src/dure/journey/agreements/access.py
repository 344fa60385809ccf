"""Who sees agreements, cost calculations and the memorandum, and who works on them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import DESK, STAFF, Actor, Role
from dure.foundation.access.permission import Permission, Scope, everything
from dure.foundation.access.scopes import (
    OVERSIGHT,
    in_city,
    in_province,
    of_firm,
    of_organisations,
    of_supplier,
    run_by,
)
from dure.journey.agreements.models import Agreement


def _party(path: str = "") -> Scope:
    """Rows of programmes whose memorandum the actor's organisation is a party of."""
    return of_organisations(f"{path}parties__organisation_id")


# Those who work on the rows of their operator's programmes, those who approve there, and the firm whose row it is.
_BY_STAFF = run_by("programme__", *STAFF)
_BY_APPROVER = run_by("programme__", Role.APPROVER)
_BY_FIRM = of_firm()

_AGREEMENT_READERS: dict[Role, Scope] = {
    **run_by("programme__", *DESK),
    **in_province("programme__"),
    **in_city(),
    Role.PARTNER: _party("programme__memoranda__"),
    **OVERSIGHT,
}

LIST_AGREEMENTS = Permission(
    name="agreements.list_agreements",
    scopes=_AGREEMENT_READERS,
    refusal=_("The list of agreements is for the operator, the province, cities and counties, and audit."),
)
VIEW_AGREEMENT = Permission(
    name="agreements.view_agreement",
    scopes={
        **_AGREEMENT_READERS,
        **_BY_FIRM,
        **of_supplier(),
    },
    refusal=_("An agreement is open to its parties, to the operator and to those who fund it."),
)
OWN_AGREEMENTS = Permission(
    name="agreements.own_agreements",
    scopes={**_BY_FIRM, **of_supplier()},
    refusal=_("This page is for firms and suppliers with an agreement."),
)
MANAGE_AGREEMENT = Permission(
    name="agreements.manage_agreement",
    scopes=_BY_STAFF,
    refusal=_("Agreements are made and sent by the operator's staff."),
)
OPEN_REVIEW = Permission(
    name="agreements.open_cost_review",
    scopes=_BY_STAFF,
    refusal=_("The cost calculation is looked after by the operator's staff."),
)
REVIEW_COST = Permission(
    name="agreements.review_cost",
    scopes=run_by("application__programme__", *STAFF),
    refusal=_("The cost calculation is looked after by the operator's staff."),
)
VIEW_REVIEW = Permission(
    name="agreements.view_cost_review",
    scopes={
        **run_by("application__programme__", *DESK),
        **in_province("application__programme__"),
        **in_city("application__"),
        **of_firm("application__"),
        Role.AUDITOR: everything,
    },
    refusal=_("The cost calculation is open to the firm, the operator, those who fund it, and audit."),
)
VIEW_MEMORANDUM = Permission(
    name="agreements.view_memorandum",
    scopes={
        **run_by("programme__", *DESK),
        **in_province("programme__"),
        **dict.fromkeys((Role.CITY, Role.PARTNER, Role.FORUM), _party()),
        **OVERSIGHT,
    },
    refusal=_("The memorandum is open to its parties, to the council and to audit."),
)
MANAGE_MEMORANDUM = Permission(
    name="agreements.manage_memorandum",
    scopes=_BY_STAFF,
    refusal=_("The memorandum is drafted and sent by the operator's staff."),
)
DRAFT_MEMORANDUM = Permission(
    name="agreements.draft_memorandum",
    scopes=run_by("", *STAFF),
    refusal=_("The memorandum is drafted and sent by the operator's staff."),
)
END_MEMORANDUM = Permission(
    name="agreements.end_memorandum",
    scopes=_BY_APPROVER,
    refusal=_("Only those who approve for the operator may end a memorandum or waive what it asks."),
)


def _of_agreement(scope: Scope) -> Scope:
    """The same reach over rows that belong to an agreement."""

    def reach(actor: Actor) -> Q:
        inner = scope(actor)
        return Q(agreement__in=Agreement.objects.filter(inner)) if inner else Q()

    return reach


VIEW_COURSE = Permission(
    name="agreements.view_course",
    scopes={role: _of_agreement(scope) for role, scope in VIEW_AGREEMENT.scopes.items()},
    refusal=_("Start, changes and ending of an agreement are open to those who see the agreement."),
)
VIEW_ACCOUNT = Permission(
    name="agreements.view_account",
    scopes={
        **_BY_STAFF,
        **_BY_FIRM,
        Role.AUDITOR: everything,
    },
    refusal=_("The account of a project is open to the firm, the operator and audit."),
)
KEEP_START = Permission(
    name="agreements.keep_start",
    scopes=_BY_STAFF | _BY_FIRM,
    refusal=_("The notice of start is written by the firm itself or by the operator's staff."),
)
CHECK_START = Permission(
    name="agreements.check_start",
    scopes=_BY_STAFF,
    refusal=_("The notice of start is accepted or given back by the operator's staff."),
)
KEEP_CHANGE = Permission(
    name="agreements.keep_change",
    scopes=_BY_STAFF | _BY_FIRM,
    refusal=_("A change is asked for by the firm itself or by the operator's staff."),
)
NOTE_CHANGE = Permission(
    name="agreements.note_change",
    scopes=_BY_STAFF,
    refusal=_("Changes are noted and given back by the operator's staff."),
)
DECIDE_CHANGE = Permission(
    name="agreements.decide_change",
    scopes=_BY_APPROVER,
    refusal=_("Only those who approve for the operator decide on a change of an agreement."),
)
ASK_ENDING = Permission(
    name="agreements.ask_ending",
    scopes=_BY_STAFF | _BY_FIRM,
    refusal=_("An agreement is given up by its firm, or its termination is asked for by the operator's staff."),
)
DECIDE_ENDING = Permission(
    name="agreements.decide_ending",
    scopes=_BY_APPROVER,
    refusal=_("Only those who approve for the operator decide on the ending of an agreement."),
)
