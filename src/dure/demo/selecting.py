"""The list: run, compared, approved in batches, published; a place given up, the reserve, appeals."""

from decimal import Decimal

from dure.demo import letters
from dure.demo.clock import moment
from dure.demo.year import FirmInYear, Year
from dure.foundation.messages.queries import batches
from dure.journey.applications.actions import give_up
from dure.journey.selection.actions import (
    DRAWS,
    approve,
    check_scenario,
    decide_appeal,
    file_appeal,
    make_scenario,
    mark_firm,
    promote_reserve,
    propose,
    publish,
    run_scenario,
)
from dure.journey.selection.letters import draft_letters
from dure.journey.selection.models import Decision, Publication
from dure.journey.selection.queries import decision_of

_GROUNDS = {
    "52720": "군 협력예산 때문에 선정되지 못한 것으로 압니다. 저희보다 점수가 낮은 다른 시군 기업이 선정된 까닭과 예산 산정 근거를 알려 주십시오.",
    "52190": "현장실사에서 검사 장비가 없다고 적혔으나 실사 당일 교정 중이었습니다. 교정 성적서를 함께 내오니 다시 보아 주십시오.",
    "52140": "대면평가에서 배정된 시간보다 짧게 발표하였습니다. 발표 순서표와 실제 시간을 확인하여 주십시오.",
    "upheld": "평가표 한 장에서 사업비 항목의 점수와 의견이 서로 맞지 않습니다. 의견은 '적정'인데 점수는 가장 낮습니다.",
    "dismissed": "성과지표의 목표가 높다고 감점되었으나 같은 업종의 사례를 근거로 세운 목표입니다. 다시 심의하여 주십시오.",
}
_UPHELD_GAIN = Decimal("1.60")
_ANSWER = "출석 의견과 평가표, 예산 배정 내역을 확인한 결과 공고한 기준에 따라 처리되었습니다. 항목별 점수와 한도 사용 내역을 함께 보내 드립니다."


def select(year: Year) -> None:
    """Run the rule of the notice, a variant and the greatest total; check and put the first before the committee."""
    year.progress.begin("선정 심의", 8)
    scenario = make_scenario(programme=year.programme, name="공고 기준(점수순)", by=year.operator, at=moment(5, 20, 14))
    run_scenario(scenario=scenario, by=year.operator, at=moment(5, 20, 14, 10), stability=DRAWS)
    year.progress.tick()
    check_scenario(scenario=scenario, by=year.operator, at=moment(5, 20, 14, 20))
    year.progress.tick()
    variant = make_scenario(
        programme=year.programme, name="진안군 예산을 1억 원으로 늘리면", maxima={"co-funding 52720": 100_000_000},
        by=year.operator, at=moment(5, 20, 15),
    )  # fmt: skip
    run_scenario(scenario=variant, by=year.operator, at=moment(5, 20, 15, 10), stability=DRAWS)
    greatest = make_scenario(
        programme=year.programme,
        name="총점이 가장 큰 조합",
        rule="max_total",
        by=year.operator,
        at=moment(5, 20, 15, 20),
    )
    year.progress.tick()
    # Its draws would cost more than all the rest of the year; the desk adds them when it is solved again.
    run_scenario(scenario=greatest, by=year.operator, at=moment(5, 20, 15, 30))
    year.progress.tick()
    limited = next(each for each in year.applicants if each.cast.appeal and each.cast.city == "52720")
    mark_firm(
        scenario=scenario, application_id=limited.applied.pk, text="진안군 협력예산 추가 편성 가능 여부를 군에 문의함(5. 21.)",
        by=year.operator, at=moment(5, 21, 10),
    )  # fmt: skip
    publication = propose(scenario=scenario, by=year.operator, at=moment(5, 22, 10))
    _approve_in_batches(year, publication)
    year.progress.tick()
    publish(publication=publication, by=year.approving, at=moment(5, 30, 10))
    year.progress.tick()
    number = draft_letters(publication=publication, by=year.operator, at=moment(5, 30, 10, 20))
    letters.send_results(year, batches(year.operator).get(pk=number))
    year.progress.tick()
    _vacancy(year, publication)
    year.progress.tick()


def _approve_in_batches(year: Year, publication: Publication) -> None:
    """Three sittings of the committee, one a type."""
    for number, code in enumerate(("JS3", "JS2", "JS1")):
        ids = publication.decisions.filter(application__type_code=code).values_list("pk", flat=True)
        approve(
            publication=publication,
            decision_ids=list(ids),
            by=year.committee[number].actor,
            at=moment(5, 23, 10 + 2 * number),
            present=[each.person.pk for each in year.committee],
            chair=year.committee[0].person.pk,
        )
    publication.refresh_from_db()


def _vacancy(year: Year, publication: Publication) -> None:
    giver = next(each for each in year.applicants if each.cast.fate == "gives_up")
    giver.applied.refresh_from_db()
    give_up(
        application=giver.applied, by=giver.actor, at=moment(5, 31, 11),
        reason="본사 이전이 결정되어 기한 안에 협약을 맺을 수 없습니다.",
    )  # fmt: skip
    promote_reserve(publication=publication, vacated=_decision(giver), by=year.approving, at=moment(5, 31, 16))


def appeal(year: Year) -> None:
    """Six appeals: one dismissed, one upheld, four that wait for the committee's next sitting."""
    appealing = [each for each in year.applicants if each.cast.appeal]
    year.progress.begin("이의신청", len(appealing))
    for place, each in enumerate(sorted(appealing, key=lambda one: one.cast.appeal == "open")):
        grounds = _GROUNDS.get(each.cast.appeal) or _GROUNDS[each.cast.city]
        at = moment(5, 30, 14, 10 * place) if each.cast.appeal != "open" else moment(6, 1, 10 + place)
        row = file_appeal(decision=_decision(each), grounds=grounds, by=each.actor, at=at)
        if each.cast.appeal == "dismissed":
            decide_appeal(
                appeal=row, uphold=False, by=year.committee[0].actor, at=moment(5, 31, 17),
                answer="평가표와 회의록을 확인한 결과 절차에 문제가 없고, 목표의 적정성은 평가위원의 판단에 속하므로 받아들이지 않습니다.",
            )  # fmt: skip
        if each.cast.appeal == "upheld":
            decide_appeal(
                appeal=row, uphold=True, score=row.decision.score + _UPHELD_GAIN, by=year.committee[0].actor,
                at=moment(5, 31, 17, 20),
                answer="평가표 한 장의 점수 오기가 확인되어 점수를 바로잡습니다. 바로잡은 점수로는 선정에 이르지 못하여 예비순위에 올립니다.",
            )  # fmt: skip
        year.progress.tick()


def hear(year: Year) -> None:
    """The committee hears the appeals that were still open, and answers each."""
    waiting = [each for each in year.applicants if each.cast.appeal == "open"]
    year.progress.begin("이의신청 심의", len(waiting))
    for place, each in enumerate(waiting):
        decide_appeal(
            appeal=_decision(each).appeals.get(), uphold=False, by=year.committee[place % 3].actor,
            at=moment(6, 10, 14, 15 * place), answer=_ANSWER,
        )  # fmt: skip
        year.progress.tick()


def _decision(each: FirmInYear) -> Decision:
    found = decision_of(each.applied.pk)
    if found is None:
        raise LookupError(f"{each.cast.name} has not been decided on")
    return found
