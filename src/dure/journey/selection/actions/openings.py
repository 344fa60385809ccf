"""Working out which limits would have to give for a firm that the list leaves out."""

from dure.foundation.access.actor import Actor
from dure.foundation.jobs.run import JobCancelled
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.engine import NOBODY, Watch, limits_to_loosen
from dure.journey.selection.models import Opening


def work_out_opening(*, opening: Opening, by: Actor, job_id: int | None = None, watch: Watch = NOBODY) -> None:
    """Search, and keep what was found. It may take some seconds.

    Where the answer was replaced since it was asked for, there is nothing left to work out; a search that is
    cancelled, or whose ``job_id`` lost its place, keeps nothing.
    """
    scenario = opening.scenario
    WORK_ON_SCENARIO.demand(by, scenario)
    if scenario.digest != opening.digest:
        raise JobCancelled
    found = limits_to_loosen(scenario.problem, scenario.answer, opening.number, watch)
    mine = Opening.objects.filter(pk=opening.pk, **({} if job_id is None else {"job_id": job_id}))
    if watch.cancelled() or not mine.update(limits=found or []):
        raise JobCancelled
