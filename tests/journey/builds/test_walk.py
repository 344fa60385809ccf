"""Random walks over a build: whatever people try in whatever order, its invariants hold."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.journey.builds import scene as s
from tests.world import ledger_holds

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.workflow.models import Move
from dure.foundation.workflow.table import table_of, tables
from dure.journey.builds import actions, queries
from dure.journey.builds.models import Build, Deliverable, Finding, Inspection, Milestone, ProgressReport, Ticket

pytestmark = pytest.mark.django_db

STEPS = 250
_BUILD = "build__agreement__programme"
Step = Callable[["Walk"], object]


class Walk:
    """One build, the time that goes on, and who tries what."""

    def __init__(self, scene: s.Scene, seed: int) -> None:
        self.scene, self.chance, self.at = scene, random.Random(seed), s.BEGUN
        for row in Deliverable.objects.select_related(_BUILD):
            s.attach(row)

    def one(self, model: type, related: str = _BUILD):  # type: ignore[no-untyped-def]
        rows = list(model.objects.select_related(related).order_by("pk"))  # type: ignore[attr-defined]
        if not rows:
            raise ActionRefused("nothing there")
        return self.chance.choice(rows)

    def anyone(self) -> dict[str, object]:
        who = self.chance.choice((self.scene.operator, self.scene.owner, self.scene.vendor))
        return {"by": who, "at": self.at}

    def finding(self) -> Finding:
        row: Finding = self.one(Finding, f"inspection__{_BUILD}")
        return row


def _written(walk: Walk) -> object:
    check = walk.one(Inspection)
    verdict = walk.chance.choice([*actions.verdicts_for(check.kind), "good"])
    found = [actions.FindingText(f"지적 {n}") for n in range(walk.chance.randrange(3))]
    return actions.write_inspection(
        inspection=check, written=actions.WriteUp(verdict, walk.at.date(), "", found), **walk.anyone()
    )


def _reported(walk: Walk) -> object:
    done = actions.Progress(walk.at.date(), walk.chance.randrange(-5, 110), f"진행 {walk.at}", trouble="부품")
    return actions.report_progress(build=walk.scene.fresh(), progress=done, **walk.anyone())


STEP: tuple[Step, ...] = (
    lambda k: actions.reach_milestone(milestone=k.one(Milestone), on=k.at.date(), **k.anyone()),
    lambda k: actions.confirm_milestone(milestone=k.one(Milestone), **k.anyone()),
    lambda k: actions.give_milestone_back(milestone=k.one(Milestone), reason="확인", **k.anyone()),
    lambda k: actions.record_delay(
        milestone=k.one(Milestone), days=k.chance.randrange(20), caused_by="firm", reason="사정", **k.anyone()
    ),
    lambda k: actions.hand_in_deliverable(deliverable=k.one(Deliverable), **k.anyone()),
    lambda k: actions.accept_deliverable(deliverable=k.one(Deliverable), **k.anyone()),
    lambda k: actions.return_deliverable(deliverable=k.one(Deliverable), reason="보완", **k.anyone()),
    _reported,
    lambda k: actions.note_report(report=k.one(ProgressReport), **k.anyone()),
    lambda k: actions.plan_inspection(
        build=k.scene.fresh(), kind=k.chance.choice(("final_check", "surprise")), planned_at=k.at, **k.anyone()
    ),
    _written,
    lambda k: actions.answer_finding(finding=k.finding(), plan="교체", **k.anyone()),
    lambda k: actions.resolve_finding(finding=k.finding(), result="교체", **k.anyone()),
    lambda k: actions.confirm_finding(finding=k.finding(), **k.anyone()),
    lambda k: actions.reopen_finding(finding=k.finding(), reason="재현", **k.anyone()),
    lambda k: actions.accept_build(build=k.scene.fresh(), on=k.at.date(), **k.anyone()),
    lambda k: actions.confirm_level(
        build=k.scene.fresh(), level=actions.Level("after", "system", "basic", k.at.date(), "추진단"), **k.anyone()
    ),
    lambda k: actions.complete_build(build=k.scene.fresh(), on=k.at.date(), **k.anyone()),
    lambda k: actions.open_ticket(build=k.scene.fresh(), title=f"고장 {k.chance.randrange(9)}", **k.anyone()),
    lambda k: actions.solve_ticket(ticket=k.one(Ticket), reply=actions.Reply("교체"), **k.anyone()),
    lambda k: actions.close_ticket(ticket=k.one(Ticket), satisfied=True, **k.anyone()),
    lambda k: actions.reopen_ticket(ticket=k.one(Ticket), reason="또", **k.anyone()),
)  # fmt: skip


def _invariants(build: Build) -> list[str]:
    broken = []
    for row in build.milestones.prefetch_related("delays"):
        if (row.status in {"reached", "confirmed"}) != (row.reached_on is not None):
            broken.append(f"{row.code}: reached without its day")
        if row.status == "confirmed" and actions.explained_days(row) < actions.slip_days(row, row.due_on):
            broken.append(f"{row.code}: confirmed with unexplained days")
    if build.completed_on is not None and queries.missing_for_completion(build):
        broken.append("completed with something missing")
    if build.accepted_on is None and build.completed_on is not None:
        broken.append("completed before it was accepted")
    if build.completed_on is not None and build.agreement.status != "completed":
        broken.append("completed without its agreement")
    last = build.reports.order_by("-number").first()
    if last is not None and last.progress_pct != build.progress_pct:
        broken.append("progress is not the last report's")
    broken += [f"ticket {row.number}" for row in build.tickets.all() if row.status == "solved" and not row.answered_at]
    return broken


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_tried_the_invariants_hold(seed: int) -> None:
    walk, done = Walk(s.begun(), seed), 0
    for _ in range(STEPS):
        walk.at += timedelta(hours=walk.chance.randrange(60))
        try:
            walk.chance.choice(STEP)(walk)
            done += 1
        except (ActionRefused, AccessRefused):
            pass
        assert _invariants(walk.scene.fresh()) == []
    assert done > STEPS // 20
    assert ledger_holds()


def test_every_recorded_move_is_a_transition_of_its_table() -> None:
    walk = Walk(s.begun(), 99)
    for _ in range(STEPS // 2):
        walk.at += timedelta(hours=walk.chance.randrange(60))
        try:
            walk.chance.choice(STEP)(walk)
        except (ActionRefused, AccessRefused):
            continue
    names = {table.model.lower() for table in tables()}
    moves = [move for move in Move.objects.all() if move.model in names and move.model.startswith("builds.")]
    wrong = [
        move
        for move in moves
        if move.source not in table_of(move.model).transition(move.transition).sources
        or move.target != table_of(move.model).transition(move.transition).target
    ]

    assert wrong == []
