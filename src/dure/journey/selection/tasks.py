"""Long work of the selection, run in the background."""

import os
import time
from collections.abc import Callable
from contextlib import suppress

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.installation.clock import now
from dure.foundation.jobs.run import JobCancelled, JobRun
from dure.journey.selection import actions, prints
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.engine import Watch
from dure.journey.selection.models import Opening, Publication, Scenario
from dure.journey.selection.papers import letters_pdf
from dure.journey.selection.queries.desk import scenario
from dure.journey.selection.queries.posting import addressed, recipients

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
    """Have the independent checker prove the answer; asked to stop, it ends after the proofs under way."""
    row = scenario(run.arguments["scenario"])
    cancelled = _cancelled(run, row)
    if cancelled():
        raise JobCancelled
    watch = Watch(_reporter(run), cancelled=cancelled)
    actions.check_scenario(scenario=row, by=run.by, at=now(), job_id=run.job_id, watch=watch)
    return f"{reverse('selection:desk')}?scenario={row.pk}"


def work_out_in_background(run: JobRun) -> str:
    """Find out what would have to give for one firm."""
    row = Opening.objects.select_related("scenario__programme").get(pk=run.arguments["opening"])
    cancelled = _cancelled(run, row)
    if cancelled():
        raise JobCancelled
    watch = Watch(_reporter(run), cancelled=cancelled)
    actions.work_out_opening(opening=row, by=run.by, job_id=run.job_id, watch=watch)
    return f"{reverse('selection:desk')}?scenario={row.scenario_id}&firm={row.number}"


def print_letters_in_background(run: JobRun) -> str:
    """Make one PDF of the letters to some firms of a published list."""
    related = "programme__operator", "scenario__programme", "scenario__notice"
    row = Publication.objects.select_related(*related).get(pk=run.arguments["publication"])
    WORK_ON_SCENARIO.demand(run.by, row.scenario)
    wanted = set(run.arguments["numbers"])
    chosen = [each for each in recipients(row) if each.decision.application.number in wanted]
    letters = []
    for done, each in enumerate(chosen):
        run.report(done, len(chosen) + 1, _("Letters written"))
        letters += addressed([each], run.by, now())
    run.report(len(chosen), len(chosen) + 1, _("The pages are being set"))
    prints.keep(run.job_id, letters_pdf(row, letters))
    return reverse("selection:letters_file", args=[row.pk, run.job_id])


def _reporter(run: JobRun) -> Callable[[str, int, int], None]:
    words = {
        "list": _("Who is in"),
        "reserve": _("Reserve order"),
        "applicants": _("Margins"),
        "stability": _("Stability under score noise"),
        "opens": _("One limit at a time, then two together, then three."),
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
