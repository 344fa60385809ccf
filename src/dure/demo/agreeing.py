"""June 2024: the memorandum, the cost calculations with their cuts, and 70 agreements concluded."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile

from dure.demo.clock import at_hour, moment
from dure.demo.papers import paper
from dure.demo.projects import SIGNED, Project, projects
from dure.demo.year import Year, chance
from dure.foundation.parties.queries import actor_for
from dure.foundation.signing.actions import conclude_on_paper as seal
from dure.foundation.signing.actions import sign
from dure.foundation.signing.models import Envelope
from dure.foundation.signing.values import FactorMethod, SecondFactor
from dure.journey.agreements.actions import (
    LineReview,
    MemorandumDraft,
    accept_cost,
    conclude_on_paper,
    draft_memorandum,
    meet_obligation,
    open_cost_review,
    review_lines,
    send_for_signature,
    send_memorandum,
)
from dure.journey.agreements.models import Agreement, CostReview
from dure.journey.agreements.queries import usual_draft

_BODY = "한국원가분석원(예시)"
# Every fourth calculation cuts the software line, by some percent.
_CUT_EVERY, _CUTS_PCT = 4, (4, 6, 9)
_CUT = "기능점수로 다시 계산한 결과 견적의 공수가 많음."
_ON_PAPER = "세 당사자가 서명식에서 종이 협약서에 날인함."
_KEPT_AT = "전북테크노파크 문서고 2024-협약 서가"


def remember(year: Year) -> None:
    """The memorandum of province, cities, partner, forum and operator, sealed on one sheet."""
    year.progress.begin("업무협약")
    usual = usual_draft(year.programme)
    memorandum = draft_memorandum(
        programme=year.programme, draft=_with_days(usual), by=year.operator, at=moment(6, 5, 10)
    )
    envelope = send_memorandum(memorandum=memorandum, by=year.operator, at=moment(6, 10, 10))
    seal(
        envelope=envelope, scan_file=scan(), original_kept_at=_KEPT_AT, reason="협약식에서 모든 기관장이 종이에 서명함.",
        by=year.operator, at=moment(6, 14, 15),
    )  # fmt: skip
    year.progress.tick()


def _with_days(draft: MemorandumDraft) -> MemorandumDraft:
    """Each undertaking with the day by which it is to be met; the operator's own runs to the end."""
    parties = tuple(
        replace(
            party,
            obligations=tuple(
                replace(
                    each, due_on=date(2025, 12, 31) if party.order == draft.parties[-1].order else date(2024, 12, 31)
                )
                for each in party.obligations
            ),
        )
        for party in draft.parties
    )
    return replace(draft, parties=parties, starts_on=date(2024, 6, 14), ends_on=date(2026, 12, 31))


def keep_word(year: Year) -> None:
    """By the end of the year what was undertaken for 2024 is done."""
    parties = [party for memorandum in year.programme.memoranda.all() for party in memorandum.parties.all()]
    rows = [row for party in parties for row in party.obligations.filter(due_on=date(2024, 12, 31))]
    year.progress.begin("업무협약 이행", len(rows))
    for row in rows:
        meet_obligation(obligation=row, by=year.operator, at=moment(12, 27, 14), note="이행실적 공문으로 확인함.")
        year.progress.tick()


def calculate(year: Year) -> None:
    """Every plan's cost table looked through by an outside body; accepted, it makes the agreement."""
    found = projects(year)
    year.progress.begin("원가계산", len(found))
    for each in found:
        opened = moment(6, 3 + each.place % 3, 13, each.place % 60)
        review = open_cost_review(application=each.firm.applied, by=year.operator, at=opened)
        review_lines(
            review=review, lines=_lines(review, each), body=_BODY, letter_no=f"원가-2024-{each.place + 1:03d}",
            by=year.second_operator, at=moment(6, 11 + each.place % 3, 10, each.place % 60),
        )  # fmt: skip
        accept_cost(review=review, by=year.operator, at=moment(6, 14, 9 + each.place // 60, each.place % 60))
        year.progress.tick()


def _lines(review: CostReview, each: Project) -> list[LineReview]:
    pct = chance("cut", each.firm.cast.key).choice(_CUTS_PCT) if each.place % _CUT_EVERY == 1 else 0
    found = []
    for row in review.lines.order_by("number"):
        cut = row.planned_won * pct // 100 // 1000 * 1000 if row.item == "software_development" else 0
        found.append(LineReview(row.number, row.planned_won - cut, _CUT if cut else ""))
    return found


def conclude(year: Year) -> None:
    """Six agreements are signed in Dure; the others on paper, entered with their scan."""
    found = projects(year)
    year.progress.begin("사업협약", len(found))
    for each in found:
        at = at_hour(each.concluded_on, 9 + each.place % 8, each.place % 60)
        agreement = each.agreement
        envelope = send_for_signature(agreement=agreement, by=year.operator, at=at)
        if each.place in SIGNED:
            _sign(envelope, at)
        else:
            agreement.refresh_from_db()
            _on_paper(year, agreement, at)
        year.progress.tick()


def _sign(envelope: Envelope, at: datetime) -> None:
    for signatory in envelope.signatories.order_by("order", "pk"):
        signatory.refresh_from_db()
        envelope.refresh_from_db()
        sign(
            signatory=signatory, seen_sha256=envelope.current_sha256, factor=SecondFactor(FactorMethod.TOTP, at),
            by=actor_for(signatory.person_id), at=at,
        )  # fmt: skip


def _on_paper(year: Year, agreement: Agreement, at: datetime) -> None:
    conclude_on_paper(
        agreement=agreement, scan_file=scan(), original_kept_at=_KEPT_AT, reason=_ON_PAPER, by=year.operator, at=at
    )


@cache
def sheet() -> bytes:
    """One invented sheet that stands for every scan."""
    return paper("협약서 서명면(스캔)", "당사자 전원의 서명과 날인이 있는 면을 대신하는 예시입니다.")


def scan() -> SimpleUploadedFile:
    """The sheet as it is uploaded."""
    return SimpleUploadedFile("협약서_스캔.pdf", sheet(), "application/pdf")
