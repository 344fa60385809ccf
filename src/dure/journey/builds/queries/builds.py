"""Reads over one build and its parts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.builds.access import VIEW_BUILD, VIEW_INSPECTION, VIEW_PART
from dure.journey.builds.models import Build, Deliverable, Finding, Inspection, Milestone, ProgressReport, Ticket
from dure.journey.builds.states import FindingState

_RELATED = (
    "agreement__programme__operator", "agreement__firm", "agreement__supplier", "agreement__city", "accepted_by",
)  # fmt: skip


def build_of(agreement_id: int) -> Build | None:
    """The build under an agreement, if it has begun."""
    return Build.objects.select_related(*_RELATED).filter(agreement_id=agreement_id).first()


def find_build(build_id: int) -> Build | None:
    """The build of that id."""
    return Build.objects.select_related(*_RELATED).filter(pk=build_id).first()


def builds(actor: Actor) -> QuerySet[Build]:
    """The builds within the actor's sight."""
    return VIEW_BUILD.rows(actor, Build.objects.select_related(*_RELATED))


def milestones(build: Build) -> list[Milestone]:
    """In order, each with its delays."""
    return list(build.milestones.prefetch_related("delays").order_by("order"))


def deliverables(build: Build) -> list[Deliverable]:
    """In order."""
    return list(build.deliverables.select_related("milestone").order_by("id"))


def inspections(build: Build, actor: Actor) -> list[Inspection]:
    """Checks within the actor's sight, with their findings: an unannounced one is unknown to the project's parties."""
    rows = VIEW_INSPECTION.rows(actor, build.inspections.select_related("inspector").prefetch_related("findings"))
    return list(rows.order_by("due_on", "id"))


def reports(build: Build) -> list[ProgressReport]:
    """The last first."""
    return list(build.reports.order_by("-number"))


def tickets(actor: Actor) -> QuerySet[Ticket]:
    """Fault reports within the actor's sight."""
    related = ("build__agreement__firm", "build__agreement__supplier", "build__agreement__programme", "opened_by")
    return VIEW_PART.rows(actor, Ticket.objects.select_related(*related))


def open_findings(build_id: int) -> QuerySet[Finding]:
    """Findings of a build that the staff have not closed yet."""
    rows = Finding.objects.filter(inspection__build_id=build_id).exclude(status=FindingState.CONFIRMED)
    return rows.select_related("inspection").order_by("due_on", "id")


def completed_on(agreement_id: int) -> date | None:
    """The day on which the build under an agreement was completed."""
    return Build.objects.filter(agreement_id=agreement_id).values_list("completed_on", flat=True).first()


@dataclass(frozen=True)
class LevelOf:
    """The level in force of a scale, before and after; empty where none is recorded."""

    scale: str
    before: str
    after: str
    certificate_no: str = ""
    valid_until: date | None = None


def levels(build: Build) -> list[LevelOf]:
    """Both scales; of several confirmations of the same the last one counts."""
    last: dict[tuple[str, str], Any] = {
        (row.scale, row.moment): row for row in build.levels.order_by("confirmed_on", "id")
    }
    found = []
    for scale in ("system", "company"):
        before, after = last.get((scale, "before")), last.get((scale, "after"))
        found.append(
            LevelOf(
                scale,
                before.level if before else "",
                after.level if after else "",
                after.certificate_no if after else "",
                after.valid_until if after else None,
            )
        )
    return found
