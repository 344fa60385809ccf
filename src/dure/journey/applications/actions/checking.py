"""Running the eligibility rules over a plan as handed in, and setting a caution aside."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act, current_act
from dure.journey.applications.access import CHECK
from dure.journey.applications.eligibility import Verdict, judge, summary
from dure.journey.applications.models import Application, EligibilityCheck, Outcome, PlanVersion, RuleResult
from dure.journey.applications.plan import Plan
from dure.journey.applications.queries.checks import latest_check
from dure.journey.applications.queries.fact_sheet import fact_sheet
from dure.journey.applications.states import ApplicationState
from dure.journey.programmes.queries import terms_of

OPEN_STATES = (ApplicationState.SUBMITTED, ApplicationState.SUPPLEMENT_ASKED)


def run_check(row: Application, version: PlanVersion, *, by: Actor, at: datetime) -> EligibilityCheck:
    """Judge a plan by the notice it stands under and keep every verdict; called inside an act."""
    plan = Plan.model_validate(version.plan)
    terms = terms_of(version.notice_id)
    verdicts = judge(terms.eligibility, fact_sheet(row, plan, terms, at), row.type_code)
    worst = summary([each.outcome for each in verdicts])
    check = EligibilityCheck.objects.create(
        application=row,
        plan_version=version,
        notice_id=version.notice_id,
        checked_at=at,
        checked_by_id=by.person_id,
        eligible=worst in {"clear", "caution"},
    )
    results = RuleResult.objects.bulk_create(_result(check, each) for each in verdicts)
    row.verdict = worst
    row.save(update_fields=["verdict"])
    current_act().evidence(row, check, *results)
    return check


def _result(check: EligibilityCheck, verdict: Verdict) -> RuleResult:
    return RuleResult(
        check_run=check,
        rule_code=verdict.rule.code,
        outcome=verdict.outcome,
        fact=verdict.fact.as_json(),
        source=verdict.fact.leading.source,
    )


def check_again(*, application: Application, by: Actor, at: datetime) -> EligibilityCheck:
    """Run the rules once more over the last plan, for instance after a paper was attached or a record mended."""
    CHECK.demand(by, application)
    version = PlanVersion.objects.filter(application_id=application.pk).order_by("-number").first()
    if version is None:
        raise ActionRefused(_("Nothing was handed in yet, so there is nothing to check."))
    with act("applications.check_again", chain=application.programme.chain, by=by, at=at, subject=application):
        return run_check(application, version, by=by, at=at)


def set_aside(*, result: RuleResult, by: Actor, at: datetime, reason: str) -> RuleResult:
    """Set a caution, or a fact that is not known, aside after looking into it. A rule that is not met stays so."""
    row = result.check_run.application
    CHECK.demand(by, row)
    if result.outcome == Outcome.STOP:
        raise ActionRefused(
            _("A rule that is not met cannot be set aside. If the fact is wrong, request a supplement and check again.")
        )
    if result.outcome == Outcome.PASS:
        raise ActionRefused(_("This rule is met; there is nothing to set aside."))
    if not reason.strip():
        raise ActionRefused(_("Write in a sentence why this is set aside."))
    if row.status not in OPEN_STATES:
        raise ActionRefused(_("Eligibility has been decided. To change it, take the decision back first."))
    with act("applications.set_aside", chain=row.programme.chain, by=by, at=at, subject=row, reason=reason) as this:
        result.set_aside_reason, result.set_aside_at, result.set_aside_by_id = reason.strip(), at, by.person_id
        result.save(update_fields=["set_aside_reason", "set_aside_at", "set_aside_by"])
        check = latest_check(row.pk)
        if check is not None:
            row.verdict = summary([Outcome(each.standing_outcome) for each in check.results.all()])
            row.save(update_fields=["verdict"])
        this.evidence(result, row)
    return result
