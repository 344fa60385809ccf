"""Long work on a scenario as jobs: one at a time for a scenario, one for a firm's opening.

Two clicks at once start one job: whoever writes the job's number into the row first has started it, the other's
job is undone before anyone saw it.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.jobs import actions as jobs
from dure.foundation.jobs import queries as running
from dure.foundation.jobs.models import Job, JobState
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.actions.scenarios import demand_working
from dure.journey.selection.models import Opening, Publication, Scenario
from dure.journey.selection.states import PublicationState

RUN_SCENARIO = "selection.run_scenario"
CHECK_SCENARIO = "selection.check_scenario"
WORK_OUT_OPENING = "selection.work_out_opening"
PRINT_LETTERS = "selection.print_letters"

Row = Scenario | Opening


class _TakenMeanwhile(Exception):
    """Someone else's job has its number in the row by now."""


def start_run(*, scenario: Scenario, by: Actor, at: datetime, anew: bool = False) -> Job:
    """Queue a run, or give the one under way. ``anew``: one that has begun read older pins or limits; it yields."""
    demand_working(scenario, by)

    def fits(job: Job) -> bool:
        return job.kind == RUN_SCENARIO and not (anew and job.state == JobState.RUNNING)

    title = _("Solve “%(name)s”") % {"name": scenario.name}
    return _one(scenario, fits, lambda: _queue(RUN_SCENARIO, title, scenario, by, at))


def start_check(*, scenario: Scenario, by: Actor, at: datetime) -> Job:
    """Queue the independent check, or give the job that is at work on the scenario already."""
    WORK_ON_SCENARIO.demand(by, scenario)
    if not scenario.answer:
        raise ActionRefused(_("Run the scenario first."))
    title = _("Check “%(name)s”") % {"name": scenario.name}
    return _one(scenario, lambda job: True, lambda: _queue(CHECK_SCENARIO, title, scenario, by, at))


def stop_work(*, scenario: Scenario, by: Actor, at: datetime) -> bool:
    """Stop what is at work on the scenario, whoever started it; answer and check stay as they were."""
    WORK_ON_SCENARIO.demand(by, scenario)
    return _stop(scenario, by, at)


def start_opening(*, scenario: Scenario, number: str, by: Actor, at: datetime) -> Opening:
    """Have it worked out what would have to give for a firm; a result that holds is kept and not sought again."""
    WORK_ON_SCENARIO.demand(by, scenario)
    part = scenario.answer.get("applicants", {}).get(number)
    if part is None or part["selected"]:
        raise ActionRefused(_("Only for a firm that the list leaves out can this be worked out."))
    row, _made = Opening.objects.get_or_create(scenario=scenario, number=number, digest=scenario.digest)
    if row.limits is None:
        title = _("What would have to give for %(number)s") % {"number": number}
        _one(row, lambda job: True, lambda: _queue(WORK_OUT_OPENING, title, row, by, at))
        row.refresh_from_db(fields=["limits", "job_id"])
    return row


def start_letters(*, publication: Publication, numbers: list[str], by: Actor, at: datetime) -> Job:
    """Queue the letters on paper to these firms, or give the job of the same reader that is making them already."""
    WORK_ON_SCENARIO.demand(by, publication.scenario)
    if publication.status != PublicationState.PUBLISHED:
        raise ActionRefused(_("Letters are written once the list is published."))
    if not numbers:
        raise ActionRefused(_("Choose at least one firm."))
    wanted = {"publication": publication.pk, "numbers": sorted(numbers)}
    former = running.active(PRINT_LETTERS, **wanted)
    if former is not None and former.started_by_id == by.person_id:
        return former
    words = ngettext("Letters on paper: %(n)d firm", "Letters on paper: %(n)d firms", len(numbers))
    return jobs.start(kind=PRINT_LETTERS, title=words % {"n": len(numbers)}, arguments=wanted, by=by, at=at)


def stop_opening(*, opening: Opening, by: Actor, at: datetime) -> bool:
    """Stop the search; nothing of it is kept."""
    WORK_ON_SCENARIO.demand(by, opening.scenario)
    return _stop(opening, by, at)


def at_work(row: Row) -> Job | None:
    """The job that waits or runs for a row now."""
    found = running.found(row.job_id)
    return found if found is not None and found.is_active else None


def _queue(kind: str, title: str, row: Row, by: Actor, at: datetime) -> Job:
    name = "scenario" if isinstance(row, Scenario) else "opening"
    return jobs.start(kind=kind, title=title, arguments={name: row.pk}, by=by, at=at)


def _one(row: Row, fits: Callable[[Job], bool], queue: Callable[[], Job]) -> Job:
    row.refresh_from_db(fields=["job_id"])
    seen = row.job_id
    current = at_work(row)
    if current is not None and fits(current):
        return current
    try:
        with transaction.atomic():
            job = queue()
            if not type(row)._default_manager.filter(pk=row.pk, job_id=seen).update(job_id=job.pk):
                raise _TakenMeanwhile
    except _TakenMeanwhile:
        row.refresh_from_db(fields=["job_id"])
        # Taken away again at once: someone pressed "stop".
        return _one(row, fits, queue) if row.job_id is None else running.by_id(row.job_id)
    row.job_id = job.pk
    return job


def _stop(row: Row, by: Actor, at: datetime) -> bool:
    """Take the job's place away, which stops it at its next look; one's own is asked to stop as well."""
    job = at_work(row)
    if job is None:
        return False
    type(row)._default_manager.filter(pk=row.pk, job_id=job.pk).update(job_id=None)
    row.job_id = None
    if job.started_by_id == by.person_id:
        jobs.cancel(job=job, by=by, at=at)
    return True
