"""Taking interest forms."""

import pytest
from tests.world import (
    IN_INTEREST,
    JINAN,
    MUJU,
    business_number,
    firm,
    interest,
    interest_form,
    ledger_holds,
    moment,
    small_programme,
)

from dure.foundation.access.actor import PUBLIC
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.prospects import actions
from dure.journey.prospects.models import Interest

pytestmark = pytest.mark.django_db


def test_receive_interest_gives_running_receipts_and_a_link_each() -> None:
    world = small_programme()
    first, second = interest(world, "가식품"), interest(world, "나식품")
    head = f"2024-{world.programme.pk}-"
    assert (first.receipt, second.receipt) == (f"{head}0001", f"{head}0002")
    assert (first.status, first.source, first.firm) == ("received", "web", None)
    assert first.token != second.token
    assert ledger_holds()


@pytest.mark.parametrize(("month", "day", "hour"), [(1, 17, 8), (2, 15, 18), (3, 1, 10)])
def test_receive_interest_outside_its_days_is_refused(month: int, day: int, hour: int) -> None:
    world = small_programme()
    with pytest.raises(ActionRefused):
        actions.receive_interest(
            programme=world.programme, form=interest_form(), source="web", by=PUBLIC, at=moment(month, day, hour)
        )
    assert Interest.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "123-45-67890"},
        {"number": "12345"},
        {"firm_name": " "},
        {"contact_phone": ""},
        {"city_code": "11110"},
        {"sector_code": "99"},
        {"headcount": -1},
        {"consents": ()},
        {"consents": ("collection", "everything")},
    ],
)
def test_receive_interest_that_cannot_be_kept_is_refused(changes: dict[str, object]) -> None:
    world = small_programme()
    with pytest.raises(ActionRefused):
        interest(world, **changes)
    assert Interest.objects.count() == 0


def test_receive_interest_with_the_same_form_key_is_one_interest() -> None:
    world = small_programme()
    form = interest_form(form_key="abc")
    rows = [
        actions.receive_interest(programme=world.programme, form=form, source="web", by=PUBLIC, at=IN_INTEREST)
        for _click in range(2)
    ]
    assert rows[0] == rows[1]
    assert Interest.objects.count() == 1


def test_receive_interest_with_a_known_number_tells_of_the_first() -> None:
    world = small_programme()
    first = interest(world)
    with pytest.raises(actions.AlreadyReceived) as refused:
        interest(world, "다른 이름", number=first.number)
    assert refused.value.existing == first


def test_receive_interest_after_withdrawal_is_taken_again() -> None:
    world = small_programme()
    first = interest(world)
    actions.withdraw_interest(interest=first, by=PUBLIC, at=IN_INTEREST, reason="다음 해에", token=first.token)
    assert interest(world, number=first.number).receipt.endswith("-0002")


def test_receive_interest_of_a_known_firm_joins_its_record() -> None:
    world = small_programme()
    known = firm()
    assert interest(world, number=known.number).firm == known.organisation


def test_receive_interest_on_behalf_needs_staff_and_no_window() -> None:
    world = small_programme()
    late = moment(3, 1)
    row = actions.receive_interest(
        programme=world.programme, form=interest_form(), source="on_behalf", by=world.operator.actor, at=late
    )
    assert row.source == "on_behalf"
    with pytest.raises(AccessRefused):
        actions.receive_interest(
            programme=world.programme, form=interest_form(), source="on_behalf", by=world.muju.actor, at=late
        )


def test_correct_interest_keeps_receipt_and_link() -> None:
    world = small_programme()
    row = interest(world)
    form = interest_form("새 이름", city_code=MUJU, number=business_number())
    changed = actions.correct_interest(
        interest=row, form=form, by=world.operator.actor, at=IN_INTEREST, reason="전화로 요청"
    )
    assert (changed.receipt, changed.token, changed.firm_name, changed.city_id) == (
        row.receipt,
        row.token,
        "새 이름",
        MUJU,
    )
    assert ledger_holds()


def test_correct_interest_to_a_taken_number_is_refused() -> None:
    world = small_programme()
    first, second = interest(world, "가식품"), interest(world, "나식품")
    with pytest.raises(actions.AlreadyReceived):
        actions.correct_interest(
            interest=second,
            form=interest_form(number=first.number),
            by=world.operator.actor,
            at=IN_INTEREST,
            reason="x",
        )
    second.refresh_from_db()
    assert (second.firm_name, second.city_id) == ("나식품", JINAN)
