from decimal import Decimal

import pytest
from tests.journey.selection.conftest import AT, result_of
from tests.world import moment

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.verify import Verified, verify
from dure.journey.applications import actions as applications
from dure.journey.applications.models import Application
from dure.journey.selection import actions, queries
from dure.journey.selection.models import Decision, Publication
from dure.journey.selection.papers import letter_pdf, minutes_pdf
from dure.journey.selection.queries.decisions import city_names, decision_of
from dure.journey.selection.queries.result import result_page


def decision(number: str) -> Decision:
    return decision_of(Application.objects.get(number=number).pk)


def test_propose_decides_every_scored_firm_once(scored, scenario):
    publication = actions.propose(scenario=scenario, by=scored.world.operator.actor, at=AT)

    results = dict(publication.decisions.values_list("application__number", "result"))
    assert results == {
        "JS1-2024-001": "selected",
        "JS1-2024-002": "selected",
        "JS1-2024-003": "reserve",
        "JS1-2024-004": "selected",
        "JS1-2024-005": "reserve",
        "JS1-2024-006": "not_selected",
    }


def test_approve_in_batches_approves_the_scenario_with_the_last(scored, scenario):
    publication = actions.propose(scenario=scenario, by=scored.world.operator.actor, at=AT)
    ids = list(publication.decisions.values_list("pk", flat=True))

    first = actions.approve(publication=publication, decision_ids=ids[:2], by=scored.committee.actor, at=AT)
    last = actions.approve(publication=publication, decision_ids=ids, by=scored.committee.actor, at=AT)
    scenario.refresh_from_db()

    assert (first, last, scenario.status) == (4, 0, "approved")


def test_publish_before_all_are_approved_is_refused_and_nothing_moves(scored, scenario):
    publication = actions.propose(scenario=scenario, by=scored.world.operator.actor, at=AT)

    with pytest.raises(ActionRefused, match="승인되지 않은"):
        actions.publish(publication=publication, by=scored.world.approver.actor, at=AT)

    assert result_of("JS1-2024-001") == "evaluated"


def test_publish_by_staff_without_approval_right_is_refused(scored, scenario):
    publication = actions.propose(scenario=scenario, by=scored.world.operator.actor, at=AT)

    with pytest.raises(AccessRefused):
        actions.publish(publication=publication, by=scored.world.operator.actor, at=AT)


def test_publish_moves_every_application_and_opens_the_days_to_appeal(scored, publication):
    states = {number: result_of(number) for number in scored.firms}

    assert sorted(states.values()) == [
        "not_selected",
        "reserve",
        "reserve",
        "selected",
        "selected",
        "selected",
    ]
    assert publication.appeals_close_at > publication.published_at
    assert isinstance(verify(), Verified)


def test_take_back_leaves_no_decision_and_a_whole_ledger(scored, scenario):
    publication = actions.propose(scenario=scenario, by=scored.world.operator.actor, at=AT)

    actions.take_back(publication=publication, by=scored.world.operator.actor, at=AT, reason="자료 보완")

    assert (Publication.objects.count(), Decision.objects.count()) == (0, 0)
    assert isinstance(verify(), Verified)


def test_published_list_names_no_firm_that_was_not_selected(scored, publication):
    found = queries.published(scored.world.programme.pk)

    assert [firm.number[-3:] for firm in found.firms if firm.result == "selected"] == ["001", "002", "004"]
    assert "JS1-2024-006" not in {firm.number for firm in found.firms}


def test_decision_is_hidden_from_the_firm_until_it_is_published(scored, scenario):
    actions.propose(scenario=scenario, by=scored.world.operator.actor, at=AT)
    owner = scored.firms["JS1-2024-006"].owner.actor

    assert queries.firm_standings(scored.world.programme.pk, owner) == []
    assert queries.story(scored.firms["JS1-2024-006"].organisation.pk, owner) == []


def test_decision_of_another_firm_is_never_within_reach(scored, publication):
    owner = scored.firms["JS1-2024-006"].owner.actor

    assert [s.name for s in queries.firm_standings(scored.world.programme.pk, owner)] == ["기금속"]


