"""Deciding eligibility, one by one or for all that nothing speaks against."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.applications import news
from dure.journey.applications.access import CHECK
from dure.journey.applications.actions.checking import OPEN_STATES
from dure.journey.applications.actions.supplementing import drop_supplement
from dure.journey.applications.models import Application, EligibilityCheck, Outcome
from dure.journey.applications.queries.checks import latest_check


def decide_eligibility(
    *, application: Application, accept: bool, by: Actor, at: datetime, reason: str = ""
) -> Application:
    """Find an application eligible or not.

    Eligible is refused while a rule is not met. Cautions and unknown facts that were not set aside need the reason.
    Not eligible always needs one.
    """
    CHECK.demand(by, application)
    action = "applications.accept" if accept else "applications.reject"
    with act(action, chain=application.programme.chain, by=by, at=at, subject=application, reason=reason):
        if accept:
            _check_acceptable(application, reason)
        drop_supplement(application, by=by, at=at, reason=reason or _("Eligibility was decided."))
        move(application, "accept" if accept else "reject", by=by, at=at, reason=reason)
        news.eligibility_decided(application, accept=accept, reason=reason, by=by, at=at)
    return application


def _check_acceptable(application: Application, reason: str) -> None:
    check = latest_check(application.pk)
    if check is None:
        raise ActionRefused(_("The rules have not been run over this application yet. Run the check first."))
    stops, open_points = _counts(check)
    if stops:
        raise ActionRefused(
            ngettext(
                "%(n)d rule is not met, so it cannot be accepted. Request a supplement, or reject it.",
                "%(n)d rules are not met, so it cannot be accepted. Request a supplement, or reject it.",
                stops,
            )
            % {"n": stops}
        )
    if open_points and not reason.strip():
        raise ActionRefused(
            ngettext(
                "%(n)d point is open. Resolve it with its reason, or write a reason for accepting.",
                "%(n)d points are open. Resolve each with its reason, or write one reason for all.",
                open_points,
            )
            % {"n": open_points}
        )


def _counts(check: EligibilityCheck) -> tuple[int, int]:
    outcomes = [result.standing_outcome for result in check.results.all()]
    return outcomes.count(Outcome.STOP), outcomes.count(Outcome.WARNING) + outcomes.count(Outcome.UNKNOWN)


@dataclass(frozen=True)
class BulkResult:
    """What a bulk decision did, and for which applications it was not done, with the reason."""

    accepted: tuple[Application, ...]
    left: tuple[tuple[Application, str], ...]


def accept_clear(*, applications: Sequence[Application], by: Actor, at: datetime, reason: str = "") -> BulkResult:
    """Find eligible all of these that no rule speaks against; each is an act of its own."""
    accepted, left = [], []
    for row in applications:
        if row.status not in OPEN_STATES:
            left.append((row, str(row.get_status_display())))
            continue
        try:
            accepted.append(decide_eligibility(application=row, accept=True, by=by, at=at, reason=reason))
        except ActionRefused as refused:
            left.append((row, refused.reason))
    return BulkResult(tuple(accepted), tuple(left))


def reconsider(*, application: Application, by: Actor, at: datetime, reason: str) -> Application:
    """Take a decision on eligibility back, so that it can be checked again."""
    CHECK.demand(by, application)
    with act(
        "applications.reconsider", chain=application.programme.chain, by=by, at=at, subject=application, reason=reason
    ):
        move(application, "reconsider", by=by, at=at, reason=reason)
        news.reconsidered(application, reason=reason, by=by, at=at)
    return application
