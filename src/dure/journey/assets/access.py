"""Who sees what the money bought, who keeps the register, who stands before a thing, and who lets it go."""

from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.access.permission import Permission, Scope
from dure.foundation.access.scopes import OVERSIGHT, in_city, in_province, of_firm, of_organisations, run_by


def _offices(prefix: str) -> dict[Role, Scope]:
    """Everyone who reads the register, over rows whose asset lies behind ``prefix``."""
    agreement, programme = f"{prefix}agreement__", f"{prefix}agreement__programme__"
    return {
        **run_by(programme, *STAFF),
        **in_province(programme),
        **in_city(agreement),
        Role.PARTNER: of_organisations(f"{programme}memoranda__parties__organisation_id", Role.PARTNER),
        **OVERSIGHT,
    }


def _readers(prefix: str) -> dict[Role, Scope]:
    return {**_offices(prefix), **of_firm(f"{prefix}agreement__")}


def _keepers(agreement: str) -> dict[Role, Scope]:
    return {**run_by(f"{agreement}programme__", *STAFF), **of_firm(agreement)}


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
    scopes=of_firm("agreement__"),
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
    scopes=run_by("agreement__programme__", Role.APPROVER),
    refusal=_("Only those who approve for the operator decide what becomes of an asset."),
)
