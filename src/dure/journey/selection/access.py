"""Who may work on the selection, decide, and see a decision."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import DESK, Actor, Role
from dure.foundation.access.permission import Permission, everything
from dure.foundation.access.scopes import OVERSIGHT, of_firm, run_by

_OF_DECISION = "publication__programme__"
_OF_APPEAL = "decision__publication__programme__"


def _published(actor: Actor) -> Q:
    return Q(publication__status="published")


def _own_firm(actor: Actor) -> Q:
    return _published(actor) & Q(application__firm_id__in=actor.organisations(Role.FIRM))


def _own_city(actor: Actor) -> Q:
    return _published(actor) & Q(application__city_id__in=actor.places(Role.CITY))


WORK_ON_SCENARIO = Permission(
    name="selection.work_on_scenario",
    scopes=run_by("programme__", *DESK),
    refusal=_("The selection desk is for the operator's staff and the deliberation committee."),
)

VIEW_LIST = Permission(
    name="selection.view_list",
    scopes={
        **run_by("programme__", *DESK),
        **dict.fromkeys((Role.PROVINCE, Role.COUNCIL, Role.AUDITOR), lambda _actor: Q(status="published")),
    },
    refusal=_("The list and its minutes are open to those who decide, and once published to those who read."),
)

PUBLISH = Permission(
    name="selection.publish",
    scopes=run_by("programme__", Role.APPROVER),
    refusal=_("Only those who approve for the operator may publish the selection."),
)

APPROVE = Permission(
    name="selection.approve",
    scopes=run_by(_OF_DECISION, Role.APPROVER, Role.COMMITTEE),
    refusal=_("Decisions are approved by the deliberation committee."),
)

VIEW_DECISION = Permission(
    name="selection.view_decision",
    scopes={
        **run_by(_OF_DECISION, *DESK),
        Role.FIRM: _own_firm,
        Role.CITY: _own_city,
        **dict.fromkeys((Role.PROVINCE, Role.COUNCIL, Role.AUDITOR), _published),
    },
    refusal=_("A decision is open to the firm once it is published, to its city or county and to those who decided."),
)

FILE_APPEAL = Permission(
    name="selection.file_appeal",
    scopes={Role.FIRM: _own_firm},
    refusal=_("Only the firm itself may appeal against its own decision."),
)

DECIDE_APPEAL = Permission(
    name="selection.decide_appeal",
    scopes=run_by(_OF_APPEAL, Role.APPROVER, Role.COMMITTEE),
    refusal=_("Appeals are decided by the deliberation committee."),
)

VIEW_APPEAL = Permission(
    name="selection.view_appeal",
    scopes={
        **run_by(_OF_APPEAL, *DESK),
        **of_firm("decision__application__"),
        Role.PROVINCE: everything,
        **OVERSIGHT,
    },
    refusal=_("An appeal is open to the firm that filed it and to those who decide on it."),
)
