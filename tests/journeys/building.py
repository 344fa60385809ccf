"""The build: milestones and deliverables, the level after, the final check, acceptance by the firm, completion."""

from django.urls import reverse
from tests.journey.builds.scene import attach
from tests.journeys.cast import BUILT, Cast, day_of

from dure.journey.builds import actions
from dure.journey.builds.models import Deliverable, Milestone

FIRST_STEPS = ("kickoff", "requirements")


def begin_build(cast: Cast) -> None:
    """The kick-off is reached; the requirements are handed in, accepted by the firm, and their milestone confirmed."""
    day_of(BUILT)
    build = cast.build
    _reach(cast, build.milestones.get(code="kickoff"))
    row = build.deliverables.get(code="requirements")
    _hand_over(cast, row)
    _reach(cast, build.milestones.get(code="requirements"))


def _reach(cast: Cast, row: Milestone) -> None:
    supplier = cast.walk("supplier")
    supplier.go(reverse("builds:build", args=[row.build_id]))
    supplier.go(reverse("builds:milestone", args=[row.pk]))
    supplier.send("도달 보고")
    supplier.fill("도달일", row.due_on.isoformat())
    supplier.send("도달 보고")
    supplier.sees("단계 도달을 보고했습니다")
    operator = cast.walk("operator")
    operator.go(reverse("builds:milestone", args=[row.pk]))
    operator.send("확인")
    operator.sees("단계를 확인했습니다")


def _hand_over(cast: Cast, row: Deliverable) -> None:
    supplier = cast.walk("supplier")
    supplier.go(reverse("builds:deliverable", args=[row.pk]))
    supplier.attach("파일 (여러 개 선택 가능)", "요구사항정의서.txt", "절임 공정의 생산실적을 집계합니다.")
    supplier.press("첨부")
    supplier.sees("요구사항정의서.txt")
    supplier.go(reverse("builds:deliverable", args=[row.pk]))
    supplier.send("제출")
    owner = cast.walk("owner")
    owner.go(reverse("builds:build", args=[row.build_id]))
    owner.send("보기")
    owner.send("수리")
    owner.sees("산출물을 확인했습니다")


def go_on_building(cast: Cast) -> None:
    """What follows in the same way until December, each step in its time."""
    build, at = cast.build, BUILT
    for row in build.deliverables.filter(status="due").select_related("build__agreement__programme"):
        attach(row)
        actions.hand_in_deliverable(deliverable=row, by=cast.scene.vendor, at=at)
        actions.accept_deliverable(deliverable=row, by=cast.scene.owner, at=at)
    for step in build.milestones.exclude(code__in=FIRST_STEPS).select_related("build__agreement__programme"):
        on = min(step.due_on, at.date())
        actions.reach_milestone(milestone=step, on=on, by=cast.scene.vendor, at=at)
        actions.confirm_milestone(milestone=step, by=cast.scene.operator, at=at)


def accept(cast: Cast) -> None:
    """The operator checks on site and records the level; the firm accepts on a phone; the build is complete."""
    build = cast.build
    operator = cast.walk("operator")
    operator.go(reverse("builds:inspection", args=[build.inspections.get(kind="final_check").pk]))
    operator.choose("합격")
    operator.fill("점검 내용", "협약한 기능이 모두 작동합니다.")
    operator.send("점검 결과 작성")
    operator.sees("점검 결과를 작성했습니다")
    owner = cast.walk("owner")
    owner.go(reverse("builds:accept", args=[build.pk]))
    owner.choose("실제 작업에서 시험해 보았고")
    owner.send("시스템 검수")
    owner.sees("시스템을 검수했습니다")
    operator.go(reverse("builds:level", args=[build.pk]))
    operator.choose("구축 후")
    operator.choose("시스템 수준")
    operator.pick("수준", "기초")
    operator.fill("확인 기관", "스마트제조혁신추진단")
    operator.send("등록")
    operator.sees("수준을 기록했습니다")
    operator.go(reverse("builds:build", args=[build.pk]))
    operator.go(reverse("builds:complete", args=[build.pk]))
    operator.send("구축 완료")
    operator.sees("구축을 완료했습니다")
