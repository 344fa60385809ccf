"""April: the eligibility check, what has to be supplemented, and the firms that leave."""

from datetime import datetime

from dure.demo.clock import moment
from dure.demo.papers import paper
from dure.demo.plans import plan_of, supplemented
from dure.demo.year import FirmInYear, Year, chance
from dure.foundation.documents.actions import store_bytes
from dure.journey.applications.actions import (
    SupplementItem,
    accept_clear,
    answer_supplement,
    ask_supplement,
    decide_eligibility,
    lapse_supplements,
    save_draft,
    withdraw,
)
from dure.journey.applications.queries import draft_of

_ITEMS = (
    SupplementItem("quotation", "공급기업 견적서의 유효기간이 지났습니다. 새로 받은 견적서를 내 주십시오."),
    SupplementItem("local_tax", "지방세 납세증명서가 빠졌습니다. 위택스 또는 정부24에서 발급받아 내 주십시오."),
    SupplementItem("national_tax", "국세 납세증명서의 유효기간이 지났습니다. 홈택스에서 다시 발급받아 주십시오."),
    SupplementItem("", "구축 뒤 운영 계획에 유지보수 방법과 담당자를 적어 주십시오."),
    SupplementItem("insured_list", "4대보험 가입자 명부를 3월 기준으로 다시 내 주십시오."),
)
_REJECTIONS = {
    "sales_won": "2023년 매출액이 50억 원 이상이어서 JS1의 요건에 맞지 않습니다.",
    "supported_before": "스마트공장 지원을 받은 이력이 확인되어 JS1의 요건에 맞지 않습니다.",
    "tax_arrears": "신청일 현재 국세 체납이 확인되었습니다.",
    "running_other_project": "신청일 현재 다른 스마트공장 지원사업을 수행하고 있습니다.",
    "in_insolvency": "회생 절차가 진행 중인 것으로 확인되었습니다.",
    "lapsed": "보완 기한까지 납세증명서를 내지 않아 체납 여부를 확인할 수 없습니다.",
}
# How many of those who supplement also attach a paper.
WITH_PAPER = 6


def check(year: Year) -> None:
    """From the first look to the decision on every application."""
    live = [each for each in year.applicants if each.cast.fate != "reopened"]
    year.progress.begin("요건검토·보완", len(live))
    asked = [each for each in live if each.cast.check in {"supplement", "lapsed"}]
    for place, each in enumerate(asked):
        _ask(year, each, place)
    for each in live:
        if each.cast.fate == "withdraws":
            _leave(each)
    for place, each in enumerate([one for one in asked if one.cast.check == "supplement"]):
        _answer(each, place)
    lapse_supplements(programme=year.programme, at=moment(4, 13, 9))
    for each in live:
        _decide(year, each)
        year.progress.tick()


def check_reopened(year: Year) -> None:
    """The four that came in when intake was opened again."""
    for each in year.applicants:
        if each.cast.fate == "reopened":
            decide_eligibility(
                application=each.applied, accept=True, by=year.operator, at=moment(4, 19, 18, 20),
                reason=_caution(each),
            )  # fmt: skip


def _ask(year: Year, each: FirmInYear, place: int) -> None:
    items = chance("supplement", each.cast.key).sample(_ITEMS, 2)
    if each.cast.check == "lapsed":
        items = list(_ITEMS[1:3])
    ask_supplement(
        application=each.applied, items=items, by=year.second_operator, at=moment(4, 4 + place % 2, 10 + place // 5, 5),
        reason="제출서류와 사업계획서를 검토한 결과 보완이 필요합니다.",
    )  # fmt: skip


def _answer(each: FirmInYear, place: int) -> None:
    at = moment(4, 8 + place % 4, 13, 2 * place)
    application = each.applied
    if place < WITH_PAPER:
        _attach(each, at)
    draft = draft_of(application.pk)
    save_draft(
        application=application,
        plan=supplemented(plan_of(each.cast), each.cast),
        revision=draft.revision,
        by=each.actor,
        at=at,
    )
    answer_supplement(
        application=application, answer="요청하신 서류를 다시 내고 운영 계획을 보완하였습니다.", by=each.actor, at=at
    )


def _attach(each: FirmInYear, at: datetime) -> None:
    application = each.applied
    content = paper(
        "납세증명서",
        f"상호: {each.cast.name}",
        f"사업자등록번호: {each.cast.number}",
        "체납 사실 없음",
        "발급일: 2024. 4. 8.",
    )
    store_bytes(
        content=content, name=f"{each.cast.name}_지방세 납세증명서.pdf", kind="local_tax", subject=application,
        by=each.actor, at=at, chain=application.programme.chain, organisation_id=application.firm_id,
        programme_id=application.programme_id,
    )  # fmt: skip


def _leave(each: FirmInYear) -> None:
    withdraw(
        application=each.applied, by=each.actor, at=moment(4, 9, 11),
        reason="공장 증축 일정과 겹쳐 올해는 참여하기 어렵습니다.",
    )  # fmt: skip


def _decide(year: Year, each: FirmInYear) -> None:
    if each.cast.fate == "withdraws":
        return
    each.applied.refresh_from_db()
    reason = _REJECTIONS.get(each.cast.check)
    if reason is not None:
        decide_eligibility(
            application=each.applied, accept=False, by=year.operator, at=moment(4, 15, 16), reason=reason
        )
    elif caution := _caution(each):
        decide_eligibility(
            application=each.applied, accept=True, by=year.operator, at=moment(4, 15, 17), reason=caution
        )
    else:
        accept_clear(applications=[each.applied], by=year.operator, at=moment(4, 16, 10))


def _caution(each: FirmInYear) -> str:
    if each.cast.type_code == "JS1" and each.cast.headcount >= 20:
        return "종업원이 20명 이상이나 계절 일용직을 포함한 수로, 상시 인원을 명부로 확인함."
    return ""
