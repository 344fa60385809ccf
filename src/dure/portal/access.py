"""Who may see the pages that join stages."""

from django.utils.translation import gettext_lazy as _

from dure.floor.plant.access import RECIPIENTS
from dure.foundation.access.actor import OFFICE_ROLES, Actor, Role
from dure.foundation.access.permission import Permission, everything
from dure.foundation.access.verdict import AccessRefused

VIEW_PIPELINE = Permission(
    name="portal.view_pipeline",
    scopes=dict.fromkeys(sorted(OFFICE_ROLES | {Role.COUNCIL, Role.PARTNER}), everything),
    refusal=_("The pipeline is for the operator, the province, cities and counties, the council and the audit office."),
)

VIEW_CITY = Permission(
    name="portal.view_city",
    scopes=dict.fromkeys(sorted(OFFICE_ROLES | {Role.COUNCIL}), everything),
    refusal=_(
        "A city's page is for that city or county, the operator, the province, the council and the audit office."
    ),
)

VIEW_SHOP_FLOOR = Permission(
    name="portal.view_shop_floor",
    scopes=dict.fromkeys(RECIPIENTS, everything),
    refusal=_("Shop-floor figures are for the offices of the programme, and only as far as each firm agreed."),
)

VIEW_LEDGER = Permission(
    name="portal.view_ledger",
    scopes=dict.fromkeys((Role.APPROVER, Role.COUNCIL, Role.AUDITOR), everything),
    refusal=_(
        "The whole ledger is open to the audit office, the council and those who approve for the operator. "
        "What concerns you stands on the page of each thing."
    ),
)


def demand_city(actor: Actor, code: str) -> None:
    """A city official sees only the own city's page; the others named by ``VIEW_CITY`` see all."""
    VIEW_CITY.demand_role(actor)
    beyond = actor.roles - {Role.CITY}
    if not beyond & (OFFICE_ROLES | {Role.COUNCIL}) and code not in actor.places(Role.CITY):
        raise AccessRefused(str(_("This page belongs to another city or county. Yours is on your home page.")))
