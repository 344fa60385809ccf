"""What later stages write back: the close of the evaluation, and the decision."""

from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.applications.access import DECIDE
from dure.journey.applications.models import Application

DECISIONS = ("select", "reserve", "decline", "undo_decision")


def record_evaluation(*, application: Application, passed: bool, by: Actor, at: datetime) -> Application:
    """Record that the evaluation is closed, and whether every minimum score was reached."""
    DECIDE.demand(by, application)
    with act("applications.record_evaluation", chain=application.programme.chain, by=by, at=at, subject=application):
        move(application, "score" if passed else "fail_minimum", by=by, at=at)
    return application


def record_decision(
    *, application: Application, transition: str, by: Actor, at: datetime, reason: str = ""
) -> Application:
    """Record the committee's decision; ``transition`` is one of ``DECISIONS``."""
    if transition not in DECISIONS:
        raise ValueError(f"{transition} is not a decision: {', '.join(DECISIONS)}")
    DECIDE.demand(by, application)
    with act(
        "applications.record_decision",
        chain=application.programme.chain,
        by=by,
        at=at,
        subject=application,
        reason=reason,
    ):
        move(application, transition, by=by, at=at, reason=reason)
    return application
