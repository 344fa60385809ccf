"""From the notice of start to the acceptance: starts with their bonds, and builds told up to a day."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from dure.demo.agreeing import sheet
from dure.demo.clock import at_hour
from dure.demo.projects import BEHIND, COLLUDING, LAST_DAY_WORKED, Project, projects, weekday
from dure.demo.year import Year
from dure.foundation.access.actor import Actor
from dure.foundation.documents.actions import store_bytes
from dure.journey.agreements.actions import (
    BondPaper,
    StartDraft,
    accept_start,
    hand_in_start,
    record_bond,
    save_start,
)
from dure.journey.agreements.models import Agreement, BondKind
from dure.journey.builds import papers
from dure.journey.builds.actions import (
    FindingText,
    Level,
    Progress,
    Training,
    WriteUp,
    accept_build,
    accept_deliverable,
    answer_finding,
    begin_build,
    complete_build,
    confirm_finding,
    confirm_level,
    confirm_milestone,
    hand_in_deliverable,
    hold_training,
    reach_milestone,
    record_delay,
    report_progress,
    resolve_finding,
    write_inspection,
)
from dure.journey.builds.models import Build, Deliverable, Finding, Inspection, InspectionKind, Milestone, PartyToBlame
from dure.journey.money.actions import open_settlement

YEAR_ENDS = date(2024, 12, 31)
# How far between start and end each milestone is reached, when nothing holds it up.
_PARTS = {"kickoff": 0.02, "requirements": 0.2, "design": 0.38, "installation": 0.68, "trial": 0.82, "handover": 0.92}
_BLAMES = (
    (PartyToBlame.OPERATOR, "협약 뒤 착수 안내와 설계 점검 일정이 늦어짐."),
    (PartyToBlame.FIRM, "추석 전 물량이 몰려 현장 설치를 뒤로 미룸."),
    (PartyToBlame.SUPPLIER, "개발 인력이 다른 현장과 겹쳐 착수가 늦음."),
    (PartyToBlame.FUNDER, "보조금 교부가 늦어 장비를 늦게 발주함."),
    (PartyToBlame.NOBODY, "집중호우로 공장에 물이 들어와 설치를 멈춤."),
)
# What the build that is behind has not reached.
_HELD_UP = frozenset({"installation", "trial", "handover"})
# Every third build that goes on has something to mend after its mid-term check.
_FINDING_EVERY = 3
_LEVELS = {"JS1": "basic", "JS2": "basic", "JS3": "intermediate1"}


def start(year: Year) -> None:
    """The notices of start, each with its account and performance bond; the build begins with its acceptance."""
    found = projects(year)
    year.progress.begin("착수", len(found))
    for each in sorted(found, key=lambda one: one.started_on):
        _start(year, each)
        year.progress.tick()


def account_of(each: Project) -> str:
    """The number of the project account; two firms that act together use one."""
    serial = each.firm.cast.serial if each.place != COLLUDING[1] else 0
    return "999-0000-8820-01" if each.place in COLLUDING else f"999-0000-{serial:04d}-01"


def _start(year: Year, each: Project) -> None:
    agreement, firm = each.agreement, each.firm
    handed_in = at_hour(each.started_on - timedelta(days=2), 14, each.place % 60)
    draft = StartDraft(
        bank="예시은행",
        account_number=account_of(each),
        account_holder=firm.cast.name,
        kickoff_at=at_hour(each.started_on + timedelta(days=1), 14),
        schedule="1~2주 요구사항 확정, 3~5주 설계, 6~10주 개발과 설치, 11~13주 시운전, 14주 교육과 인수인계",
    )
    save_start(agreement=agreement, draft=draft, by=firm.actor, at=handed_in)
    if agreement.ends_on is None:
        raise LookupError(f"{agreement.number} is not in force")
    bond = BondPaper(
        issuer="예시보증보험", number=f"제100-2024-{each.place + 1:06d}호",
        amount_won=_cost(agreement) // 10, from_on=each.started_on - timedelta(days=3),
        until_on=agreement.ends_on + timedelta(days=150),
    )  # fmt: skip
    record_bond(agreement=agreement, kind=BondKind.PERFORMANCE, paper=bond, by=firm.actor, at=handed_in)
    hand_in_start(agreement=agreement, by=firm.actor, at=handed_in)
    at = at_hour(each.started_on, 10, each.place % 60)
    accept_start(agreement=agreement, by=year.second_operator, at=at)
    begin_build(agreement=agreement, by=year.second_operator, at=at)


def _cost(agreement: Agreement) -> int:
    return agreement.current.cost_won if agreement.current is not None else 0


def work_in_2024(year: Year) -> None:
    """The builds until the end of the year."""
    _work(year, "구축(2024년)", YEAR_ENDS)


def work_in_2025(year: Year) -> None:
    """The builds from January on, until the eve of the demo's day."""
    _work(year, "구축(2025년)", LAST_DAY_WORKED)


def _work(year: Year, title: str, until: date) -> None:
    found = projects(year)
    year.progress.begin(title, len(found))
    for each in found:
        if each.agreement.status == "started":
            BuildInYear(year, each, each.build, until).go_on()
        year.progress.tick()


