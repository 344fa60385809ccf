"""Long work of the selection, run in the background."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.installation.clock import now
from dure.foundation.jobs.run import JobRun
from dure.journey.selection import actions
from dure.journey.selection.queries.desk import scenario

RUN_SCENARIO = "selection.run_scenario"
CHECK_SCENARIO = "selection.check_scenario"
DRAWS = 300


def run_in_background(run: JobRun) -> str:
    """Solve a scenario with its stability under score noise; each part is published as it arrives."""
    row = scenario(run.arguments["scenario"])
    words = {
        "list": _("Who is in"),
        "reserve": _("Reserve order"),
        "margins": _("Margins"),
        "stability": _("Stability under score noise"),
    }

    def report(part: str, done: int, total: int) -> None:
        run.report(done, max(total, 1), words.get(part, part))

    def publish(part: dict[str, Any]) -> None:
        run.publish(part)

    actions.run_scenario(
        scenario=row,
        by=run.by,
        at=now(),
        stability=DRAWS,
        report=report,
        publish=publish,
        cancelled=run.cancelled,
    )
    return f"{reverse('selection:desk')}?scenario={row.pk}"


def check_in_background(run: JobRun) -> str:
    """Have the independent checker prove the answer."""
    row = scenario(run.arguments["scenario"])
    actions.check_scenario(scenario=row, by=run.by, at=now())
    return f"{reverse('selection:desk')}?scenario={row.pk}"
