"""The letters of May and June 2024 that ask for something, with what firms and offices answered."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from dure.demo.clock import moment
from dure.demo.projects import projects
from dure.demo.year import FirmInYear, Year, chance
from dure.foundation.access.actor import Actor
from dure.foundation.interface.formats import won_short
from dure.foundation.messages.actions import Letter, draft_batch, release_batch, reply
from dure.foundation.messages.models import Asks, Batch
from dure.foundation.messages.queries import inbox
from dure.foundation.places.queries import cities
from dure.journey.applications.queries import ApplicationFacts, applications_of
from dure.journey.programmes.queries import city_budgets, places
from dure.journey.selection.queries import decision_of

RESULTS_BY, APPEALS_BY, OFFICES_BY = moment(6, 7, 18), moment(6, 5, 18), moment(6, 14, 18)
_OPERATOR = "전북테크노파크(예시) 스마트제조혁신팀 063-000-0101"
# Of a hundred letters to firms, so many are confirmed within two days: the others are telephoned to.
_CONFIRMED_PCT = 84


def send_results(year: Year, batch: Batch) -> None:
    """The letters with the results go out; firms confirm them in the days after."""
    release_batch(
        batch=batch, by=year.operator, at=moment(5, 30, 11), asks=Asks.RECEIPT, answer_by_at=RESULTS_BY
    )  # fmt: skip
    for each in year.applicants:
        luck = chance("confirmed", each.cast.key)
        is_quick = luck.randrange(100) < _CONFIRMED_PCT
        at = moment(5, 30 + luck.randrange(2), 13 + luck.randrange(5), luck.randrange(60))
        at += timedelta(days=0 if is_quick else 5)
        _reply(each.actor, batch, "", at)


def ask_everyone(year: Year) -> None:
    """What the appeals, the place given up and the published list ask of firms and offices, all of it answered."""
    year.progress.begin("6월의 안내와 회신", 3)
    _appellants(year)
    _giver(year)
    year.progress.tick()
    _to_cities(year)
    year.progress.tick()
    _to_province(year)
    _to_partner(year)
    _to_readers(year, _list_url(year))
    _invite(year)
    year.progress.tick()


def _send(year: Year, title: str, letters: Sequence[Letter], asks: str, at: datetime, until: datetime) -> Batch:
    batch = draft_batch(
        kind="demo.request", title=title, letters=letters, by=year.operator, at=at, programme_id=year.programme.pk
    )
    release_batch(batch=batch, by=year.operator, at=at, asks=asks, answer_by_at=until)
    return batch


def _reply(who: Actor, batch: Batch, text: str, at: datetime) -> None:
    message = inbox(who).select_related("batch", "draft").filter(batch=batch).first()
    if message is not None:
        reply(message=message, text=text, by=who, at=at)


def _appellants(year: Year) -> None:
    """Whoever waits for the committee says whether they come and speak."""
    waiting = [each for each in year.applicants if each.cast.appeal == "open"]
    letters = [
        Letter(
            subject="이의신청 심의 출석 여부 회신",
            body=f"{each.cast.name} 대표님께\n\n제출하신 이의신청을 접수하였습니다. 심의는 6월 10일(월) 오후 2시에 열리며, 나오셔서 10분 동안 의견을 "
            f"말씀하실 수 있습니다. 출석하실지, 서면 의견으로 갈음하실지 회신하여 주십시오.\n\n문의: {_OPERATOR}",
            organisation_id=each.applied.firm_id,
            link=reverse("applications:detail", args=[each.applied.pk]),
        )
        for each in waiting
    ]
    batch = _send(year, "이의신청 심의 출석 여부 회신", letters, Asks.ANSWER, moment(6, 1, 15), APPEALS_BY)
    for place, each in enumerate(waiting):
        words = "서면 의견으로 갈음하겠습니다." if place % 2 else "대표가 출석하여 의견을 말씀드리겠습니다."
        _reply(each.actor, batch, words, moment(6, 2 + place % 3, 10))


def _giver(year: Year) -> None:
    giver = _giving_up(year)
    letter = Letter(
        subject="선정포기 접수 확인",
        body=f"{giver.cast.name} 대표님께\n\n5월 31일 제출하신 선정포기를 접수하였고, 그 자리는 예비 1순위 기업이 이어받았습니다. 협약 전에 포기하셨으므로 "
        f"참여제한은 없으며 내년에 다시 신청하실 수 있습니다. 내용이 맞는지 보시고 접수를 확인하여 주십시오.\n\n문의: {_OPERATOR}",
        organisation_id=giver.applied.firm_id,
        link=reverse("portal:firm", args=[giver.applied.firm_id]),
    )
    batch = _send(year, "선정포기 접수 확인", [letter], Asks.RECEIPT, moment(6, 1, 16), RESULTS_BY)
    _reply(giver.actor, batch, "", moment(6, 4, 9))


def _giving_up(year: Year) -> FirmInYear:
    return next(each for each in year.applicants if each.cast.fate == "gives_up")


def _to_cities(year: Year) -> None:
    """Each city checks its money and says what is left of it for the reserve and wished for next year."""
    budgets, table = city_budgets(year.programme.pk), places(year.programme.pk)
    rows: dict[str, list[ApplicationFacts]] = defaultdict(list)
    for row in applications_of(year.programme.pk):
        rows[row.city_code].append(row)
    letters = []
    for place in cities(year.programme.province_id):
        chosen = [row for row in rows[place.code] if row.status == "selected"]
        used = sum(row.city_won for row in chosen)
        left = budgets[place.code] - used if place.code in budgets else None
        letters.append(
            Letter(
                subject="시군비 확인과 내년 수요 회신",
                body=_city_body(place.name_ko, table.of_city(place.code), len(rows[place.code]), len(chosen), used, left),
                organisation_id=year.offices[place.code].organisation.pk,
                link=reverse("portal:city", args=[place.code]),
            )
        )  # fmt: skip
    batch = _send(year, "시군비 확인과 내년 수요 회신 (14개 시군)", letters, Asks.ANSWER, moment(5, 31, 10), OFFICES_BY)
    for place_code in sorted(place.code for place in cities(year.programme.province_id)):
        luck = chance("demand", place_code)
        words = (
            f"시군비 내역을 확인하였습니다. 2025년에는 기초 {luck.randrange(2, 5)}개사, 고도화 {luck.randrange(1, 3)}개사를 희망합니다. "
            "군·시의회 예산 일정에 맞추어 9월 초까지 배정물량을 알려 주시기 바랍니다."
        )
        _reply(year.offices[place_code].actor, batch, words, moment(5, 31, 14, luck.randrange(60)))


def _city_body(name: str, quota: int | None, applied: int, selected: int, used: int, left: int | None) -> str:
    budget = "" if left is None else f", 남은 예산 {won_short(left)}"
    return (
        f"{name} 담당자께\n\n2024년 신청 {applied}개사 가운데 {selected}개사가 선정되었습니다(배정물량 "
        f"{'따로 정하지 않음' if quota is None else f'{quota}개사'}). 선정기업의 시군비는 {won_short(used)}{budget}입니다.\n\n"
        "1. 위 금액이 귀 기관의 예산과 맞는지\n2. 남은 예산이 있으면 예비기업이 승계할 때 쓸 수 있는지\n"
        f"3. 2025년에 지원을 희망하는 기업 수(유형별)\n\n위 세 가지를 회신하여 주십시오. 수치는 시군 화면에서 볼 수 있습니다.\n\n문의: {_OPERATOR}"
    )


def _to_province(year: Year) -> None:
    letter = Letter(
        subject="선정 결과 확인과 도비 교부 시기 회신",
        body="담당자께\n\n5월 30일 선정 결과를 공고하였고, 이의신청 6건 가운데 2건을 심의하였습니다. 시군별 선정 현황은 진행 현황 화면에서 볼 수 "
        f"있습니다. 협약식이 6월 19일이므로 도비 1차 교부가 가능한 날을 회신하여 주십시오.\n\n문의: {_OPERATOR}",
        organisation_id=year.offices["province"].organisation.pk,
        link=reverse("portal:pipeline") + "?stage=selection",
    )
    subject = "선정 결과 확인과 도비 교부 시기 회신"
    batch = _send(year, subject, [letter], Asks.ANSWER, moment(5, 31, 10, 30), moment(6, 10, 18))
    _reply(year.offices["province"].actor, batch, "6월 24일에 1차분을 교부하겠습니다.", moment(6, 5, 14))


def _to_partner(year: Year) -> None:
    letter = Letter(
        subject="전담멘토 추천 회신",
        body="상생협력 담당자께\n\n선정기업 70개사가 확정되어 6월 19일 협약 뒤 바로 멘토링을 시작합니다. 업종과 시군을 보시고 전담멘토로 추천할 분들과 "
        f"처음 방문할 수 있는 주를 회신하여 주십시오. 선정기업 명단은 진행 현황에서 볼 수 있습니다.\n\n문의: {_OPERATOR}",
        person_id=year.offices["partner"].person.pk,
        link=reverse("portal:results", args=[year.programme.slug]),
    )
    batch = _send(year, "전담멘토 추천 회신", [letter], Asks.ANSWER, moment(5, 31, 11), moment(6, 12, 18))
    _reply(year.offices["partner"].actor, batch, "멘토 30명을 6월 넷째 주부터 나누어 보내겠습니다.", moment(6, 7, 11))


def _to_readers(year: Year, list_url: str) -> None:
    """The council and the audit office receive the minutes and say that they have them."""
    subject = "선정 심의 의사록과 결정 사유"
    bodies = {
        "council": "의원님께\n\n2024년 선정 심의 의사록, 한도별 사용 내역, 기업별 결정 사유를 보내 드립니다. 아래 화면에서 의사록을 PDF로 받고 같은 문제 "
        "파일로 결과를 다시 확인하실 수 있습니다. 받으셨음을 확인하여 주십시오.",
        "auditor": "감사 담당자께\n\n2024년 선정 심의 의사록과 결정 사유, 위원별 평가표, 이의신청 처리 내역을 열람하실 수 있도록 하였습니다. 모든 결정은 "
        "이력이 남아 있습니다. 열람 자료를 받으셨음을 확인하여 주십시오.",
    }
    letters = [
        Letter(
            subject=subject,
            body=f"{body}\n\n문의: {_OPERATOR}",
            organisation_id=year.offices[key].organisation.pk,
            link=list_url,
        )
        for key, body in bodies.items()
    ]
    batch = _send(year, subject, letters, Asks.RECEIPT, moment(5, 31, 11, 30), moment(6, 12, 18))
    for key in bodies:
        _reply(year.offices[key].actor, batch, "", moment(6, 4, 14))


def _invite(year: Year) -> None:
    """An invitation to the agreement for every selected firm."""
    selected = [each.firm for each in projects(year)]
    letters = [
        Letter(subject="협약 준비 안내", body=_invitation(each), organisation_id=each.applied.firm_id)
        for each in selected
    ]
    batch = draft_batch(
        kind="agreement.invitation", title=f"협약 준비 안내 (선정기업 {len(letters)}개사)", letters=letters,
        by=year.operator, at=moment(6, 3, 8, 40), programme_id=year.programme.pk,
    )  # fmt: skip
    release_batch(batch=batch, by=year.operator, at=moment(6, 3, 11))


def _invitation(each: FirmInYear) -> str:
    return (
        f"{each.cast.name} 대표님께\n\n선정을 축하드립니다. 협약식은 6월 19일(수) 오후 2시에 열립니다. 협약 전에 원가계산과 수정사업계획이 "
        "필요하오니 6월 12일(수)까지 공급기업과 함께 사업비 표를 다시 확인하여 주십시오. 자부담금은 협약 뒤 사업비 통장에 넣으시면 됩니다.\n\n"
        f"문의: {_OPERATOR}"
    )


def _list_url(year: Year) -> str:
    found = decision_of(_giving_up(year).applied.pk)
    if found is None:
        raise LookupError("nobody has been decided on yet")
    return reverse("selection:approval", args=[found.publication_id])
