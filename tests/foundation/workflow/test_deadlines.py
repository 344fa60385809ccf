import pytest
from tests.world import moment, small_programme

from dure.foundation.access.actor import SYSTEM
from dure.foundation.ledger.act import act
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.workflow.deadlines import (
    lift_deadline,
    meet_deadline,
    name_delay,
    open_deadline,
    set_deadline,
)
from dure.foundation.workflow.models import DelayCause
from dure.foundation.workflow.queries import overdue


@pytest.fixture
def programme(db):
    return small_programme().programme


def owe(programme, day):
    with act("test.owe", chain=programme.chain, by=SYSTEM, at=moment(4, 1)):
        return set_deadline(programme, "test.report", due_at=moment(4, day), at=moment(4, 1), programme_id=programme.pk)


def test_deadline_is_overdue_from_its_moment_until_it_is_met(programme):
    owe(programme, 10)

    before = list(overdue(programme_ids=[programme.pk], at=moment(4, 9)))
    after = list(overdue(programme_ids=[programme.pk], at=moment(4, 11)))
    with act("test.meet", chain=programme.chain, by=SYSTEM, at=moment(4, 12)):
        meet_deadline(programme, "test.report", at=moment(4, 12))

    assert (len(before), len(after)) == (0, 1)
    assert list(overdue(programme_ids=[programme.pk], at=moment(4, 13))) == []


def test_deadline_set_again_moves_the_open_one(programme):
    first = owe(programme, 10)
    second = owe(programme, 20)

    assert (second.pk, second.due_at) == (first.pk, moment(4, 20))


def test_deadline_lifted_is_owed_no_more(programme):
    owe(programme, 10)
    with act("test.lift", chain=programme.chain, by=SYSTEM, at=moment(4, 5)):
        lift_deadline(programme, "test.report", at=moment(4, 5))

    assert open_deadline(programme, "test.report") is None


def test_delay_names_who_caused_it_and_stays_proven(programme):
    deadline = owe(programme, 10)
    with act("test.delay", chain=programme.chain, by=SYSTEM, at=moment(4, 12)):
        name_delay(deadline, cause=DelayCause.SUPPLIER, note="자료 지연")
    deadline.refresh_from_db()

    assert (deadline.delay_cause, deadline.delay_note) == ("supplier", "자료 지연")
    assert isinstance(verify(), Verified)
