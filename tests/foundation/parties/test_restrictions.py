from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.world import SEOUL, Firm, World, firm, ledger_holds, moment, small_programme

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.queries import trail
from dure.foundation.parties import actions
from dure.foundation.parties.models import Restriction
from dure.foundation.parties.queries import restriction_on, restrictions_of

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 3, 1), date(2025, 2, 28)
AT = moment(3, 1)


@pytest.fixture
def world() -> World:
    return small_programme()


@pytest.fixture
def barred(world: World) -> Firm:
    return firm("제한식품")


def impose(world: World, barred: Firm, **changes: Any) -> Restriction:
    values: dict[str, Any] = {
        "organisation": barred.organisation,
        "from_on": FIRST,
        "until_on": LAST,
        "reason": "사업비를 목적 외로 썼습니다.",
        "source": "제재심의 제2024-3호",
        "decided_by": "제재심의위원회",
        "by": world.operator.actor,
        "at": AT,
    }
    return actions.impose_restriction(**(values | changes))


def test_restriction_on_each_day_of_it_and_on_none_beside(world: World, barred: Firm) -> None:
    row = impose(world, barred)
    days = (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
    assert [restriction_on(barred.organisation.pk, on) for on in days] == [None, row, row, None]
    assert restriction_on(world.operator.organisation.pk, FIRST) is None


def test_restriction_on_of_two_gives_the_one_that_lasts_longer(world: World, barred: Firm) -> None:
    impose(world, barred)
    longer = impose(world, barred, until_on=date(2026, 2, 28), source="제재심의 제2024-9호")
    assert restriction_on(barred.organisation.pk, FIRST) == longer


def test_impose_restriction_twice_keeps_it_once_and_proves_it(world: World, barred: Firm) -> None:
    assert impose(world, barred) == impose(world, barred)
    assert restrictions_of(barred.organisation.pk).count() == 1
    assert [line.action for line in trail(barred.organisation)][-1] == "parties.impose_restriction"
    assert ledger_holds()
    Restriction.objects.update(until_on=FIRST)
    assert not ledger_holds()


@pytest.mark.parametrize(
    "wrong",
    [
        {"until_on": FIRST - timedelta(days=1)},
        {"until_on": date(2035, 1, 1)},
        {"reason": " "},
        {"source": ""},
        {"decided_by": "  "},
    ],
)
def test_impose_restriction_refuses_what_is_wrong_and_writes_nothing(
    world: World, barred: Firm, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ActionRefused):
        impose(world, barred, **wrong)
    assert not Restriction.objects.exists()


def test_impose_restriction_is_for_the_operators_staff(world: World, barred: Firm) -> None:
    for by in (barred.owner.actor, world.province.actor, world.jeonju.actor):
        with pytest.raises(AccessRefused):
            impose(world, barred, by=by)


def test_lift_restriction_ends_it_from_the_day_and_keeps_it_on_record(world: World, barred: Firm) -> None:
    row = impose(world, barred)
    lifted_on = date(2024, 6, 1)
    lifted = actions.lift_restriction(
        restriction=row, lifted_on=lifted_on, reason="이의신청이 인용되었습니다.", by=SYSTEM, at=moment(6, 1)
    )
    days = (lifted_on - timedelta(days=1), lifted_on)
    assert [restriction_on(barred.organisation.pk, on) for on in days] == [lifted, None]
    assert list(restrictions_of(barred.organisation.pk)) == [lifted]
    assert ledger_holds()


def test_lift_restriction_refuses_the_future_an_empty_reason_and_a_second_time(world: World, barred: Firm) -> None:
    row = impose(world, barred)

    def lift(lifted_on: date, reason: str) -> None:
        actions.lift_restriction(
            restriction=row, lifted_on=lifted_on, reason=reason, by=world.approver.actor, at=moment(6, 1)
        )

    for lifted_on, reason in ((date(2024, 6, 2), "인용"), (date(2024, 6, 1), " ")):
        with pytest.raises(ActionRefused):
            lift(lifted_on, reason)
    lift(moment(6, 1).astimezone(SEOUL).date(), "인용")
    with pytest.raises(ActionRefused):
        lift(date(2024, 6, 1), "다시")


def test_restriction_moves_to_the_record_that_is_kept(world: World, barred: Firm) -> None:
    row, kept = impose(world, barred), firm("제한식품 주식회사")
    actions.merge_organisations(
        keep=kept.organisation, drop=barred.organisation, reason="같은 기업", by=SYSTEM, at=moment(4, 1)
    )
    row.refresh_from_db()
    assert restriction_on(kept.organisation.pk, FIRST) == row
    assert ledger_holds()


def test_restriction_days_in_order_is_kept_by_the_database(world: World, barred: Firm) -> None:
    row = impose(world, barred)
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction.objects.filter(pk=row.pk).update(until_on=FIRST - timedelta(days=1))