def test_appeal_within_the_days_is_filed_and_answered(scored, publication):
    owner = scored.firms["JS1-2024-003"].owner.actor
    appeal = actions.file_appeal(
        decision=decision("JS1-2024-003"), grounds="점수를 다시 봐 주십시오.", by=owner, at=moment(6, 1)
    )

    actions.decide_appeal(
        appeal=appeal,
        uphold=False,
        answer="점수에 잘못이 없습니다.",
        by=scored.committee.actor,
        at=moment(6, 3),
    )

    assert (appeal.status, result_of("JS1-2024-003")) == ("dismissed", "reserve")
    assert isinstance(verify(), Verified)


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [("JS1-2024-003", (7, 1), "기간이 지났습니다"), ("JS1-2024-001", (6, 1), "선정된 기업")],
)
def test_appeal_too_late_or_by_a_selected_firm_is_refused(scored, publication, number, day, said):
    with pytest.raises(ActionRefused, match=said):
        actions.file_appeal(
            decision=decision(number), grounds="이의", by=scored.firms[number].owner.actor, at=moment(*day)
        )


def test_appeal_filed_twice_is_refused(scored, publication):
    owner = scored.firms["JS1-2024-003"].owner.actor
    actions.file_appeal(decision=decision("JS1-2024-003"), grounds="이의", by=owner, at=moment(6, 1))

    with pytest.raises(ActionRefused, match="이미"):
        actions.file_appeal(decision=decision("JS1-2024-003"), grounds="이의", by=owner, at=moment(6, 1))


def test_appeal_upheld_with_a_better_score_disturbs_nobody_else(scored, publication):
    before = dict(publication.decisions.exclude(application__number="JS1-2024-006").values_list("pk", "result"))
    appeal = actions.file_appeal(
        decision=decision("JS1-2024-006"),
        grounds="합산 오류",
        by=scored.firms["JS1-2024-006"].owner.actor,
        at=moment(6, 1),
    )

    actions.decide_appeal(
        appeal=appeal,
        uphold=True,
        answer="합산을 바로잡음",
        score=Decimal("79.00"),
        by=scored.committee.actor,
        at=moment(6, 3),
    )

    after = dict(publication.decisions.exclude(application__number="JS1-2024-006").values_list("pk", "result"))
    corrected = decision("JS1-2024-006")
    assert before == after
    assert (corrected.result, corrected.reserve_rank, corrected.score) == ("reserve", 3, Decimal("79.00"))
    assert isinstance(verify(), Verified)


def test_reserve_moves_up_by_the_rule_when_a_firm_gives_up(scored, publication):
    number = "JS1-2024-001"
    applications.give_up(
        application=Application.objects.get(number=number),
        by=scored.firms[number].owner.actor,
        at=moment(6, 2),
        reason="자금 사정",
    )

    rows = actions.promote_reserve(
        publication=publication, vacated=decision(number), by=scored.committee.actor, at=moment(6, 3)
    )

    assert [row.promoted.number for row in rows] == ["JS1-2024-003"]
    assert (result_of("JS1-2024-003"), result_of(number)) == ("selected", "gave_up")
    assert isinstance(verify(), Verified)


def test_reserve_is_not_asked_twice_for_the_same_place(scored, publication):
    number = "JS1-2024-001"
    owner = scored.firms[number].owner.actor
    applications.give_up(application=Application.objects.get(number=number), by=owner, at=moment(6, 2), reason="사정")
    actions.promote_reserve(
        publication=publication, vacated=decision(number), by=scored.committee.actor, at=moment(6, 3)
    )

    with pytest.raises(ActionRefused, match="이미 채워"):
        actions.promote_reserve(
            publication=publication, vacated=decision(number), by=scored.committee.actor, at=moment(6, 3)
        )


def test_result_page_says_what_was_missing_and_what_bound(scored, publication):
    row = decision("JS1-2024-003")
    page = result_page(row, scored.firms["JS1-2024-003"].owner.actor, moment(6, 1))

    assert page.may_appeal
    assert page.binding == ("JS1 지원물량", "전주시 JS1 배정물량")
    assert "86.50점" in page.sentence


def test_papers_are_pdf_in_both_languages(scored, publication):
    row = decision("JS1-2024-003")
    page = result_page(row, scored.firms["JS1-2024-003"].owner.actor, moment(6, 1))

    letter = letter_pdf(row, page)
    minutes = minutes_pdf(publication, list(publication.decisions.order_by("pk")), city_names("52000"))

    assert (letter[:5], minutes[:5]) == (b"%PDF-", b"%PDF-")


def test_facts_are_counted_from_rows(scored, publication):
    facts = queries.facts(scored.world.programme.pk)

    assert (facts["selected"], facts["basic"], facts["first_time_ict"], facts["applied"]) == (3, 3, 3, 6)
