"""Conflicts of interest: found by rule (제척), challenged by a party (기피), declared by the assessor (회피)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.foundation.messages.actions import send
from dure.foundation.parties.queries import people_with
from dure.journey.applications.queries import applications_of
from dure.journey.evaluation.access import RUN_POOL, RUN_PROGRAMME
from dure.journey.evaluation.actions.assignments import take_off
from dure.journey.evaluation.live import TAKING_PART
from dure.journey.evaluation.models import Assessor, Assignment, Conflict, ConflictKind
from dure.journey.evaluation.states import AssignmentState, PhaseState
from dure.journey.evaluation.tie_facts import candidates, parties
from dure.journey.evaluation.ties import Tie, ties

if TYPE_CHECKING:
    from dure.journey.applications.models import Application
    from dure.journey.programmes.models import Programme


@dataclass(frozen=True)
class Found:
    """What a search for ties gave: the new conflicts, and the assignments that had to be taken off."""

    conflicts: tuple[Conflict, ...]
    taken_off: int


def declare_conflict(
    *, assessor: Assessor, application: Application, kind: str, reason: str, by: Actor, at: datetime
) -> Conflict:
    """Write down a conflict; from then on the assessor reaches nothing of the firm and is taken off it.

    An assessor may only withdraw from a firm; challenges and exclusions are written down by staff.
    """
    own = assessor.person_id == by.person_id and kind == ConflictKind.SELF_WITHDRAWAL
    if not own:
        RUN_POOL.demand(by, assessor)
    if not reason.strip():
        raise ActionRefused(_("Write what the conflict of interest is, in a sentence."))
    if application.programme_id != assessor.programme_id:
        raise AccessRefused(_("The firm and the assessor belong to different programmes."))
    if _open(assessor, application, kind).exists():
        raise ActionRefused(_("This conflict is already on record."))
    with act(
        "evaluation.declare_conflict", chain=assessor.programme.chain, by=by, at=at, subject=assessor, reason=reason
    ) as this:
        row = _record(this, assessor, application.pk, kind=kind, reason=reason.strip(), by=by, at=at)
        if own:
            _tell_staff(row, by, at)
    return row


def find_conflicts(*, programme: Programme, by: Actor, at: datetime) -> Found:
    """Look for ties between every assessor and every firm, and write down those not yet known.

    A tie that staff have lifted with a reason is not written down again.
    """
    RUN_PROGRAMME.demand(by, programme)
    pool = list(
        Assessor.objects.filter(programme=programme, left_at__isnull=True).select_related("person", "programme")
    )
    firms = [row for row in applications_of(programme.pk) if row.status in TAKING_PART]
    known = _known(programme.pk)
    who, sides = candidates(pool), parties(firms)
    made: list[Conflict] = []
    with act("evaluation.find_conflicts", chain=programme.chain, by=by, at=at) as this:
        before = Assignment.objects.filter(phase__programme=programme, status=AssignmentState.ASSIGNED).count()
        for assessor in pool:
            for firm in firms:
                tie = next(iter(ties(who[assessor.pk], sides[firm.id])), None)
                if tie is not None and not _settled(known, assessor.pk, firm.id, tie):
                    made.append(
                        _record(
                            this,
                            assessor,
                            firm.id,
                            kind=ConflictKind.EXCLUSION,
                            reason=tie.name,
                            by=by,
                            at=at,
                            rule=tie.rule,
                        )
                    )
        after = Assignment.objects.filter(phase__programme=programme, status=AssignmentState.ASSIGNED).count()
        this.detail["found"] = len(made)
    return Found(tuple(made), before - after)


def lift_conflict(*, conflict: Conflict, by: Actor, at: datetime, reason: str) -> None:
    """Lift a conflict with a reason: the assessor may be assigned to the firm again."""
    RUN_POOL.demand(by, conflict.assessor)
    if conflict.lifted_at is not None:
        raise ActionRefused(_("This conflict was lifted before."))
    if not reason.strip():
        raise ActionRefused(_("Say why there is no conflict of interest, in a sentence."))
    programme = conflict.assessor.programme
    with act("evaluation.lift_conflict", chain=programme.chain, by=by, at=at, subject=conflict, reason=reason):
        conflict.lifted_at, conflict.lifted_reason = at, reason.strip()
        conflict.save(update_fields=["lifted_at", "lifted_reason"])


def _tell_staff(row: Conflict, by: Actor, at: datetime) -> None:
    """The firm now lacks an assessor: its operator hears of it at once."""
    operator_id = row.assessor.programme.operator_id
    send(
        to=people_with(Role.OPERATOR, organisation_id=operator_id),
        subject=_("%(name)s withdraws from assessing %(firm)s")
        % {"name": row.assessor.person.name, "firm": row.application.firm.name},
        body=row.reason,
        kind="evaluation",
        by=by,
        at=at,
        link=reverse("evaluation:conflict", args=[row.pk]),
        dedupe_key=f"evaluation.withdrawn:{row.pk}",
    )


def _record(
    this: Act,
    assessor: Assessor,
    application_id: int,
    *,
    kind: str,
    reason: str,
    by: Actor,
    at: datetime,
    rule: str = "",
) -> Conflict:
    row = Conflict.objects.create(
        assessor=assessor,
        application_id=application_id,
        kind=kind,
        found_by_rule=bool(rule),
        rule=rule,
        reason=reason,
        declared_at=at,
    )
    this.evidence(row)
    # A closed step keeps its panel: its figures must stay recomputable. The conflict closes the file all the same.
    for assignment in Assignment.objects.filter(
        assessor=assessor, application_id=application_id, status=AssignmentState.ASSIGNED
    ).exclude(phase__status=PhaseState.CLOSED):
        take_off(assignment, by=by, at=at, reason=str(ConflictKind(kind).label))
    return row


def _open(assessor: Assessor, application: Application, kind: str) -> QuerySet[Conflict]:
    return Conflict.objects.filter(assessor=assessor, application=application, kind=kind, lifted_at__isnull=True)


def _known(programme_id: int) -> list[Conflict]:
    return list(Conflict.objects.filter(assessor__programme_id=programme_id, kind=ConflictKind.EXCLUSION))


def _settled(known: list[Conflict], assessor_id: int, application_id: int, tie: Tie) -> bool:
    """Whether an open exclusion stands already, or this very tie was lifted before."""
    return any(
        row.assessor_id == assessor_id
        and row.application_id == application_id
        and (row.lifted_at is None or row.rule == tie.rule)
        for row in known
    )
