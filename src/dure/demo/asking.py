"""The letters of late February 2025: what the operator asks of firms and offices, and nobody has answered yet."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from dure.demo.clock import moment
from dure.demo.year import Year
from dure.foundation.messages.actions import Letter, draft_batch, release_batch
from dure.foundation.messages.models import Asks
from dure.foundation.places.queries import cities

_OPERATOR = "문의: 전북테크노파크(예시) 스마트제조혁신팀 063-000-0101"
_SENT_AT, _UNTIL = moment(2, 27, 10, year=2025), moment(3, 14, 18, year=2025)
# Firms of the page of roles that were not selected in 2024.
_NOT_SELECTED = ("F021", "F161", "F068", "F153")


def ask_now(year: Year) -> None:
    """Whoever has no other work waiting answers one of these."""
    _to_firms(year)
    _to_cities(year)
    _to_offices(year)
    _to_committee(year)


def _send(year: Year, title: str, letters: Sequence[Letter], asks: str, at: datetime = _SENT_AT) -> None:
    batch = draft_batch(
        kind="demo.request", title=title, letters=letters, by=year.operator, at=at, programme_id=year.programme.pk
    )
    release_batch(batch=batch, by=year.operator, at=at, asks=asks, answer_by_at=_UNTIL)


def _to_firms(year: Year) -> None:
    subject = "2025년 사전 상담 신청 여부 회신"
    letters = [
        Letter(
            subject=subject,
            body=f"{each.cast.name} 대표님께\n\n2025년 사업을 3월에 공고할 예정입니다. 지난해 결과 안내문의 항목별 점수를 바탕으로 포럼 임원과 전담멘토가 "
            f"찾아가는 사전 상담을 받으실 수 있습니다. 상담을 원하시는지, 가능한 요일을 회신하여 주십시오.\n\n{_OPERATOR}",
            organisation_id=each.applied.firm_id,
            link=reverse("portal:firm", args=[each.applied.firm_id]),
        )
        for each in year.applicants
        if each.cast.key in _NOT_SELECTED
    ]
    _send(year, subject, letters, Asks.ANSWER)


def _to_cities(year: Year) -> None:
    subject = "2024년 이월액과 정산 일정 확인 회신"
    letters = [
        Letter(
            subject=subject,
            body=f"{place.name_ko} 담당자께\n\n2024년 시군비 가운데 2025년으로 이월한 금액과 기업별 집행 현황을 시군 화면에서 확인하실 수 있습니다. 금액이 귀 "
            f"기관의 장부와 맞는지, 정산 결과를 받으실 시기를 회신하여 주십시오.\n\n{_OPERATOR}",
            organisation_id=year.offices[place.code].organisation.pk,
            link=reverse("portal:city", args=[place.code]),
        )
        for place in cities(year.programme.province_id)
    ]
    _send(year, f"{subject} (14개 시군)", letters, Asks.ANSWER)


def _to_offices(year: Year) -> None:
    """Province, partner, council and audit office, each with its own question."""
    pipeline = reverse("portal:pipeline")
    for key, subject, asks, words in (
        ("province", "2024년 이월액과 2025년 교부 시기 회신", Asks.ANSWER,
         "2024년 도비 이월액을 확인하시고, 2025년 사업의 교부 결정 시기를 회신하여 주십시오."),
        ("council", "2024년 추진 실적 보고", Asks.RECEIPT,
         "협약 70건, 완료 42건, 해지 1건의 추진 실적과 집행 현황을 보내 드립니다. 받으셨음을 확인하여 주십시오."),
        ("auditor", "해지 협약의 환수와 이상 징후 자료", Asks.RECEIPT,
         "해지된 협약 1건의 환수 경과와 같은 세금계산서가 두 번 청구된 건의 자료를 열람하실 수 있습니다. 받으셨음을 확인하여 주십시오."),
    ):  # fmt: skip
        letter = Letter(
            subject=subject, body=f"담당자께\n\n{words}\n\n{_OPERATOR}",
            organisation_id=year.offices[key].organisation.pk, link=pipeline,
        )  # fmt: skip
        _send(year, subject, [letter], asks)
    partner = Letter(
        subject="2025년 전담멘토 인원 회신",
        body=f"상생협력 담당자께\n\n2025년 사업에 보내실 수 있는 전담멘토 인원과 전문 분야를 회신하여 주십시오.\n\n{_OPERATOR}",
        person_id=year.offices["partner"].person.pk,
        link=pipeline,
    )
    _send(year, "2025년 전담멘토 인원 회신", [partner], Asks.ANSWER)


def _to_committee(year: Year) -> None:
    subject = "2025년 공고안 심의 일정 회신"
    letters = [
        Letter(
            subject=subject,
            body=f"{each.person.name} 위원님께\n\n2025년 공고안을 3월 둘째 주에 심의하고자 합니다. 참석하실 수 있는 날과 공고안에 대한 의견을 회신하여 "
            f"주십시오.\n\n{_OPERATOR}",
            person_id=each.person.pk,
            link=reverse("programmes:list"),
        )
        for each in year.committee
    ]
    _send(year, subject, letters, Asks.ANSWER)
