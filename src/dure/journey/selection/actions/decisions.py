"""From a proposed scenario to a published list."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.applications import actions as application_actions
from dure.journey.applications import queries as applications
from dure.journey.applications.queries import ApplicationFacts
from dure.journey.evaluation import queries as evaluation
from dure.journey.programmes import queries as programmes
from dure.journey.selection.access import APPROVE, PUBLISH, WORK_ON_SCENARIO
from dure.journey.selection.committee import seated
from dure.journey.selection.models import Attendance, Decision, Publication, Result, Scenario
from dure.journey.selection.reserve import reserve_ranks
from dure.journey.selection.states import PublicationState, ScenarioState

_STEPS = {Result.SELECTED: "select", Result.RESERVE: "reserve", Result.NOT_SELECTED: "decline"}


def propose(*, scenario: Scenario, by: Actor, at: datetime) -> Publication:
    """Put a solved scenario before the committee: one decision a scored firm, each with its reasons."""
    WORK_ON_SCENARIO.demand(by, scenario)
    if scenario.answer.get("status") != "optimal":
        raise ActionRefused(_("Run the scenario first; only a proven result goes before the committee."))
    former = Publication.objects.filter(programme_id=scenario.programme_id).first()
    if former is not None and (former.status == PublicationState.PUBLISHED or former.scenario_id != scenario.pk):
        raise ActionRefused(_("Another list is before the committee or published. Take it back first."))
    with act("selection.propose", chain=scenario.programme.chain, by=by, at=at, subject=scenario) as this:
        move(scenario, "propose", by=by, at=at)
        publication = Publication.objects.create(
            programme_id=scenario.programme_id, scenario=scenario, digest=scenario.digest
        )
        this.evidence(publication, *_make_decisions(publication, scenario))
    return publication


def take_back(*, publication: Publication, by: Actor, at: datetime, reason: str) -> None:
    """Take a proposed list back to the desk; nothing of it was public."""
    scenario = publication.scenario
    WORK_ON_SCENARIO.demand(by, scenario)
    if publication.status != PublicationState.DRAFT or scenario.status != ScenarioState.PROPOSED:
        raise ActionRefused(_("A list that is approved or published can no longer be taken back."))
    with act(
        "selection.take_back", chain=scenario.programme.chain, by=by, at=at, subject=scenario, reason=reason
    ) as this:
        move(scenario, "take_back", by=by, at=at, reason=reason)
        decisions, seats = list(publication.decisions.all()), list(publication.attendances.all())
        this.evidence(publication, *decisions, *seats)
        # The rows are gone when the act ends; their keys stay in the evidence as removed.
        for seat in seats:
            Attendance.objects.filter(pk=seat.pk).delete()
        for decision in decisions:
            Decision.objects.filter(pk=decision.pk).delete()
        Publication.objects.filter(pk=publication.pk).delete()


def approve(
    *,
    publication: Publication,
    decision_ids: Iterable[int],
    by: Actor,
    at: datetime,
    present: Iterable[int] = (),
    chair: int | None = None,
) -> int:
    """Approve some of the decisions, in as many batches as the committee likes; returns how many are left.

    ``present`` and ``chair`` are people; a member who approves is present anyway. Refused below the notice's quorum.
    Those approved already stay as they are. When none is left, the scenario is approved.
    """
    wanted = set(decision_ids)
    rows = list(APPROVE.rows(by, publication.decisions.filter(pk__in=wanted, approved_at__isnull=True)).order_by("pk"))
    APPROVE.demand_role(by)
    if publication.status != PublicationState.DRAFT:
        raise ActionRefused(_("The list is published; a decision now changes by appeal only."))
    sitting = seated(publication, present, chair, by, at) if rows else []
    with act("selection.approve", chain=publication.programme.chain, by=by, at=at, subject=publication) as this:
        for row in rows:
            row.approved_at, row.approved_by_id = at, by.person_id
            row.save(update_fields=["approved_at", "approved_by"])
        for each in sitting:
            each.save(force_insert=True)
        this.evidence(*rows, *sitting)
        this.detail.update(approved=len(rows), present=len(sitting))
        left = publication.decisions.filter(approved_at__isnull=True).count()
        if left == 0:
            scenario = publication.scenario
            if scenario.status == ScenarioState.PROPOSED:
                move(scenario, "approve", by=by, at=at)
    return left


def undo_approval(
    *, publication: Publication, decision_ids: Iterable[int], by: Actor, at: datetime, reason: str
) -> int:
    """Take approvals back before the list is approved as a whole; returns how many."""
    APPROVE.demand_role(by)
    if publication.scenario.status != ScenarioState.PROPOSED or publication.status != PublicationState.DRAFT:
        raise ActionRefused(_("The whole list is approved already; it can no longer be changed here."))
    rows = list(APPROVE.rows(by, publication.decisions.filter(pk__in=set(decision_ids), approved_at__isnull=False)))
    with act(
        "selection.undo_approval",
        chain=publication.programme.chain,
        by=by,
        at=at,
        subject=publication,
        reason=reason,
    ) as this:
        for row in rows:
            row.approved_at = row.approved_by = None
            row.save(update_fields=["approved_at", "approved_by"])
        this.evidence(*rows)
    return len(rows)


def publish(*, publication: Publication, by: Actor, at: datetime) -> Publication:
    """Make the list public: every application moves to its result, and the days to appeal begin."""
    PUBLISH.demand(by, publication.scenario)
    if publication.decisions.filter(approved_at__isnull=True).exists():
        raise ActionRefused(_("Some decisions are not approved yet. Publish when the committee has approved all."))
    programme = publication.programme
    terms = programmes.terms_of(publication.scenario.notice_id)
    with act("selection.publish", chain=programme.chain, by=by, at=at, subject=publication) as this:
        move(publication, "publish", by=by, at=at)
        publication.published_at = at
        publication.appeals_close_at = at + timedelta(days=terms.calendar.appeal_days)
        publication.save(update_fields=["published_at", "appeals_close_at"])
        this.detail.update(digest=publication.digest)
        for decision in publication.decisions.order_by("application__number").select_related("application"):
            application_actions.record_decision(
                application=decision.application, transition=_STEPS[Result(decision.result)], by=by, at=at
            )
            this.evidence(decision)
    return publication


def _make_decisions(publication: Publication, scenario: Scenario) -> list[Decision]:
    scores = evaluation.official_scores(scenario.programme_id)
    answer = scenario.answer
    ranks = reserve_ranks(scenario.problem, answer)
    found = {a.number: a for a in applications.applications_of(scenario.programme_id) if a.number}
    rows = []
    for number, part in answer["applicants"].items():
        facts = found[number]
        rows.append(_decision(publication, facts, scores[facts.id].total, part, ranks.get(number)))
    for facts in found.values():
        score = scores.get(facts.id)
        if score is not None and not score.passed and facts.status == "below_minimum":
            rows.append(_decision(publication, facts, score.total, {"selected": False, "below_minimum": True}, None))
    for row in rows:
        row.save(force_insert=True)
    return rows


def _decision(
    publication: Publication, facts: ApplicationFacts, total: Decimal, part: dict[str, Any], rank: int | None
) -> Decision:
    result = Result.SELECTED if part["selected"] else Result.NOT_SELECTED if rank is None else Result.RESERVE
    return Decision(
        application_id=facts.id,
        publication=publication,
        result=result,
        reserve_rank=rank if result == Result.RESERVE else None,
        score=total,
        reasons=part,
    )
