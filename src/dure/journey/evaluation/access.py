"""Who may do and see what in the evaluation. An assessor in conflict with a firm reaches nothing of it, anywhere."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.access.permission import Permission, Scope
from dure.foundation.access.scopes import OVERSIGHT, of_person, run_by
from dure.journey.evaluation.models import Assignment, Conflict
from dure.journey.evaluation.states import AssignmentState, PhaseState


def _open_conflict(assessor: str, application: str) -> Exists:
    """Whether a conflict that was not lifted stands between the two, both as paths of the outer row."""
    return Exists(
        Conflict.objects.filter(assessor=OuterRef(assessor), application=OuterRef(application), lifted_at__isnull=True)
    )


def _conflict_of(actor: Actor, application: str) -> Exists:
    return Exists(
        Conflict.objects.filter(
            assessor__person=actor.person_id, application=OuterRef(application), lifted_at__isnull=True
        )
    )


def _assigned(actor: Actor, application: str, **more: object) -> Exists:
    """Whether the actor is assigned to the outer row's application, in a step narrowed by ``more``."""
    return Exists(
        Assignment.objects.filter(
            assessor__person=actor.person_id,
            application=OuterRef(application),
            status=AssignmentState.ASSIGNED,
            **more,
        )
    )


def _readers(path: str) -> dict[Role, Scope]:
    """Staff of the programme, and those who read everything and change nothing."""
    return {**run_by(path, *STAFF), **OVERSIGHT}


_own_assessor = of_person("person_id")


def _my_panels(actor: Actor) -> Q:
    here = _assigned(actor, "application", phase=OuterRef("phase"))
    return Q(here) & Q(~_conflict_of(actor, "application"))


def _my_assignments(actor: Actor) -> Q:
    mine = Q(assessor__person=actor.person_id, status=AssignmentState.ASSIGNED)
    return mine & Q(~_open_conflict("assessor", "application"))


def _my_sheets(actor: Actor) -> Q:
    mine = Q(assignment__assessor__person=actor.person_id, assignment__status=AssignmentState.ASSIGNED)
    return mine & Q(~_open_conflict("assignment__assessor", "assignment__application"))


def _sheets_of_my_panel(actor: Actor) -> Q:
    """While a step is discussed, the panel of a firm sees each other's sheets of that firm."""
    discussing = Q(assignment__phase__status=PhaseState.DISCUSSING, assignment__status=AssignmentState.ASSIGNED)
    beside = _assigned(actor, "assignment__application", phase=OuterRef("assignment__phase"))
    return discussing & Q(beside) & Q(~_conflict_of(actor, "assignment__application"))


def _closed_sheets(*roles: Role) -> Scope:
    def scope(actor: Actor) -> Q:
        closed = Q(assignment__phase__status=PhaseState.CLOSED)
        return closed & Q(assignment__phase__programme__operator_id__in=actor.organisations(*roles))

    return scope


def _every_closed_sheet(_actor: Actor) -> Q:
    return Q(assignment__phase__status=PhaseState.CLOSED)


def _my_site_checks(actor: Actor) -> Q:
    here = _assigned(actor, "application")
    return Q(here) & Q(~_conflict_of(actor, "application"))


def _my_site_checks_to_write(actor: Actor) -> Q:
    here = _assigned(actor, "application", phase__step="site_check")
    return (Q(here) | Q(lead_id=actor.person_id)) & Q(~_conflict_of(actor, "application"))


_led = of_person("lead_id")
_NOT_STAFF = _("Only the operator's staff of this programme may do this.")

