"""Who keeps the budget lines, who closes them, and who reads which."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import DESK, STAFF, Actor, Role
from dure.foundation.access.permission import Permission
from dure.foundation.access.scopes import OVERSIGHT, in_city, in_province, of_firm, of_organisations, of_places, run_by

_own_programmes = of_organisations("programme__operator_id", *STAFF)


def _own_province(actor: Actor) -> Q:
    own = Q(programme__province_id__in=actor.places(Role.PROVINCE))
    return own | Q(funder_id__in=actor.organisations(Role.PROVINCE))


OPEN_LINES = Permission(
    name="budgets.open_line",
    scopes=run_by("", *STAFF),
    refusal=_("Budget lines are opened by the operator's staff of the programme."),
)

KEEP_LINES = Permission(
    name="budgets.keep_line",
    scopes=dict.fromkeys(STAFF, _own_programmes),
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
        **run_by("programme__", *DESK),
        Role.PROVINCE: _own_province,
        Role.CITY: of_places("place_id", Role.CITY),
        Role.PARTNER: of_organisations("funder_id", Role.PARTNER),
        **OVERSIGHT,
    },
    refusal=_("A budget line is open to its funder, to the operator and to those who audit."),
)

VIEW_PROMISES = Permission(
    name="budgets.view_promise",
    scopes={
        **run_by("line__programme__", *DESK),
        **in_province("line__programme__"),
        **in_city("application__"),
        Role.PARTNER: of_organisations("line__funder_id", Role.PARTNER),
        **of_firm("application__"),
        **OVERSIGHT,
    },
    refusal=_("What a firm was promised is open to the firm, to its funders and to those who audit."),
)
