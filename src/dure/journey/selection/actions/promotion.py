"""The reserve moves up by the rule when a selected firm gives up."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.applications import actions as application_actions
from dure.journey.selection.access import APPROVE
from dure.journey.selection.engine import who_comes_in
from dure.journey.selection.models import Decision, Promotion, Publication, Result


def promote_reserve(*, publication: Publication, vacated: Decision, by: Actor, at: datetime) -> list[Promotion]:
    """Fill the place that ``vacated`` left: all others stay, the rule says who comes in (one, several or nobody)."""
    APPROVE.demand(by, vacated)
    if vacated.application.status != "gave_up":
        raise ActionRefused(_("This firm has not given up its place."))
    if Promotion.objects.filter(vacated_id=vacated.application_id).exists():
        raise ActionRefused(_("This place has been filled already."))
    with act("selection.promote_reserve", chain=publication.programme.chain, by=by, at=at, subject=publication) as this:
        staying = publication.decisions.filter(result=Result.SELECTED, application__status="selected")
        gone = publication.decisions.filter(application__status__in=("gave_up", "withdrawn"))
        coming = who_comes_in(
            publication.scenario.problem,
            staying=list(staying.values_list("application__number", flat=True)),
            gone=list(gone.values_list("application__number", flat=True)),
            scores={d.application.number: d.score for d in publication.decisions.select_related("application")},
        )
        rows = [_bring_in(publication, number, vacated, coming.digest, by, at) for number in coming.numbers]
        this.evidence(*rows)
        this.detail.update(vacated=vacated.application.number, promoted=list(coming.numbers), digest=coming.digest)
    return rows


def _bring_in(
    publication: Publication, number: str, vacated: Decision, digest: str, by: Actor, at: datetime
) -> Promotion:
    decision = publication.decisions.select_related("application").get(application__number=number)
    with act("selection.bring_in", chain=publication.programme.chain, by=by, at=at, subject=decision):
        application_actions.record_decision(application=decision.application, transition="select", by=by, at=at)
        decision.result, decision.reserve_rank = Result.SELECTED, None
        decision.save(update_fields=["result", "reserve_rank"])
    return Promotion.objects.create(
        vacated_id=vacated.application_id, promoted_id=decision.application_id, digest=digest, at=at
    )