SEE_POOL = Permission(
    name="evaluation.see_pool",
    scopes={**_readers("programme__"), Role.ASSESSOR: _own_assessor},
    refusal=_("The pool of candidate assessors is open to the operator's staff only."),
)
RUN_POOL = Permission(name="evaluation.run_pool", scopes=run_by("programme__", *STAFF), refusal=_NOT_STAFF)
BE_ASSESSOR = Permission(
    name="evaluation.be_assessor",
    scopes={Role.ASSESSOR: _own_assessor},
    refusal=_("This page is for assessors of the programme."),
)
SEE_CONFLICT = Permission(
    name="evaluation.see_conflict",
    scopes=_readers("assessor__programme__"),
    refusal=_("Conflicts are open to the operator's staff only."),
)
SEE_PHASE = Permission(
    name="evaluation.see_phase",
    scopes={**_readers("programme__"), **run_by("programme__", Role.COMMITTEE)},
    refusal=_("The progress of the evaluation is open to the operator's staff and the committee."),
)
RUN_PHASE = Permission(name="evaluation.run_phase", scopes=run_by("programme__", *STAFF), refusal=_NOT_STAFF)
RUN_PROGRAMME = Permission(
    name="evaluation.run_programme",
    scopes=run_by("", *STAFF),
    refusal=_NOT_STAFF,
)
SEE_PANEL = Permission(
    name="evaluation.see_panel",
    scopes={**_readers("phase__programme__"), Role.ASSESSOR: _my_panels},
    refusal=_("You are not assigned to this firm."),
)
SEE_ASSIGNMENT = Permission(
    name="evaluation.see_assignment",
    scopes={**_readers("phase__programme__"), Role.ASSESSOR: _my_assignments},
    refusal=_("You are not assigned to this firm."),
)
SCORE = Permission(
    name="evaluation.score",
    scopes={Role.ASSESSOR: _my_sheets},
    refusal=_(
        "This sheet is not yours to score: you are not assigned to this firm, or a conflict of interest is recorded. "
        "Ask the operator if that is wrong."
    ),
)
SEE_POINTS = Permission(
    name="evaluation.see_points",
    scopes={
        Role.ASSESSOR: lambda actor: _my_sheets(actor) | _sheets_of_my_panel(actor),
        Role.OPERATOR: _closed_sheets(Role.OPERATOR),
        Role.APPROVER: _closed_sheets(Role.APPROVER),
        Role.COMMITTEE: _closed_sheets(Role.COMMITTEE),
        Role.AUDITOR: _every_closed_sheet,
    },
    refusal=_("Points are shown once the step is closed. Until then each assessor sees only their own."),
)
RUN_SHEET = Permission(
    name="evaluation.run_sheet", scopes=run_by("assignment__phase__programme__", *STAFF), refusal=_NOT_STAFF
)
SEE_SITE_CHECK = Permission(
    name="evaluation.see_site_check",
    scopes={
        **_readers("application__programme__"),
        **run_by("application__programme__", Role.COMMITTEE),
        Role.ASSESSOR: lambda actor: _my_site_checks(actor) | _my_site_checks_to_write(actor),
        Role.MENTOR: _led,
    },
    refusal=_("This site check is open to those who assess the firm and to the operator's staff."),
)
WRITE_SITE_CHECK = Permission(
    name="evaluation.write_site_check",
    scopes={
        **run_by("application__programme__", *STAFF),
        Role.ASSESSOR: _my_site_checks_to_write,
        Role.MENTOR: _led,
    },
    refusal=_("Only those who visit this firm may write its site check."),
)
SEE_OFFICIAL = Permission(
    name="evaluation.see_official",
    scopes={
        **_readers("application__programme__"),
        **run_by("application__programme__", Role.COMMITTEE),
    },
    refusal=_("Scores are open to the operator's staff and the committee until the result is published."),
)
RUN_EXTRA = Permission(name="evaluation.run_extra", scopes=run_by("programme__", *STAFF), refusal=_NOT_STAFF)


def applications_of_assessor(actor: Actor) -> Q:
    """The applications an assessor may open: assigned, pledged, and not in conflict with."""
    here = Assignment.objects.filter(
        assessor__person=actor.person_id,
        assessor__pledged_at__isnull=False,
        application=OuterRef("pk"),
        status=AssignmentState.ASSIGNED,
    )
    return Q(Exists(here)) & Q(~_conflict_of(actor, "pk"))
