"""Who may see interest forms and visits, and who may change them."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import DESK, STAFF, Actor, Role
from dure.foundation.access.permission import Permission, Scope, everything
from dure.foundation.access.scopes import OVERSIGHT, in_city, in_province, of_person, run_by
from dure.foundation.parties.queries import numbers_in_force
from dure.journey.prospects.models import Visit
from dure.journey.prospects.states import VisitState

_BY_STAFF = run_by("programme__", *STAFF)


def _visited(actor: Actor) -> Q:
    mine = Visit.objects.filter(visitor_id=actor.person_id).exclude(status=VisitState.CANCELLED)
    return Q(pk__in=mine.values("interest_id"))


def of_firms(ids: Iterable[int]) -> Q:
    """The forms of these firms; one sent before the firm was on record is known by its business number."""
    own = list(ids)
    return Q(firm_id__in=own) | Q(firm__isnull=True, number__in=numbers_in_force(own).values("number"))


def _firm(actor: Actor) -> Q:
    return of_firms(actor.organisations(Role.FIRM))


SEE = Permission(
    name="prospects.see_interest",
    scopes={
        **run_by("programme__", *DESK),
        **in_province("programme__"),
        **in_city(),
        **OVERSIGHT,
        Role.FORUM: _visited,
        Role.MENTOR: _visited,
        Role.FIRM: _firm,
    },
    refusal=_("You may see interest forms of your own programme, city, firm or visits only."),
)

LIST = Permission(
    name="prospects.list_interests",
    scopes={role: SEE.scopes[role] for role in SEE.scopes if role not in (Role.FIRM, Role.FORUM, Role.MENTOR)},
    refusal=_("The list of interest forms is for the operator and the offices. Your own visits are under “My visits”."),
)

EDIT = Permission(
    name="prospects.edit_interest",
    scopes=_BY_STAFF,
    refusal=_("Only staff of the operator may enter, correct or arrange interest forms."),
)

APPLY = Permission(
    name="prospects.apply_with_interest",
    scopes={**_BY_STAFF, Role.FIRM: _firm},
    refusal=_("Only the firm itself or staff of the operator may turn an interest form into an application."),
)


WRITE_UP = Permission(
    name="prospects.write_up_visit",
    scopes={
        **run_by("interest__programme__", *STAFF),
        **dict.fromkeys((Role.FORUM, Role.MENTOR), of_person("visitor_id")),
    },
    refusal=_("A visit is written up by its visitor or by staff of the operator."),
)


ENTER = Permission(
    name="prospects.enter_interest",
    scopes=run_by("", *STAFF),
    refusal=_("Only staff of the operator may enter interest forms for firms."),
)

_DEALING: dict[Role, Scope] = {
    **_BY_STAFF,
    Role.FORUM: _visited,
    Role.MENTOR: _visited,
    Role.AUDITOR: everything,
}

SEE_NOTES = Permission(
    name="prospects.see_notes",
    scopes=_DEALING,
    refusal=_("A visitor's inner notes are for those who deal with the firm, and for audit."),
)

SEE_CONTACTS = Permission(
    name="prospects.see_contacts",
    scopes=_DEALING | {Role.FIRM: _firm},
    refusal=_("Who to call at the firm is shown to those who deal with it, and to audit."),
)
