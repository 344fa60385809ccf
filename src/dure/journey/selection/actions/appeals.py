"""Appeals within the days of the notice, re-decided without disturbing the others."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.deadlines import meet_deadline, set_deadline
from dure.foundation.workflow.gate import move
from dure.journey.applications import actions as application_actions
from dure.journey.selection.access import DECIDE_APPEAL, FILE_APPEAL
from dure.journey.selection.engine import enters_beside
from dure.journey.selection.models import Appeal, Decision, Publication, Result

ANSWER_APPEAL = "selection.answer_appeal"


def file_appeal(*, decision: Decision, grounds: str, by: Actor, at: datetime) -> Appeal:
    """File an appeal against one's own decision; refused after the notice's days and while one is open."""
    FILE_APPEAL.demand(by, decision)
    publication = decision.publication
    closes = publication.appeals_close_at
    if closes is None or at >= closes:
        raise ActionRefused(_("The days to appeal are over. Ask the operator for a consultation instead."))
    if decision.result == Result.SELECTED:
        raise ActionRefused(_("Your firm was selected; there is nothing to appeal against."))
    if not grounds.strip():
        raise ActionRefused(_("Write in a few sentences what you think is wrong."))
    if decision.appeals.exclude(status="withdrawn").exists():
        raise ActionRefused(_("An appeal against this decision was filed already."))
    with act("selection.file_appeal", chain=publication.programme.chain, by=by, at=at) as this:
        row = Appeal.objects.create(decision=decision, grounds=grounds.strip(), filed_at=at, filed_by_id=by.person_id)
        this.about(row)
        set_deadline(
            row,
            ANSWER_APPEAL,
            due_at=max(closes, at),
            at=at,
            programme_id=publication.programme_id,
            organisation_id=publication.programme.operator_id,
        )
    return row


def withdraw_appeal(*, appeal: Appeal, by: Actor, at: datetime) -> Appeal:
    """The firm takes its appeal back."""
    FILE_APPEAL.demand(by, appeal.decision)
    with act("selection.withdraw_appeal", chain=_chain(appeal), by=by, at=at, subject=appeal):
        move(appeal, "withdraw", by=by, at=at)
        meet_deadline(appeal, ANSWER_APPEAL, at=at)
    return appeal


def decide_appeal(
    *, appeal: Appeal, uphold: bool, answer: str, by: Actor, at: datetime, score: Decimal | None = None
) -> Appeal:
    """Decide an appeal; ``score`` is the corrected official score where the appeal is upheld.

    With the corrected score the firm enters if the rule takes it beside all who were selected; otherwise it
    goes on the reserve or stays where it was. Nobody else's decision changes.
    """
    DECIDE_APPEAL.demand(by, appeal)
    if not answer.strip():
        raise ActionRefused(_("Write the answer that the firm will read."))
    decision = appeal.decision
    with act("selection.decide_appeal", chain=_chain(appeal), by=by, at=at, subject=appeal, reason=answer) as this:
        move(appeal, "uphold" if uphold else "dismiss", by=by, at=at, reason=answer)
        appeal.answer, appeal.decided_at = answer.strip(), at
        appeal.save(update_fields=["answer", "decided_at"])
        meet_deadline(appeal, ANSWER_APPEAL, at=at)
        if uphold and score is not None:
            _decide_again(decision, score, by, at)
            this.evidence(decision)
    return appeal


def _decide_again(decision: Decision, score: Decimal, by: Actor, at: datetime) -> None:
    publication: Publication = decision.publication
    selected = publication.decisions.filter(result=Result.SELECTED).values_list("application__number", flat=True)
    number = decision.application.number
    decision.reasons = {**decision.reasons, "score_before_appeal": str(decision.score)}
    decision.score = score
    if enters_beside(publication.scenario.problem, list(selected), number, score):
        decision.result, decision.reserve_rank = Result.SELECTED, None
        application_actions.record_decision(application=decision.application, transition="select", by=by, at=at)
    elif decision.result == Result.NOT_SELECTED:
        decision.result, decision.reserve_rank = Result.RESERVE, _next_rank(decision)
        application_actions.record_decision(application=decision.application, transition="reserve", by=by, at=at)
    decision.save(update_fields=["reasons", "score", "result", "reserve_rank"])


def _next_rank(decision: Decision) -> int:
    same_type = decision.publication.decisions.filter(
        result=Result.RESERVE, application__type_code=decision.application.type_code
    )
    return 1 + max((d.reserve_rank or 0 for d in same_type), default=0)


def _chain(appeal: Appeal) -> str:
    return appeal.decision.publication.programme.chain
