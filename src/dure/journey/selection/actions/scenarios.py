"""Making scenarios, pinning and barring firms, and having the engine solve them."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.jobs.run import JobCancelled
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.applications.queries import ApplicationFacts
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import Programme
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.engine import NOBODY, Solution, Watch, solve_problem
from dure.journey.selection.gathering import gather
from dure.journey.selection.models import Mark, Pin, PinKind, Scenario
from dure.journey.selection.problem import Changes
from dure.journey.selection.states import ScenarioState

# Draws of shaken scores behind the contested band of the desk.
DRAWS = 300


def make_scenario(
    *,
    programme: Programme,
    name: str,
    by: Actor,
    at: datetime,
    rule: str = "",
    maxima: dict[str, int] | None = None,
    copy_of: Scenario | None = None,
) -> Scenario:
    """A new scenario on the notice in force; a copy takes over the other's changes and pins."""
    if not name.strip():
        raise ActionRefused(_("Give the scenario a name."))
    notice = programmes.notice_in_force(programme.pk)
    terms = programmes.terms_of(notice.pk)
    changes = dict(copy_of.changes) if copy_of is not None else {}
    changes.update({"rule": rule} if rule else {}, **({"maxima": maxima} if maxima else {}))
    with act("selection.make_scenario", chain=programme.chain, by=by, at=at) as this:
        row = Scenario.objects.create(
            programme=programme,
            name=name.strip(),
            notice=notice,
            rule=changes.get("rule") or terms.selection.rule,
            changes=changes,
            made_at=at,
            made_by_id=by.person_id,
        )
        this.about(row)
        WORK_ON_SCENARIO.demand(by, row)
        if copy_of is not None:
            for pin in copy_of.pins.filter(lifted_at__isnull=True):
                this.evidence(
                    Pin.objects.create(
                        scenario=row,
                        application_id=pin.application_id,
                        kind=pin.kind,
                        reason=pin.reason,
                        set_at=at,
                    )
                )
    return row


def pin_firm(
    *, scenario: Scenario, application: ApplicationFacts, kind: str, reason: str, by: Actor, at: datetime
) -> Pin:
    """Pin a firm in or bar it, with a reason; the opposite pin is lifted by it."""
    demand_working(scenario, by)
    if kind not in PinKind.values:
        raise ActionRefused(_("A firm can be pinned in or barred."))
    if not reason.strip():
        raise ActionRefused(_("Say why in a sentence: the reason is shown to the committee and kept."))
    with act(
        "selection.pin_firm", chain=scenario.programme.chain, by=by, at=at, subject=scenario, reason=reason
    ) as this:
        for former in scenario.pins.filter(application_id=application.id, lifted_at__isnull=True):
            former.lifted_at = at
            former.save(update_fields=["lifted_at"])
            this.evidence(former)
        row = Pin.objects.create(
            scenario=scenario, application_id=application.id, kind=kind, reason=reason.strip(), set_at=at
        )
        this.evidence(row)
        this.detail.update(application=application.number, kind=kind)
    return row


def lift_pin(*, pin: Pin, by: Actor, at: datetime) -> None:
    """Take a pin back; it stays in the record."""
    demand_working(pin.scenario, by)
    with act("selection.lift_pin", chain=pin.scenario.programme.chain, by=by, at=at, subject=pin.scenario) as this:
        pin.lifted_at = at
        pin.save(update_fields=["lifted_at"])
        this.evidence(pin)


def mark_firm(*, scenario: Scenario, application_id: int, text: str, by: Actor, at: datetime) -> Mark:
    """Leave a note on a firm; notes help the desk and decide nothing."""
    WORK_ON_SCENARIO.demand(by, scenario)
    if not text.strip():
        raise ActionRefused(_("The note is empty."))
    return Mark.objects.create(
        scenario=scenario, application_id=application_id, text=text.strip()[:300], by_id=by.person_id, at=at
    )


def run_scenario(
    *,
    scenario: Scenario,
    by: Actor,
    at: datetime,
    stability: int = 0,
    job_id: int | None = None,
    watch: Watch = NOBODY,
) -> Solution:
    """Solve the scenario and keep problem, answer and digest.

    ``watch`` is given the problem and each part of the answer as it arrives. A run that is cancelled, or whose
    ``job_id`` lost its place to a newer one, changes nothing.
    Raises ``ActionRefused`` when nobody has been scored yet.
    """
    demand_working(scenario, by)
    problem = gather(scenario)
    if not problem["applicants"]:
        raise ActionRefused(_("No firm has an official score yet. Close the evaluation first."))
    watch.publish({"problem": problem})
    solution = solve_problem(problem, stability=stability, watch=watch)
    with act("selection.run_scenario", chain=scenario.programme.chain, by=by, at=at, subject=scenario) as this:
        _still_working(scenario, job_id)
        scenario.problem, scenario.answer = problem, solution.answer
        scenario.digest = solution.answer.get("digest", "")
        scenario.rule, scenario.checked_at = problem["rule"], None
        scenario.save(update_fields=["problem", "answer", "digest", "rule", "checked_at"])
        this.detail.update(status=solution.answer["status"], digest=scenario.digest)
    return solution


def _still_working(scenario: Scenario, job_id: int | None) -> None:
    """A long run may end when the scenario is decided by now, or when another run has taken over."""
    now = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if now.status != ScenarioState.WORKING or (job_id is not None and now.job_id != job_id):
        raise JobCancelled


def change_scenario(*, scenario: Scenario, changes: Changes, by: Actor, at: datetime) -> Scenario:
    """Try another rule or other limits; the answer is solved anew afterwards."""
    demand_working(scenario, by)
    with act("selection.change_scenario", chain=scenario.programme.chain, by=by, at=at, subject=scenario):
        scenario.changes = {"rule": changes.rule, "maxima": dict(changes.maxima)}
        scenario.save(update_fields=["changes"])
    return scenario


def set_aside(*, scenario: Scenario, by: Actor, at: datetime) -> Scenario:
    """Put a scenario away; it can be taken up again."""
    WORK_ON_SCENARIO.demand(by, scenario)
    with act("selection.set_aside", chain=scenario.programme.chain, by=by, at=at, subject=scenario):
        move(scenario, "set_aside", by=by, at=at)
    return scenario


def resume(*, scenario: Scenario, by: Actor, at: datetime) -> Scenario:
    """Take a scenario up again."""
    WORK_ON_SCENARIO.demand(by, scenario)
    with act("selection.resume", chain=scenario.programme.chain, by=by, at=at, subject=scenario):
        move(scenario, "resume", by=by, at=at)
    return scenario


def demand_working(scenario: Scenario, by: Actor) -> None:
    """Refuse to change a scenario that is decided or before the committee."""
    WORK_ON_SCENARIO.demand(by, scenario)
    if scenario.status != ScenarioState.WORKING:
        raise ActionRefused(_("This scenario is before the committee or decided. Copy it to try something else."))
