"""Who sees a build, works on it, looks after it, and who may say what of a supplier."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, Scope, everything

STAFF = (Role.OPERATOR, Role.APPROVER)
READERS = (Role.PROVINCE, Role.COUNCIL, Role.AUDITOR, Role.PARTNER)


def _reach(prefix: str) -> tuple[Scope, Scope, Scope, Scope, Scope]:
    """Scopes of staff, firm, supplier, city and mentor over rows whose agreement lies behind ``prefix``."""

    def by(field: str, ids: Callable[[Actor], object]) -> Scope:
        return lambda actor: Q(**{f"{prefix}agreement__{field}": ids(actor)})

    return (
        by("programme__operator_id__in", lambda actor: actor.organisations(*STAFF)),
        by("firm_id__in", lambda actor: actor.organisations(Role.FIRM)),
        by("supplier_id__in", lambda actor: actor.organisations(Role.SUPPLIER)),
        by("city_id__in", lambda actor: actor.places(Role.CITY)),
        lambda actor: Q(
            **{
                f"{prefix}agreement__application__co_editors__person_id": actor.person_id,
                f"{prefix}agreement__application__co_editors__removed_at__isnull": True,
            }
        ),
    )


def _seen(prefix: str, narrowed: Q) -> dict[Role, Scope]:
    """Everyone who may see; those outside the operator's house see only what ``narrowed`` leaves."""
    staff, firm, supplier, city, mentor = _reach(prefix)

    def within(scope: Scope) -> Scope:
        return (lambda actor: scope(actor) & narrowed) if narrowed else scope

    return {
        **dict.fromkeys(STAFF, staff),
        Role.FIRM: within(firm),
        Role.SUPPLIER: within(supplier),
        Role.CITY: within(city),
        Role.MENTOR: within(mentor),
        **dict.fromkeys(READERS, everything),
    }


_staff, _firm, _supplier, _city, _mentor = _reach("")

VIEW_BUILD = Permission(
    name="builds.view_build",
    scopes=_seen("", Q()),
    refusal=_("A build is open to its firm and supplier, to its city or county and to those who run the programme."),
)
LEAD_BUILD = Permission(
    name="builds.lead_build",
    scopes=dict.fromkeys(STAFF, _staff),
    refusal=_("Builds are looked after by the operator's staff."),
)
WORK_ON_BUILD = Permission(
    name="builds.work_on_build",
    scopes={**dict.fromkeys(STAFF, _staff), Role.FIRM: _firm, Role.SUPPLIER: _supplier},
    refusal=_("Only the firm, its supplier and the operator's staff work on this build."),
)
REPORT_PROGRESS = Permission(
    name="builds.report_progress",
    scopes={**dict.fromkeys(STAFF, _staff), Role.SUPPLIER: _supplier},
    refusal=_("Progress is reported by the supplier of this build."),
)
ACCEPT_BUILD = Permission(
    name="builds.accept_build",
    scopes={Role.FIRM: _firm},
    refusal=_("Only the firm itself accepts its system."),
)
SPEAK_FOR_FIRM = Permission(
    name="builds.speak_for_firm",
    scopes={**dict.fromkeys(STAFF, _staff), Role.FIRM: _firm},
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


def _own_or_listed(actor: Actor) -> Q:
    return Q(is_listed=True) | Q(organisation_id__in=actor.organisations(Role.SUPPLIER))


def _own_profile(actor: Actor) -> Q:
    return Q(organisation_id__in=actor.organisations(Role.SUPPLIER))


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
        Role.SUPPLIER: lambda actor: Q(profile__organisation_id__in=actor.organisations(Role.SUPPLIER)),
    },
    refusal=_("An objection is open to the supplier that filed it and to the operator's staff."),
)
