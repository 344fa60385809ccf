"""Two ways out: withdrawing while applying (신청철회), giving up once selected (선정포기)."""

from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.applications import news
from dure.journey.applications.access import SUBMIT
from dure.journey.applications.actions.supplementing import drop_supplement
from dure.journey.applications.models import Application


def withdraw(*, application: Application, by: Actor, at: datetime, reason: str) -> Application:
    """Withdraw before the decision. No disadvantage follows; the firm may apply again while intake is open."""
    SUBMIT.demand(by, application)
    with act(
        "applications.withdraw", chain=application.programme.chain, by=by, at=at, subject=application, reason=reason
    ):
        drop_supplement(application, by=by, at=at, reason=reason)
        move(application, "withdraw", by=by, at=at, reason=reason)
        news.left(application, gave_up=False, reason=reason, by=by, at=at)
    return application


def give_up(*, application: Application, by: Actor, at: datetime, reason: str) -> Application:
    """Give the place up after selection and before the agreement; the next on the reserve moves up."""
    SUBMIT.demand(by, application)
    with act(
        "applications.give_up", chain=application.programme.chain, by=by, at=at, subject=application, reason=reason
    ):
        move(application, "give_up", by=by, at=at, reason=reason)
        news.left(application, gave_up=True, reason=reason, by=by, at=at)
    return application
