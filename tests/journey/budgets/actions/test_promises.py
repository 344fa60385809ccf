import pytest
from tests import world as w
from tests.journey.budgets import scene as s

from dure.foundation.access.verdict import ActionRefused
from dure.journey.budgets import actions
from dure.journey.budgets.models import Promise
from dure.journey.budgets.queries import funds_of, grant_decisions_for

pytestmark = pytest.mark.django_db


def _shares(here: s.Scene, province: int, city: int, partner: int = 0) -> tuple[Promise, ...]:
    return actions.promise_shares(
        application=here.application, province_won=province, city_won=city, partner_won=partner,
        by=here.operator, at=s.AT,
    )  # fmt: skip


def test_promise_shares_finds_the_funders_lines() -> None:
    here = s.scene()
    s.funded(here, here.province, 100, granted=0)
    s.book(here, here.muju, "budget", 50)
    s.book(here, here.muju, "request", 50)
    s.book(here, here.muju, "decide", 50, letter_no="산업-7")
    _shares(here, 60, 40)
    assert [(one.funder, one.promised_won, one.left_won) for one in funds_of(here.application.pk)] == [
        ("province", 60, 60),
        ("city", 40, 40),
    ]
    assert _decisions(here) == [("province", [""], 100, 60), ("city", ["산업-7"], 50, 40)]
    assert s.agrees(here.province)
    assert w.ledger_holds()


def _decisions(here: s.Scene) -> list[tuple[str, list[str], int, int]]:
    """What the agreement cites: funder, letters, decided, share."""
    return [
        (one.funder, [letter.number for letter in one.letters], one.amount_won, one.share_won)
        for one in grant_decisions_for(here.application.pk)
    ]


def test_a_line_decided_on_several_times_is_cited_once_with_its_share() -> None:
    here = s.scene()
    s.funded(here, here.province, 100, granted=0)
    s.book(here, here.muju, "budget", 100)
    s.book(here, here.muju, "request", 100)
    for number, part in (("산업-7", 30), ("산업-9", 40)):
        s.book(here, here.muju, "decide", part, letter_no=number)
    s.book(here, here.muju, "decide", -10, letter_no="산업-12", reason="감액 통보")
    _shares(here, 60, 40)
    assert _decisions(here) == [("province", [""], 100, 60), ("city", ["산업-7", "산업-9"], 60, 40)]


def test_promise_shares_is_all_or_nothing_and_names_each_shortage() -> None:
    here = s.scene()
    s.funded(here, here.province, 100)
    with pytest.raises(ActionRefused) as refused:
        _shares(here, 60, 40, 5)
    assert refused.value.reason == (
        "시군비 2024년: 40원이 필요하지만, 교부결정액 0원 중 0원을 이미 배정하여 0원이 남았습니다. "
        "교부결정을 먼저 등록하거나 다른 배정을 줄이십시오. "
        "민간 부담금: 5원을 배정할 2024년 예산 과목이 없습니다. 예산 과목을 먼저 등록하십시오."
    )
    assert Promise.objects.count() == 0
    here.province.refresh_from_db()
    assert here.province.promised_won == 0


def test_promise_shares_again_changes_to_the_new_amounts() -> None:
    here = s.scene()
    second = s.line(here.world, "무주군", w.MUJU, name="추경분")
    for row, amount in ((here.province, 100), (here.muju, 30), (second, 30)):
        s.funded(here, row, amount)
    _shares(here, 60, 40)
    _shares(here, 60, 40)
    assert [one.promised_won for one in funds_of(here.application.pk)] == [60, 30, 10]
    _shares(here, 50, 25)
    assert [one.promised_won for one in funds_of(here.application.pk)] == [50, 25]
    assert all(s.agrees(row) for row in (here.province, here.muju, second))


def test_promise_to_a_factory_elsewhere_is_refused() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)
    elsewhere = s.application(here.world, "전주식품", w.JEONJU, "JS1-002")
    with pytest.raises(ActionRefused, match="전주시"):
        actions.promise(line=here.muju, application=elsewhere, amount_won=1, by=here.operator, at=s.AT)


def test_change_promise_never_below_what_was_spent() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)
    row = actions.promise(line=here.muju, application=here.application, amount_won=80, by=here.operator, at=s.AT)
    actions.spend(
        application=here.application, amounts={here.muju.pk: 50}, on=s.DECIDED_ON, source_key="p1",
        by=here.operator, at=s.AT,
    )  # fmt: skip
    with pytest.raises(ActionRefused, match="50원"):
        actions.change_promise(promise=row, amount_won=49, reason="감액", by=here.operator, at=s.AT)
    actions.change_promise(promise=row, amount_won=50, reason="감액", by=here.operator, at=s.AT)
    assert s.agrees(here.muju)
    assert here.muju.promised_won == 50