class BuildInYear:
    """One build, told from where it stands up to a day."""

    def __init__(self, year: Year, project: Project, build: Build, until: date) -> None:
        self.year, self.project, self.build, self.until = year, project, build, until
        # Whoever is the supplier now: one agreement changed it.
        sides = {player.organisation.pk: player.actor for player in year.suppliers.values()}
        self.supplier: Actor = sides[build.agreement.supplier_id]
        self.ends_on: date = build.agreement.ends_on or until

    def go_on(self) -> None:
        """Everything that happens by the day, in order: milestones, checks, the end."""
        for row in self.build.milestones.filter(status="ahead").order_by("order"):
            self._milestone(row)
        for check in self.build.inspections.filter(status="planned").order_by("due_on"):
            self._check(check)
        finished_on = self.project.finished_on
        if finished_on is not None and finished_on <= self.until:
            self._finish(finished_on)

    def _reached_on(self, row: Milestone) -> date:
        started, end = self.project.started_on, self.project.finished_on or self.ends_on
        planned = started + timedelta(days=int((end - started).days * _PARTS[row.code]))
        if self.project.finished_on is not None:
            return weekday(planned)
        # What is not finished keeps up with the plan in force, however late it started.
        soonest = started + timedelta(days=2 + 7 * row.order)
        return max(soonest, min(planned, row.due_on))

    def _milestone(self, row: Milestone) -> None:
        on = self._reached_on(row)
        if on > self.until or (self.project.place == BEHIND and row.code in _HELD_UP):
            return
        at = at_hour(on, 17, self.project.place % 60)
        for paper in row.deliverables.filter(status="due"):
            self._hand_in(paper, at)
        reach_milestone(milestone=row, on=on, by=self.supplier, at=at)
        if self.project.finished_on is None or self.project.place % 4 == 0:
            self._confirm(row, on, at)
        if row.code in ("design", "trial"):
            self._report(row, on, at)

    def _confirm(self, row: Milestone, on: date, at: datetime) -> None:
        days = (on - row.due_on).days
        if days > 0:
            blame, reason = _BLAMES[(self.project.place + row.order) % len(_BLAMES)]
            record_delay(
                milestone=row, days=days, caused_by=blame, reason=reason, by=self.year.second_operator, at=at
            )  # fmt: skip
        confirm_milestone(milestone=row, by=self.year.second_operator, at=at)

    def _hand_in(self, row: Deliverable, at: datetime) -> None:
        agreement = self.build.agreement
        store_bytes(
            content=sheet(), name=f"{row.name}.pdf", kind=papers.FILE, subject=row, by=self.supplier, at=at,
            chain=agreement.programme.chain, organisation_id=agreement.firm_id, programme_id=agreement.programme_id,
        )  # fmt: skip
        hand_in_deliverable(deliverable=row, by=self.supplier, at=at)
        accept_deliverable(deliverable=row, by=self.project.firm.actor, at=at)

    def _report(self, row: Milestone, on: date, at: datetime) -> None:
        progress = Progress(
            on=on, progress_pct=40 if row.code == "design" else 85, done=f"{row.name}까지 마침.", next="다음 단계 준비"
        )
        report_progress(build=self.build, progress=progress, by=self.supplier, at=at)

    def _check(self, row: Inspection) -> None:
        """Held on its day, or a while after the start where that is later; the final one with the acceptance."""
        if row.kind == InspectionKind.FINAL_CHECK and self.project.finished_on is None:
            return
        started = self.project.started_on
        on = max(row.due_on, started + timedelta(days=30))
        if self.project.finished_on is not None:
            on = min(on, self.project.finished_on - timedelta(days=2))
        if on > self.until:
            return
        final = row.kind in (InspectionKind.FINAL_CHECK, InspectionKind.FINAL_SUPERVISION)
        mends = row.kind == InspectionKind.MID_CHECK and self.project.place % _FINDING_EVERY == 0
        written = WriteUp(
            verdict="passed" if final else "to_mend" if mends else "good",
            done_on=on,
            summary="현장에서 화면과 장치를 차례로 확인함.",
            findings=(FindingText("작업자 단말의 글씨가 작아 현장에서 읽기 어려움."),) if mends else (),
        )
        at = at_hour(on, 16, self.project.place % 60)
        done = write_inspection(inspection=row, written=written, by=self.year.operator, at=at)
        for finding in done.findings.all():
            self._mend(finding, on)

    def _mend(self, row: Finding, on: date) -> None:
        """Most are mended and confirmed; some wait for the staff to look, one for the supplier."""
        plan_at, done_at = at_hour(on + timedelta(days=3), 11), at_hour(on + timedelta(days=9), 11)
        if done_at.date() > self.until:
            return
        answer_finding(finding=row, plan="글꼴을 24포인트로 바꾸고 현장에서 다시 시험함.", by=self.supplier, at=plan_at)
        resolve_finding(
            finding=row, result="단말 6대의 화면을 바꾸고 작업자 확인을 받음.", by=self.supplier, at=done_at
        )
        if self.project.finished_on is not None or self.project.place % 2 == 0:
            confirm_finding(finding=row, by=self.year.operator, at=done_at)

    def _finish(self, on: date) -> None:
        at, firm = at_hour(on, 11, self.project.place % 60), self.project.firm
        for row in self.build.deliverables.filter(status="due"):
            self._hand_in(row, at)
        training = Training(on - timedelta(days=3), Decimal(4), 3 + self.project.place % 6, "시스템 사용과 점검")
        hold_training(build=self.build, training=training, by=self.supplier, at=at)
        final = Progress(on=on, progress_pct=100, done="시운전과 교육을 마침.")
        report_progress(build=self.build, progress=final, by=self.supplier, at=at)
        accept_build(build=self.build, on=on, by=firm.actor, at=at, note="현장에서 사흘 동안 써 보고 확인함.")
        level = Level(
            "after", "system", _LEVELS[firm.cast.type_code], on, "스마트제조혁신센터(예시)",
            f"수준확인-2025-{self.project.place + 1:03d}" if self.project.place % 3 else "",
        )  # fmt: skip
        confirm_level(build=self.build, level=level, by=self.year.operator, at=at)
        complete_build(build=self.build, on=on, by=self.year.operator, at=at)
        agreement = self.project.agreement
        open_settlement(agreement=agreement, by=self.year.operator, at=at)
