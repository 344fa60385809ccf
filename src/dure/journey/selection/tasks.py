"""Long work of the selection, run in the background."""

import os
import time
from collections.abc import Callable
from contextlib import suppress

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.installation.clock import now
from dure.foundation.jobs.run import JobCancelled, JobRun
from dure.journey.selection import actions
from dure.journey.selection.engine import Watch
from dure.journey.selection.models import Opening, Scenario
from dure.journey.selection.queries.desk import scenario

# How many processes share the hard parts; the machine has other things to do as well.
WORKERS = min(2, os.cpu_count() or 1)
_SECONDS_BETWEEN_LOOKS = 0.3
# The parts that several processes may share: their pool is closed by the solver itself once it looks up.
_SHARED = frozenset({"applicants", "stability"})


def run_in_background(run: JobRun) -> str:
    """Solve a scenario with its stability under score noise; each part is published as it arrives."""
    row = scenario(run.arguments["scenario"])
    cancelled = _cancelled(run, row)
    if cancelled():
        raise JobCancelled
    actions.run_scenario(
        scenario=row,
        by=run.by,
        at=now(),
        stability=actions.DRAWS,
        job_id=run.job_id,
        watch=Watch(_reporter(run), run.publish, cancelled, WORKERS),
    )
    return f"{reverse('selection:desk')}?scenario={row.pk}"


def check_in_background(run: JobRun) -> str:
    """Have the independent checker prove the answer. It cannot be interrupted; asked to stop, it keeps nothing."""
    row = scenario(run.arguments["scenario"])
    if _cancelled(run, row)():
        raise JobCancelled
    actions.check_scenario(scenario=row, by=run.by, at=now(), job_id=run.job_id)
    return f"{reverse('selection:desk')}?scenario={row.pk}"


def work_out_in_background(run: JobRun) -> str:
    """Find out what would have to give for one firm."""
    row = Opening.objects.select_related("scenario__programme").get(pk=run.arguments["opening"])
    cancelled = _cancelled(run, row)
    if cancelled():
        raise JobCancelled
    run.report(0, 0, _("One limit at a time, then two together, then three."))
    actions.work_out_opening(opening=row, by=run.by, job_id=run.job_id, cancelled=cancelled)
    return f"{reverse('selection:desk')}?scenario={row.scenario_id}&firm={row.number}"


def _reporter(run: JobRun) -> Callable[[str, int, int], None]:
    words = {
        "list": _("Who is in"),
        "reserve": _("Reserve order"),
        "applicants": _("Margins"),
        "stability": _("Stability under score noise"),
    }

    def report(part: str, done: int, total: int) -> None:
        if part in _SHARED:
            with suppress(JobCancelled):
                run.report(done, max(total, 1), words[part])
        else:
            run.report(done, max(total, 1), words.get(part, part))

    return report


def _cancelled(run: JobRun, row: Scenario | Opening) -> Callable[[], bool]:
    """Whether someone asked to stop, or a newer job took the place in the row; looked up a few times a second."""
    looked, stop = 0.0, False

    def look() -> bool:
        nonlocal looked, stop
        if not stop and time.monotonic() - looked >= _SECONDS_BETWEEN_LOOKS:
            looked = time.monotonic()
            stop = not type(row)._default_manager.filter(pk=row.pk, job_id=run.job_id).exists()
        return stop or run.cancelled()

    return look
