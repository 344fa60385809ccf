"""A build under a started agreement, and the steps that lead it to its end, for the tests of builds and what follows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tests import world as w
from tests.journey.agreements import scene as agreements

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.documents.actions import store_bytes
from dure.journey.agreements.models import Agreement
from dure.journey.builds import actions
from dure.journey.builds.models import Build, Deliverable, Inspection, Milestone

BEGUN = w.moment(6, 24, 11)
IN_TIME = w.moment(12, 20)
LATE = w.moment(3, 20, year=2025)


@dataclass(frozen=True)
class Scene:
    """The build, its agreement and those who work on it."""

    here: agreements.Scene
    agreement: Agreement
    build: Build

    @property
    def operator(self) -> Actor:
        return self.here.operator

    @property
    def owner(self) -> Actor:
        return self.here.owner

    @property
    def vendor(self) -> Actor:
        return self.here.vendor

    def milestone(self, code: str) -> Milestone:
        return Milestone.objects.select_related("build__agreement__programme").get(build=self.build, code=code)

    def deliverable(self, code: str) -> Deliverable:
        return Deliverable.objects.select_related("build__agreement__programme").get(build=self.build, code=code)

    def check(self, kind: str) -> Inspection:
        rows = Inspection.objects.select_related("build__agreement__programme").filter(build=self.build, kind=kind)
        return rows.latest("pk")

    def fresh(self) -> Build:
        return Build.objects.select_related("agreement__programme", "agreement__firm").get(pk=self.build.pk)


def begun(here: agreements.Scene | None = None, *, at: datetime = BEGUN) -> Scene:
    """A build that began by the built-in notice's rules."""
    here = here or agreements.selected()
    agreement = agreements.started_agreement(here)
    return Scene(here, agreement, actions.begin_build(agreement=agreement, by=SYSTEM, at=at))


def attach(row: Deliverable, name: str = "산출물.txt") -> None:
    """A file of the deliverable."""
    store_bytes(
        content=f"{row.name_ko} {row.pk}".encode(), name=name, kind="deliverable", subject=row, by=SYSTEM, at=BEGUN,
        chain=row.build.agreement.programme.chain,
    )  # fmt: skip


def hand_everything_in(scene: Scene, *, at: datetime = IN_TIME, accept: bool = True) -> None:
    """Every deliverable with its file, accepted by the firm where asked."""
    for row in Deliverable.objects.filter(build=scene.build).select_related("build__agreement__programme"):
        attach(row)
        actions.hand_in_deliverable(deliverable=row, by=scene.vendor, at=at)
        if accept:
            actions.accept_deliverable(deliverable=row, by=scene.owner, at=at)


def level_after(scene: Scene, *, at: datetime = IN_TIME) -> None:
    """The level after the build, with its certificate."""
    level = actions.Level("after", "system", "basic", at.date(), "스마트제조혁신추진단", "2024-0001")
    actions.confirm_level(build=scene.fresh(), level=level, by=scene.operator, at=at)


def pass_final_check(scene: Scene, *, at: datetime = IN_TIME) -> None:
    """The final check, passed."""
    written = actions.WriteUp("passed", at.date(), "적합")
    actions.write_inspection(inspection=scene.check("final_check"), written=written, by=scene.operator, at=at)


def ready(scene: Scene, *, at: datetime = IN_TIME) -> None:
    """Everything that a completed build needs."""
    hand_everything_in(scene, at=at)
    actions.accept_build(build=scene.fresh(), on=at.date(), by=scene.owner, at=at)
    pass_final_check(scene, at=at)
    level_after(scene, at=at)


def completed(scene: Scene, *, at: datetime = IN_TIME) -> Build:
    """A build completed on that day."""
    ready(scene, at=at)
    return actions.complete_build(build=scene.fresh(), on=at.date(), by=scene.operator, at=at)


def training(on: date = date(2024, 12, 10)) -> actions.Training:
    """A training of four people."""
    return actions.Training(on, Decimal(4), 4, "사용자 교육")
