from datetime import timedelta

import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z

from dure.journey.money import actions
from dure.journey.money.queries.ageing import Who, ageing_of, late, unsettled

pytestmark = pytest.mark.django_db


def test_late_names_exactly_what_is_past_its_day_and_who() -> None:
    here = z.completed()
    other = z.completed(here=s.started("진안둘", world=here.world))
    row, second = z.opened(here), z.handed_in(other)
    pk, due = here.world.programme.pk, row.due_on
    assert late(pk, z.COMPLETED) == []
    at = z.COMPLETED + timedelta(days=61)
    assert [(one.id, one.who) for one in late(pk, at)] == [
        (f"settlement:{row.pk}", Who.FIRM), (f"settlement:{second.pk}", Who.OPERATOR),
    ]  # fmt: skip
    assert [one.days_late(due + timedelta(days=1)) for one in late(pk, at)] == [1, 1]


def test_a_closed_settlement_is_not_open_and_its_debts_are() -> None:
    row = z.closed(here := z.completed(), disallowed=2_000_000)
    found = unsettled(here.world.programme.pk)
    assert {one.id for one in found} == {f"recovery:{debt.pk}" for debt in row.agreement.recoveries.all()}
    z.collect_all(row, here)
    assert unsettled(here.world.programme.pk) == []


def test_the_accountant_is_late_with_what_was_handed_in() -> None:
    row = z.handed_in(here := z.completed())
    actions.assign_accountant(settlement=row, person=z.accountant().person, by=here.checker, at=z.HANDED_IN)
    found = late(here.world.programme.pk, w.moment(3, 1, year=2025))
    assert [(one.who, one.name) for one in found] == [(Who.ACCOUNTANT, "정회계")]


def test_every_open_item_is_in_one_bucket() -> None:
    here = z.completed()
    row = z.opened(here)
    found = ageing_of(here.world.programme.pk, z.COMPLETED + timedelta(days=60 + 45))
    assert [(one.bucket.from_days, len(one.items)) for one in found.rows if one.items] == [(31, 1)]
    assert found.late_by[0] == (Who.FIRM, 1, found.items[0].won)
    assert found.items[0].url.endswith(f"/{row.pk}/")


def test_ageing_takes_two_queries(django_assert_num_queries) -> None:
    here = z.completed()
    z.opened(here)
    with django_assert_num_queries(2):
        ageing_of(here.world.programme.pk, z.BACK)
