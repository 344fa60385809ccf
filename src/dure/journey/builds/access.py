"""Who sees a build, works on it, looks after it, and who may say what of a supplier."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.access.permission import Permission, Scope, everything
from dure.foundation.access.scopes import in_city, of_firm, of_organisations, of_supplier, run_by

READERS = (Role.PROVINCE, Role.COUNCIL, Role.AUDITOR, Role.PARTNER)


def _mentors(agreement: str) -> dict[Role, Scope]:
    """The mentors who write the firm's plan with it."""
    editors = f"{agreement}application__co_editors__"

    def scope(actor: Actor) -> Q:
        return Q(**{f"{editors}person_id": actor.person_id, f"{editors}removed_at__isnull": True})

    return {Role.MENTOR: scope}


def _outside(agreement: str) -> dict[Role, Scope]:
    """Those outside the operator's house who take part, over rows whose agreement lies behind the path."""
    return {**of_firm(agreement), **of_supplier(agreement), **in_city(agreement), **_mentors(agreement)}


def _seen(path: str, narrowed: Q) -> dict[Role, Scope]:
    """Everyone who may see; those outside the operator's house see only what ``narrowed`` leaves."""
    agreement = f"{path}agreement__"

    def within(scope: Scope) -> Scope:
        return (lambda actor: scope(actor) & narrowed) if narrowed else scope

    return {
        **run_by(f"{agreement}programme__", *STAFF),
        **{role: within(scope) for role, scope in _outside(agreement).items()},
        **dict.fromkeys(READERS, everything),
    }


_STAFF = run_by("agreement__programme__", *STAFF)
_FIRM = of_firm("agreement__")
_SUPPLIER = of_supplier("agreement__")

VIEW_BUILD = Permission(
    name="builds.view_build",
    scopes=_seen("", Q()),
    refusal=_("A build is open to its firm and supplier, to its city or county and to those who run the programme."),
)
LEAD_BUILD = Permission(
    name="builds.lead_build",
    scopes=_STAFF,
    refusal=_("Builds are looked after by the operator's staff."),
)
WORK_ON_BUILD = Permission(
    name="builds.work_on_build",
    scopes=_STAFF | _FIRM | _SUPPLIER,
    refusal=_("Only the firm, its supplier and the operator's staff work on this build."),
)
REPORT_PROGRESS = Permission(
    name="builds.report_progress",
    scopes=_STAFF | _SUPPLIER,
    refusal=_("Progress is reported by the supplier of this build."),
)
ACCEPT_BUILD = Permission(
    name="builds.accept_build",
    scopes=_FIRM,
    refusal=_("Only the firm itself accepts its system."),
)
SPEAK_FOR_FIRM = Permission(
    name="builds.speak_for_firm",
    scopes=_STAFF | _FIRM,
    refusal=_("This is for the firm, or the operator's staff on its behalf."),
)
VIEW_INSPECTION = Permission(
    name="builds.view_inspection",
    # An unannounced check is announced to nobody before it was held.
    scopes=_seen("build__", ~Q(kind="surprise") | Q(status="done")),
    refusal=_("This check is open to those who see the build."),
)
VIEW_PART = Permission(
    name="builds.view_part",
    scopes=_seen("build__", Q()),
    refusal=VIEW_BUILD.refusal,
)
VIEW_FINDING = Permission(
    name="builds.view_finding",
    scopes=_seen("inspection__build__", Q()),
    refusal=VIEW_BUILD.refusal,
)
_PEOPLE = (*STAFF, *READERS, Role.CITY, Role.MENTOR, Role.FORUM, Role.FIRM)


def _listed(_actor: Actor) -> Q:
    return Q(is_listed=True)


_own_profile = of_organisations("organisation_id", Role.SUPPLIER)


def _own_or_listed(actor: Actor) -> Q:
    return _listed(actor) | _own_profile(actor)


VIEW_SUPPLIER = Permission(
    name="builds.view_supplier",
    scopes={
        **dict.fromkeys(_PEOPLE, _listed),
        **dict.fromkeys((*STAFF, Role.AUDITOR), everything),
        Role.SUPPLIER: _own_or_listed,
    },
    refusal=_("The supplier register is open to those who take part in a programme."),
)
EDIT_SUPPLIER = Permission(
    name="builds.edit_supplier",
    scopes={**dict.fromkeys(STAFF, everything), Role.SUPPLIER: _own_profile},
    refusal=_("A supplier's page is kept by the supplier itself."),
)
JUDGE_SUPPLIER = Permission(
    name="builds.judge_supplier",
    scopes=dict.fromkeys(STAFF, everything),
    refusal=_("Capability levels and objections are the operator's to decide."),
)
OBJECT = Permission(
    name="builds.object",
    scopes={Role.SUPPLIER: _own_profile},
    refusal=_("Only the supplier itself may object to a figure of its record."),
)
VIEW_OBJECTION = Permission(
    name="builds.view_objection",
    scopes={
        **dict.fromkeys((*STAFF, Role.AUDITOR), everything),
        Role.SUPPLIER: of_organisations("profile__organisation_id", Role.SUPPLIER),
    },
    refusal=_("An objection is open to the supplier that filed it and to the operator's staff."),
)
