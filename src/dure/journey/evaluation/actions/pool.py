"""The pool of candidate assessors: who is in it, and the pledge each gives."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.foundation.parties.actions import grant_role
from dure.foundation.parties.queries import people_with
from dure.journey.evaluation.access import BE_ASSESSOR, RUN_POOL, RUN_PROGRAMME
from dure.journey.evaluation.models import Assessor, Assignment
from dure.journey.evaluation.states import AssignmentState, SheetState

if TYPE_CHECKING:
    from dure.foundation.parties.models import Person
    from dure.journey.programmes.models import Programme


@dataclass(frozen=True)
class Expertise:
    """What is known of an assessor. ``topics`` are codes of sectors and support types, ``max_load`` firms a step."""

    topics: Sequence[str] = ()
    employer: str = ""
    past_employers: Sequence[str] = ()
    max_load: int = 60


def add_assessor(
    *, programme: Programme, person: Person, by: Actor, at: datetime, expertise: Expertise | None = None
) -> Assessor:
    """Enter a person in the pool and let them sign in as an assessor; one who had left comes back."""
    RUN_PROGRAMME.demand(by, programme)
    if Assessor.objects.filter(programme=programme, person=person, left_at__isnull=True).exists():
        raise ActionRefused(_("%(name)s is already in the pool.") % {"name": person.name})
    with act("evaluation.add_assessor", chain=programme.chain, by=by, at=at) as this:
        row, _created = Assessor.objects.update_or_create(
            programme=programme, person=person, defaults={**_fields(expertise or Expertise()), "left_at": None}
        )
        this.about(row)
        if not people_with(Role.ASSESSOR).filter(pk=person.pk).exists():
            grant_role(
                person=person,
                organisation=programme.operator,
                role=Role.ASSESSOR,
                from_on=timezone.localdate(at),
                by=by,
                at=at,
            )
    return row


def change_assessor(*, assessor: Assessor, expertise: Expertise, by: Actor, at: datetime) -> Assessor:
    """Correct what is known of an assessor."""
    RUN_POOL.demand(by, assessor)
    with _pool_act("change_assessor", assessor, by, at):
        for name, value in _fields(expertise).items():
            setattr(assessor, name, value)
        assessor.save()
    return assessor


def leave_pool(*, assessor: Assessor, by: Actor, at: datetime, reason: str) -> None:
    """Take an assessor out of the pool. Sheets still open must be handed to others first; signed ones stay."""
    RUN_POOL.demand(by, assessor)
    if not reason.strip():
        raise ActionRefused(_("Say why the assessor leaves the pool."))
    waiting = Assignment.objects.filter(
        assessor=assessor, status=AssignmentState.ASSIGNED, sheet__status=SheetState.OPEN
    ).count()
    if waiting:
        words = _("%(n)d sheets of this assessor are still open. Take the assessor off these firms first.")
        raise ActionRefused(words % {"n": waiting})
    with _pool_act("leave_pool", assessor, by, at, reason):
        assessor.left_at = at
        assessor.save(update_fields=["left_at"])


def sign_pledge(*, assessor: Assessor, by: Actor, at: datetime) -> Assessor:
    """The assessor pledges secrecy and integrity (보안·청렴서약); without it no file is opened. Once is enough."""
    BE_ASSESSOR.demand(by, assessor)
    if assessor.pledged_at is None:
        with _pool_act("sign_pledge", assessor, by, at):
            assessor.pledged_at = at
            assessor.save(update_fields=["pledged_at"])
    return assessor


def _fields(expertise: Expertise) -> dict[str, object]:
    return {
        "topics": sorted(set(expertise.topics)),
        "employer": expertise.employer.strip(),
        "past_employers": [name.strip() for name in expertise.past_employers if name.strip()],
        "max_load": expertise.max_load,
    }


def _pool_act(verb: str, assessor: Assessor, by: Actor, at: datetime, reason: str = "") -> AbstractContextManager[Act]:
    return act(f"evaluation.{verb}", chain=assessor.programme.chain, by=by, at=at, subject=assessor, reason=reason)
