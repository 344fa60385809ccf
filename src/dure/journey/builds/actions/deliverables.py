"""Deliverables (산출물): handed in with their files, accepted, given back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents import queries as documents
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.builds.access import SPEAK_FOR_FIRM, WORK_ON_BUILD
from dure.journey.builds.actions.frame import chain, under_way
from dure.journey.builds.models import Deliverable


def hand_in_deliverable(*, deliverable: Deliverable, by: Actor, at: datetime) -> Deliverable:
    """Hand it in; its file must be attached."""
    WORK_ON_BUILD.demand(by, deliverable.build)
    with act("builds.hand_in_deliverable", chain=chain(deliverable.build), by=by, at=at, subject=deliverable) as this:
        under_way(deliverable.build_id)
        if not documents.of(deliverable).exists():
            raise ActionRefused(_("Attach the file first, then hand the deliverable in."))
        move(deliverable, "hand_in", by=by, at=at)
        deliverable.handed_in_at = at
        deliverable.save(update_fields=["handed_in_at"])
        this.evidence(deliverable)
    return deliverable


def accept_deliverable(*, deliverable: Deliverable, by: Actor, at: datetime) -> Deliverable:
    """The firm, or the staff for it, has looked at it and takes it."""
    SPEAK_FOR_FIRM.demand(by, deliverable.build)
    with act("builds.accept_deliverable", chain=chain(deliverable.build), by=by, at=at, subject=deliverable) as this:
        under_way(deliverable.build_id)
        move(deliverable, "accept", by=by, at=at)
        deliverable.accepted_at = at
        deliverable.save(update_fields=["accepted_at"])
        this.evidence(deliverable)
    return deliverable


def return_deliverable(*, deliverable: Deliverable, by: Actor, at: datetime, reason: str) -> Deliverable:
    """Give it back to be mended; it is due again."""
    SPEAK_FOR_FIRM.demand(by, deliverable.build)
    named: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    with act("builds.return_deliverable", chain=chain(deliverable.build), subject=deliverable, **named) as this:
        under_way(deliverable.build_id)
        move(deliverable, "give_back", **named)
        deliverable.handed_in_at = deliverable.accepted_at = None
        deliverable.save(update_fields=["handed_in_at", "accepted_at"])
        this.evidence(deliverable)
    return deliverable
