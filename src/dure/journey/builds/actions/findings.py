"""Findings (지적사항): plan, result, check."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import demand_text
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.builds.access import LEAD_BUILD, WORK_ON_BUILD
from dure.journey.builds.actions.frame import chain, under_way
from dure.journey.builds.deadlines import debtor, met, owe_on
from dure.journey.builds.models import Build, Finding


def _build(finding: Finding) -> Build:
    return finding.inspection.build


def answer_finding(*, finding: Finding, plan: str, by: Actor, at: datetime) -> Finding:
    """Say how it will be mended."""
    WORK_ON_BUILD.demand(by, _build(finding))
    text = demand_text(plan, _("Say how and by when the finding will be mended."))
    with act("builds.answer_finding", chain=chain(_build(finding)), by=by, at=at, subject=finding) as this:
        under_way(_build(finding).pk)
        move(finding, "plan", by=by, at=at)
        finding.plan, finding.planned_at = text, at
        finding.save(update_fields=["plan", "planned_at"])
        this.evidence(finding)
    return finding


def resolve_finding(*, finding: Finding, result: str, by: Actor, at: datetime) -> Finding:
    """Report what was done; the operator's staff then look at it."""
    WORK_ON_BUILD.demand(by, _build(finding))
    text = demand_text(result, _("Say what was done about the finding."))
    with act("builds.resolve_finding", chain=chain(_build(finding)), by=by, at=at, subject=finding) as this:
        under_way(_build(finding).pk)
        move(finding, "resolve", by=by, at=at)
        finding.result, finding.resolved_at = text, at
        finding.save(update_fields=["result", "resolved_at"])
        met(finding, at=at)
        this.evidence(finding)
    return finding


def confirm_finding(*, finding: Finding, by: Actor, at: datetime) -> Finding:
    """The staff have seen that it is mended."""
    LEAD_BUILD.demand(by, _build(finding))
    with act("builds.confirm_finding", chain=chain(_build(finding)), by=by, at=at, subject=finding) as this:
        under_way(_build(finding).pk)
        move(finding, "confirm", by=by, at=at)
        finding.confirmed_at = at
        finding.save(update_fields=["confirmed_at"])
        this.evidence(finding)
    return finding


def reopen_finding(*, finding: Finding, by: Actor, at: datetime, reason: str) -> Finding:
    """It is not mended after all; what was written before stays in the trail."""
    LEAD_BUILD.demand(by, _build(finding))
    named: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    with act("builds.reopen_finding", chain=chain(_build(finding)), subject=finding, **named) as this:
        build = under_way(_build(finding).pk)
        move(finding, "reopen", **named)
        finding.planned_at = finding.resolved_at = finding.confirmed_at = None
        finding.save(update_fields=["planned_at", "resolved_at", "confirmed_at"])
        this.evidence(finding)
        owe_on(finding, build, finding.due_on, at=at, organisation_id=debtor(build, finding.concerns))
    return finding
