"""From the pool of assessors to the official scores: conflicts, draws, site checks, presentations, sheets."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal

from dure.demo.clock import moment
from dure.demo.grading import Graded, combined, panel
from dure.demo.names import EXPERTS
from dure.demo.papers import photograph
from dure.demo.remarks import FINDINGS, LOW, PRAISE
from dure.demo.words import trade
from dure.demo.year import FirmInYear, Player, Year, chance
from dure.foundation.documents.actions import store_bytes
from dure.journey.applications.actions import withdraw
from dure.journey.evaluation.actions import (
    Expertise,
    Findings,
    Timetable,
    add_assessor,
    allot,
    begin_scoring,
    close_evaluation,
    close_phase,
    declare_conflict,
    find_conflicts,
    grant_extra,
    lift_conflict,
    open_phase,
    order_presentations,
    plan_site_check,
    save_sheet,
    sign_pledge,
    sign_sheet,
    write_site_check,
)
from dure.journey.evaluation.models import Assignment, Panel, Phase
from dure.journey.programmes.queries import terms_in_force
from dure.journey.programmes.terms import Step

DRAW_SEED = "04-19 전북 2024 · 17 · 82 · 45"
SITE_CHECKS_A_DAY = 18
PHOTOGRAPHED = 6
# The weight of the site check and of the presentation in the official score.
SITE_PART, PRESENTATION_PART = 0.2, 0.8
BONUS = Decimal(3)


def gather_pool(year: Year) -> None:
    """Enter the candidates, have them pledge, find their ties."""
    year.progress.begin("평가위원", len(year.experts))
    for each, expert in zip(year.experts, EXPERTS, strict=True):
        expertise = Expertise(topics=expert.topics, employer=expert.employer, past_employers=expert.past)
        assessor = add_assessor(
            programme=year.programme,
            person=each.person,
            expertise=expertise,
            by=year.second_operator,
            at=moment(4, 8, 14),
        )
        sign_pledge(assessor=assessor, by=each.actor, at=moment(4, 17, 10))
        year.pool.append(assessor)
        year.progress.tick()
    found = find_conflicts(programme=year.programme, by=year.operator, at=moment(4, 19, 18, 30))
    for conflict in found.conflicts:
        if conflict.rule == "representative":
            lift_conflict(
                conflict=conflict, by=year.operator, at=moment(4, 19, 18, 40),
                reason="신분증으로 동명이인임을 확인함.",
            )  # fmt: skip
    near = next(each for each in year.applicants if each.applied.status == "eligible" and each.cast.sector == "10")
    declare_conflict(
        assessor=year.pool[12], application=near.applied, kind="self_withdrawal",
        reason="지난해 이 기업의 공정 자문을 맡았습니다.", by=year.experts[12].actor, at=moment(4, 19, 18, 45),
    )  # fmt: skip


def check_sites(year: Year) -> None:
    """Two weeks of site checks, and the sheets of two assessors a firm."""
    phase = open_phase(
        programme=year.programme, step="site_check", due_at=moment(5, 4, 18), by=year.operator, at=moment(4, 19, 19)
    )
    allot(phase=phase, method="draw", seed=DRAW_SEED, by=year.operator, at=moment(4, 19, 19, 10))
    begin_scoring(phase=phase, by=year.operator, at=moment(4, 19, 19, 20))
    step, panels = terms_in_force(year.programme.pk).step("site_check"), _panels(phase)
    seen = _scored(year)
    year.progress.begin("현장실사", len(seen))
    for place, each in enumerate(seen):
        day = place // SITE_CHECKS_A_DAY
        held_at = moment(4, 22, 9) + timedelta(
            days=day if day < 5 else day + 2, minutes=30 * (place % SITE_CHECKS_A_DAY)
        )
        lead = year.mentors[place % len(year.mentors)]
        _see(year, each, lead, held_at, with_photo=place < PHOTOGRAPHED)
        wanted = _site_target(each)
        sheets = _grade(year, step, panels[each.applied.pk], wanted, each, at=held_at + timedelta(hours=6))
        each.site_mean = combined(step, sheets)
        year.progress.tick()
    close_phase(phase=phase, by=year.operator, at=moment(5, 7, 11))


def present(year: Year) -> None:
    """A firm leaves; the others present in drawn order before five assessors each."""
    for each in year.applicants:
        if each.cast.fate == "withdraws_late":
            withdraw(
                application=each.applied, by=each.actor, at=moment(5, 8, 10),
                reason="주거래처 이전으로 투자 계획을 다시 세우게 되었습니다.",
            )  # fmt: skip
    phase = open_phase(
        programme=year.programme, step="presentation", due_at=moment(5, 17, 20), by=year.operator, at=moment(5, 8, 14)
    )
    allot(phase=phase, method="draw", seed="05-08 전북 2024 · 31 · 7 · 64", by=year.operator, at=moment(5, 8, 15))
    timetable = Timetable(starts_at=moment(5, 13, 9), minutes=15, per_day=34)
    turns = order_presentations(
        phase=phase, seed="발표순서 9 · 28 · 53", timetable=timetable, by=year.operator, at=moment(5, 9, 10)
    )
    begin_scoring(phase=phase, by=year.operator, at=moment(5, 10, 10))
    _hear(year, phase, turns)
    close_phase(phase=phase, by=year.operator, at=moment(5, 17, 20))


def _hear(year: Year, phase: Phase, turns: list[Panel]) -> None:
    step = terms_in_force(year.programme.pk).step("presentation")
    panels, by_application = _panels(phase), {each.applied.pk: each for each in _scored(year)}
    year.progress.begin("대면평가", len(turns))
    for turn in sorted(turns, key=lambda row: row.position or 0):
        each = by_application[turn.application_id]
        at = (turn.starts_at or moment(5, 13)) + timedelta(minutes=14)
        _grade(year, step, panels[turn.application_id], _presentation_target(each), each, at=at)
        year.progress.tick()


def settle(year: Year) -> None:
    """Decide on the bonus points claimed, and compute the official scores."""
    year.progress.begin("점수 확정", 2)
    for each in _scored(year):
        if each.cast.bonus:
            grant_extra(
                application=each.applied, code=each.cast.bonus, granted=True, by=year.second_operator,
                at=moment(5, 16, 17), reason="증빙 확인",
            )  # fmt: skip
    year.progress.tick()
    close_evaluation(programme=year.programme, by=year.operator, at=moment(5, 20, 10))
    year.progress.tick()


def _scored(year: Year) -> list[FirmInYear]:
    """The firms that take part now, in an order of its own (neither number nor name)."""
    for each in year.applicants:
        each.applied.refresh_from_db(fields=["status"])
    live = [each for each in year.applicants if each.applied.status == "eligible"]
    return sorted(live, key=lambda each: (each.cast.city, chance("site", each.cast.key).random()))


def _panels(phase: Phase) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    rows = phase.assignments.filter(status="assigned").select_related(
        "sheet", "assessor__programme", "phase__programme", "phase__notice"
    )
    for row in rows.order_by("application_id", "assessor_id"):
        found[row.application_id].append(row)
    return found


def _site_target(each: FirmInYear) -> float:
    own = _without_bonus(each)
    return min(95.0, max(50.0, own + chance("site score", each.cast.key).gauss(0, 3)))


def _presentation_target(each: FirmInYear) -> float:
    return (_without_bonus(each) - SITE_PART * each.site_mean) / PRESENTATION_PART


def _without_bonus(each: FirmInYear) -> float:
    return float(each.cast.score - (BONUS if each.cast.bonus else 0))


def _see(year: Year, each: FirmInYear, lead: Player, held_at: datetime, *, with_photo: bool) -> None:
    dice = chance("findings", each.cast.key)
    plan_site_check(
        application=each.applied,
        planned_at=held_at,
        lead_id=lead.person.pk,
        by=year.second_operator,
        at=moment(4, 19, 19, 30),
    )
    matches = each.cast.score > 66 or dice.random() < 0.5
    findings = Findings(
        plant_operating=True,
        plan_matches_site=matches,
        equipment_sound=each.cast.score > 70 or dice.random() < 0.6,
        needs=", ".join(dice.sample(trade(each.cast.sector).needs, 2)),
        remarks=dice.choice(FINDINGS[matches]),
    )
    row = write_site_check(
        application=each.applied, findings=findings, held_at=held_at, by=lead.actor, at=held_at + timedelta(hours=3)
    )
    if with_photo:
        store_bytes(
            content=photograph(each.cast.serial, 3 + each.cast.serial % 4), name="현장 사진(예시).jpg", kind="site_photo",
            subject=row, by=lead.actor, at=held_at + timedelta(hours=3), chain=year.programme.chain,
            organisation_id=each.applied.firm_id, programme_id=year.programme.pk,
        )  # fmt: skip


def _grade(
    year: Year, step: Step, assignments: list[Assignment], wanted: float, each: FirmInYear, *, at: datetime
) -> list[Graded]:
    """The sheets of one firm: graded, reasons written where the notice asks for them, signed."""
    experts = {assessor.pk: place for place, assessor in enumerate(year.pool)}
    places = [experts[row.assessor_id] for row in assignments]
    dice = chance(step.code, each.cast.key)
    graded = panel(step, [EXPERTS[place].severity for place in places], wanted, dice)
    for row, place, sheet in zip(assignments, places, graded, strict=True):
        by = year.experts[place].actor
        reasons = {
            item.code: dice.choice(LOW)
            for item in step.criteria
            if item.reason_below is not None and sheet.points[item.code] < item.reason_below
        }
        row.sheet.assignment = row
        save_sheet(
            sheet=row.sheet, points=sheet.points, reasons=reasons, comment=dice.choice(PRAISE[sheet.total >= 78]),
            revision=0, by=by, at=at,
        )  # fmt: skip
        sign_sheet(sheet=row.sheet, by=by, at=at + timedelta(minutes=2))
    return graded
