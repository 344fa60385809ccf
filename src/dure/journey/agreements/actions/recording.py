"""What later stages write back: the build is complete, or it is not after all; the settlement is closed."""

from datetime import datetime

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.agreements.access import MANAGE_AGREEMENT
from dure.journey.agreements.actions.duties import close_duties, end_is_reached, expect_end
from dure.journey.agreements.actions.endings import close_changes
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.states import AgreementState

ENDED_EARLY = (AgreementState.GIVEN_UP, AgreementState.TERMINATED)


def record_completed(*, agreement: Agreement, by: Actor, at: datetime) -> Agreement:
    """The final check is passed."""
    return _record(agreement, "complete", "agreements.record_completed", by=by, at=at)


def take_completion_back(*, agreement: Agreement, by: Actor, at: datetime, reason: str) -> Agreement:
    """What was accepted as complete is not."""
    return _record(agreement, "resume", "agreements.take_completion_back", by=by, at=at, reason=reason)


def record_settled(*, agreement: Agreement, by: Actor, at: datetime) -> Agreement:
    """The settlement is closed. A project that was given up or terminated keeps that state; its duties are over."""
    if agreement.status in ENDED_EARLY:
        MANAGE_AGREEMENT.demand(by, agreement)
        chain = agreement.programme.chain
        with act("agreements.record_settled", chain=chain, by=by, at=at, subject=agreement):
            close_duties(agreement, at=at)
        return agreement
    return _record(agreement, "settle", "agreements.record_settled", by=by, at=at)


def _record(
    agreement: Agreement, transition: str, action: str, *, by: Actor, at: datetime, reason: str = ""
) -> Agreement:
    MANAGE_AGREEMENT.demand(by, agreement)
    with act(action, chain=agreement.programme.chain, by=by, at=at, subject=agreement, reason=reason) as this:
        move(agreement, transition, by=by, at=at, reason=reason)
        _turn_duties(agreement, transition, at)
        if transition == "settle":
            close_changes(agreement, by=SYSTEM, at=at)
            agreement.ended_at = at
            agreement.save(update_fields=["ended_at"])
            this.evidence(agreement)
    return agreement


def _turn_duties(agreement: Agreement, transition: str, at: datetime) -> None:
    if transition == "complete":
        end_is_reached(agreement, at=at)
    elif transition == "resume":
        expect_end(agreement, at=at)
    else:
        close_duties(agreement, at=at)
