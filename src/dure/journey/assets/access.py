"""Who sees what the money bought, who keeps the register, who stands before a thing, and who lets it go."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, Scope, everything

STAFF = (Role.OPERATOR, Role.APPROVER)


def _by(field: str, ids: Callable[[Actor], object]) -> Scope:
    return lambda actor: Q(**{f"{field}__in": ids(actor)})


def _staff(prefix: str, *roles: Role) -> Scope:
    return _by(f"{prefix}programme__operator_id", lambda actor: actor.organisations(*roles))


def _firm(prefix: str) -> Scope:
    return _by(f"{prefix}firm_id", lambda actor: actor.organisations(Role.FIRM))


def _city(prefix: str) -> Scope:
    """Assets that the city or county pays for; ``prefix`` leads from the row to the asset."""

    def scope(actor: Actor) -> Q:
        return Q(**{f"{prefix}agreement__city_id__in": actor.places(Role.CITY)})

    return scope


def _partner(actor: Actor, prefix: str) -> Q:
    parties = f"{prefix}agreement__programme__memoranda__parties__organisation_id__in"
    return Q(**{parties: actor.organisations(Role.PARTNER)})


def _offices(prefix: str) -> dict[Role, Scope]:
    """Everyone who reads the register, over rows whose asset lies behind ``prefix``."""
    return {
        **dict.fromkeys(STAFF, _staff(f"{prefix}agreement__", *STAFF)),
        Role.PROVINCE: _by(f"{prefix}agreement__programme__province_id", lambda actor: actor.places(Role.PROVINCE)),
        Role.CITY: _city(prefix),
        Role.PARTNER: lambda actor: _partner(actor, prefix),
        **dict.fromkeys((Role.COUNCIL, Role.AUDITOR), everything),
    }


def _readers(prefix: str) -> dict[Role, Scope]:
    return {**_offices(prefix), Role.FIRM: _firm(f"{prefix}agreement__")}


def _keepers(prefix: str) -> dict[Role, Scope]:
    return {**dict.fromkeys(STAFF, _staff(prefix, *STAFF)), Role.FIRM: _firm(prefix)}


VIEW_ASSET = Permission(
    name="assets.view_asset",
    scopes=_readers(""),
    refusal=_("What the money bought is open to the firm, the operator, those who fund it and audit."),
)
VIEW_PART = Permission(name="assets.view_part", scopes=_readers("asset__"), refusal=VIEW_ASSET.refusal)
LIST_ASSETS = Permission(
    name="assets.list_assets",
    scopes=_offices(""),
    refusal=_("The register of important assets is for the operator, those who fund the programme, and audit."),
)
OWN_ASSETS = Permission(
    name="assets.own_assets",
    scopes={Role.FIRM: _firm("agreement__")},
    refusal=_("This page is for firms whose project bought something."),
)
REGISTER_ASSET = Permission(
    name="assets.register_asset",
    scopes=_keepers(""),
    refusal=_("Assets are registered by the firm that bought them or by the operator's staff."),
)
SEE_ASSET = Permission(
    name="assets.see_asset",
    scopes=_keepers("agreement__"),
    refusal=_("That an asset was seen is recorded by its firm or by the operator's staff."),
)
ASK_DISPOSAL = Permission(
    name="assets.ask_disposal",
    scopes=_keepers("agreement__"),
    refusal=_("To move, sell or scrap an asset is asked for by its firm, or by the operator's staff on its behalf."),
)
DECIDE_DISPOSAL = Permission(
    name="assets.decide_disposal",
    scopes={Role.APPROVER: _staff("agreement__", Role.APPROVER)},
    refusal=_("Only those who approve for the operator decide what becomes of an asset."),
)
