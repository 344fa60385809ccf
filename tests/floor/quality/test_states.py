"""Each way through the table of deviations, by whom, and that nothing else is open."""

from dataclasses import dataclass

import pytest
from tests import world as w
from tests.floor.quality.scene import record, tell
from tests.floor.scene import EVENING, Floor, kimchi

from dure.floor.quality import actions
from dure.floor.quality.models import Deviation
from dure.floor.quality.states import DEVIATION_TABLE, DeviationState
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.workflow.models import Move

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Held:
    """A deviation that was just found, and the firm it belongs to."""

    floor: Floor
    row: Deviation

    @property
    def owner(self) -> Actor:
        return self.floor.owner

    def fresh(self) -> Deviation:
        return Deviation.objects.get(pk=self.row.pk)


@pytest.fixture
def held(floor: Floor) -> Held:
    tell(floor, record(1, 60, "2"))
    return Held(floor, Deviation.objects.get())


def correct(held: Held, by: Actor | None = None) -> Deviation:
    return actions.correct(
        deviation=held.row, cause="타이머 고장", correction="다시 세척", by=by or held.owner, at=EVENING
    )


def test_corrected_product_stays_held_until_released(held: Held) -> None:
    assert correct(held).status == "corrected"

    actions.release(deviation=held.fresh(), decision="재세척 후 적합", by=held.owner, at=EVENING)

    row = held.fresh()
    assert (row.status, row.cause, row.correction) == ("released", "타이머 고장", "다시 세척")
    assert (row.decision, row.decided_by, row.decided_at) == ("재세척 후 적합", held.owner.name, EVENING)


def test_sent_back_product_is_held_again(held: Held) -> None:
    correct(held)
    actions.send_back(deviation=held.fresh(), decision="시간을 다시 재지 않음", by=held.owner, at=EVENING)

    assert held.fresh().status == "held"
    assert [move.transition for move in Move.objects.order_by("id")][-2:] == ["correct", "return"]


@pytest.mark.parametrize("corrected", [False, True])
def test_product_is_thrown_away_before_or_after_the_correction(held: Held, *, corrected: bool) -> None:
    if corrected:
        correct(held)
    actions.discard(deviation=held.fresh(), decision="120kg 폐기", by=held.owner, at=EVENING)

    assert (held.fresh().status, held.fresh().decision) == ("discarded", "120kg 폐기")


def test_product_is_not_released_without_a_correction(held: Held) -> None:
    with pytest.raises(ActionRefused):
        actions.release(deviation=held.row, decision="괜찮음", by=held.owner, at=EVENING)

    assert (held.fresh().status, held.fresh().decision) == ("held", "")


def test_decision_without_a_reason_is_refused(held: Held) -> None:
    correct(held)
    with pytest.raises(ActionRefused):
        actions.release(deviation=held.fresh(), decision=" ", by=held.owner, at=EVENING)

    assert held.fresh().status == "corrected"


def test_decided_deviation_is_not_decided_again(held: Held) -> None:
    actions.discard(deviation=held.row, decision="폐기", by=held.owner, at=EVENING)

    with pytest.raises(ActionRefused):
        correct(held)


def test_another_firm_handles_nothing(held: Held) -> None:
    stranger = w.firm("무주식품").owner.actor

    for act in (actions.release, actions.discard):
        with pytest.raises(AccessRefused):
            act(deviation=held.row, decision="괜찮음", by=stranger, at=EVENING)
    with pytest.raises(AccessRefused):
        actions.send_back(deviation=held.row, decision="다시", by=stranger, at=EVENING)
    with pytest.raises(AccessRefused):
        correct(held, by=stranger)


def test_only_the_product_itself_closes_or_reopens_by_a_corrected_record() -> None:
    alone = {step.name for step in DEVIATION_TABLE.transitions if not step.who}

    assert alone == {"unfound", "refound"}


def test_every_state_but_the_first_is_reached() -> None:
    assert {step.target for step in DEVIATION_TABLE.transitions} == set(DeviationState.values)


def test_second_plant_of_the_same_records_has_its_own(held: Held) -> None:
    other = kimchi(w.firm("고창김치"))
    tell(other, record(1, 60, "2"))

    assert sorted(row.site.code for row in Deviation.objects.all()) == sorted([held.floor.code, other.code])
