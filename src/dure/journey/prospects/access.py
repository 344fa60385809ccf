"""Who may see interest forms and visits, and who may change them."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, everything
from dure.foundation.parties.queries import numbers_in_force


def _own(actor: Actor) -> Q:
    return Q(programme__operator_id__in=actor.organisations(Role.OPERATOR, Role.APPROVER, Role.COMMITTEE))


def _province(actor: Actor) -> Q:
    return Q(programme__province_id__in=actor.places(Role.PROVINCE))


def _city(actor: Actor) -> Q:
    return Q(city_id__in=actor.places(Role.CITY))


def _visited(actor: Actor) -> Q:
    return Q(visits__visitor_id=actor.person_id) & ~Q(visits__status="cancelled")


def of_firms(ids: Iterable[int]) -> Q:
    """The forms of these firms; one sent before the firm was on record is known by its business number."""
    own = list(ids)
    return Q(firm_id__in=own) | Q(firm__isnull=True, number__in=numbers_in_force(own).values("number"))


def _firm(actor: Actor) -> Q:
    return of_firms(actor.organisations(Role.FIRM))


SEE = Permission(
    name="prospects.see_interest",
    scopes={
        Role.OPERATOR: _own,
        Role.APPROVER: _own,
        Role.COMMITTEE: _own,
        Role.PROVINCE: _province,
        Role.CITY: _city,
        Role.COUNCIL: everything,
        Role.AUDITOR: everything,
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
    scopes={Role.OPERATOR: _own, Role.APPROVER: _own},
    refusal=_("Only staff of the operator may enter, correct or arrange interest forms."),
)

APPLY = Permission(
    name="prospects.apply_with_interest",
    scopes={Role.OPERATOR: _own, Role.APPROVER: _own, Role.FIRM: _firm},
    refusal=_("Only the firm itself or staff of the operator may turn an interest form into an application."),
)


def _own_visits(actor: Actor) -> Q:
    return Q(interest__programme__operator_id__in=actor.organisations(Role.OPERATOR, Role.APPROVER))


def _my_visits(actor: Actor) -> Q:
    return Q(visitor_id=actor.person_id)


WRITE_UP = Permission(
    name="prospects.write_up_visit",
    scopes={Role.OPERATOR: _own_visits, Role.APPROVER: _own_visits, Role.FORUM: _my_visits, Role.MENTOR: _my_visits},
    refusal=_("A visit is written up by its visitor or by staff of the operator."),
)


def _reads_programme(actor: Actor) -> Q:
    return Q(operator_id__in=actor.organisations(Role.OPERATOR, Role.APPROVER))


ENTER = Permission(
    name="prospects.enter_interest",
    scopes={Role.OPERATOR: _reads_programme, Role.APPROVER: _reads_programme},
    refusal=_("Only staff of the operator may enter interest forms for firms."),
)
SEES_CONTACTS = frozenset({Role.OPERATOR, Role.APPROVER, Role.FORUM, Role.MENTOR, Role.FIRM, Role.AUDITOR})


def sees_contacts(actor: Actor) -> bool:
    """Whether the contact person's name and number are shown: to those who deal with the firm or audit it."""
    return actor.is_system or actor.has(*SEES_CONTACTS)
