"""What the desk has to show of a scenario: a whole answer, or as much of one as a run has published so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.jobs import queries as jobs
from dure.foundation.jobs.models import Job
from dure.journey.selection.actions.background import RUN_SCENARIO
from dure.journey.selection.engine import joined_so_far
from dure.journey.selection.models import Scenario

PARTS = ("list", "reserve", "applicants", "stability")


@dataclass(frozen=True)
class Step:
    """A part of the answer; ``state`` is done, now or next."""

    label: str
    state: str


@dataclass(frozen=True)
class Shown:
    """``arrived``: the parts that a run under way has published; empty while the desk still shows the answer before.

    ``job`` is at work now, or ended without a result.
    """

    problem: Mapping[str, Any]
    answer: Mapping[str, Any]
    arrived: tuple[str, ...]
    job: Job | None

    @property
    def is_running(self) -> bool:
        """Whether a run or a check is at work."""
        return self.job is not None and self.job.is_active

    @property
    def is_solving(self) -> bool:
        """Whether the answer itself is being worked out."""
        return self.job is not None and self.job.is_active and self.job.kind == RUN_SCENARIO

    @property
    def is_former(self) -> bool:
        """Whether the answer shown is the one before the run under way."""
        return self.is_solving and not self.arrived and bool(self.answer)

    def lacks(self, part: str) -> bool:
        """Whether this part of the answer shown has not arrived yet."""
        return bool(self.arrived) and "infeasible" not in self.arrived and part not in self.arrived

    @property
    def mark(self) -> str:
        """Changes with what is to be shown: a page that has it already need not be sent it again."""
        if self.arrived and self.job is not None:
            return f"{self.job.pk}-{len(self.arrived)}"
        return f"{self.answer.get('digest', '')[:12]}-{'solving' if self.is_solving else 'kept'}"

    @property
    def steps(self) -> list[Step]:
        """The parts in the order in which they come."""
        words = {
            "list": _("Who is in"),
            "reserve": _("Reserve order"),
            "applicants": _("Margins"),
            "stability": _("Stability under score noise"),
        }
        waiting = [part for part in PARTS if part not in self.arrived]
        return [
            Step(words[part], "done" if part in self.arrived else "now" if part == waiting[0] else "next")
            for part in PARTS
        ]


def shown(row: Scenario) -> Shown:
    """The answer kept, or what the run at work has published. One query where a job is known."""
    job = jobs.found(row.job_id)
    if job is None or job.state == "done":
        return Shown(row.problem, row.answer, (), None)
    partial = job.partial
    answer = joined_so_far(partial) if job.is_active and job.kind == RUN_SCENARIO else {}
    if not answer:
        return Shown(row.problem, row.answer, (), job)
    arrived = tuple(part for part in (*PARTS, "infeasible") if part in partial)
    return Shown(partial["problem"], answer, arrived, job)
