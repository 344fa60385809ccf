import pytest
from tests import world as w
from tests.journey.budgets import scene as s

from dure.foundation.access.verdict import ActionRefused
from dure.journey.budgets import actions
from dure.journey.budgets.models import Movement

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> s.Scene:
    made = s.scene()
    for row in (made.province, made.muju):
        s.funded(made, row, 100)
    actions.promise_shares(application=made.application, province_won=60, city_won=40, by=made.operator, at=s.AT)
    return made


def _spend(here: s.Scene, province: int, muju: int, key: str = "pay:1") -> tuple[Movement, ...]:
    return actions.spend(
        application=here.application, amounts={here.province.pk: province, here.muju.pk: muju},
        on=s.DECIDED_ON, source_key=key, by=here.operator, at=s.AT,
    )  # fmt: skip


def test_spend_is_all_or_nothing(here: s.Scene) -> None:
    with pytest.raises(ActionRefused, match="40원"):
        _spend(here, 60, 41)
    assert Movement.objects.filter(kind="spend").count() == 0
    here.province.refresh_from_db()
    assert here.province.spent_won == 0


def test_spend_said_twice_books_once(here: s.Scene) -> None:
    assert [one.pk for one in _spend(here, 30, 20)] == [one.pk for one in _spend(here, 30, 20)]
    assert s.agrees(here.muju)
    assert here.muju.spent_won == 20
    assert w.ledger_holds()


def test_take_back_spending_opens_the_promise_again(here: s.Scene) -> None:
    _spend(here, 60, 40)
    back = {"on": s.DECIDED_ON, "reason": "계좌 오류로 반송", "by": here.operator, "at": s.AT}
    amounts = {here.muju.pk: 40}
    actions.take_back_spending(application=here.application, amounts=amounts, source_key="back:1", **back)
    with pytest.raises(ActionRefused, match="0원"):
        actions.take_back_spending(application=here.application, amounts=amounts, source_key="back:2", **back)
    assert here.application.promises.get(line=here.muju).spent_won == 0
    assert s.agrees(here.muju)
