from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.world import small_programme

from dure.foundation.access.actor import SYSTEM, Actor, Grant, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import may_move, move
from dure.foundation.workflow.models import Move
from dure.foundation.workflow.queries import history
from dure.foundation.workflow.table import table_of, tables
from dure.journey.programmes.states import ProgrammeState

OPERATOR = Actor(person_id=None, name="운영", grants=(Grant(Role.OPERATOR, 1),))
FIRM = Actor(person_id=None, name="기업", grants=(Grant(Role.FIRM, 1),))
AT = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def programme(db):
    return small_programme().programme


def close(programme, *, by, reason=""):
    with act("test.close", chain=programme.chain, by=by, at=AT, subject=programme):
        move(programme, "close", by=by, at=AT, reason=reason)


def test_move_along_the_table_writes_status_and_history(programme):
    close(programme, by=OPERATOR, reason="사업 종료")
    programme.refresh_from_db()

    assert programme.status == ProgrammeState.CLOSED
    last = history(programme)[-1]
    assert (last.transition, last.source, last.target, last.reason) == (
        "close",
        "running",
        "closed",
        "사업 종료",
    )


@pytest.mark.parametrize(
    ("by", "reason", "said"),
    [(FIRM, "끝", "역할"), (OPERATOR, "  ", "사유")],
)
def test_move_without_role_or_reason_is_refused_in_words(programme, by, reason, said):
    with pytest.raises(ActionRefused, match=said):
        close(programme, by=by, reason=reason)
    programme.refresh_from_db()

    assert programme.status == ProgrammeState.RUNNING
    assert Move.objects.filter(transition="close").count() == 0


def test_move_from_a_state_the_table_does_not_name_is_refused(programme):
    close(programme, by=OPERATOR, reason="끝")

    with pytest.raises(ActionRefused, match="지금"):
        close(programme, by=OPERATOR, reason="또")


def test_move_reads_the_row_again_before_it_decides(programme):
    stale = type(programme).objects.get(pk=programme.pk)
    close(programme, by=OPERATOR, reason="끝")

    with pytest.raises(ActionRefused):
        close(stale, by=OPERATOR, reason="낡은 화면")


def test_move_is_open_to_the_roles_of_the_table_only(programme):
    assert [bool(may_move(programme, "close", by=who, at=AT)) for who in (OPERATOR, FIRM)] == [True, False]


class EveryTable(TestCase):
    @settings(max_examples=25)
    @given(choices=st.lists(st.integers(0, 20), max_size=8))
    def test_a_random_walk_never_leaves_the_table(self, choices):
        programme = small_programme(slug=f"walk-{len(choices)}-{abs(hash(tuple(choices)))}").programme
        table = table_of("programmes.Programme")
        for choice in choices:
            step = table.transitions[choice % len(table.transitions)]
            allowed = bool(may_move(programme, step.name, by=SYSTEM, at=AT, reason="시험"))
            assert allowed == (programme.status in step.sources)
            if allowed:
                with act("test.walk", chain=programme.chain, by=SYSTEM, at=AT):
                    move(programme, step.name, by=SYSTEM, at=AT, reason="시험")
            assert programme.status in table.states.values


def test_every_state_of_every_table_can_be_reached():
    for table in tables():
        reached, frontier = {table.initial}, [table.initial]
        while frontier:
            here = frontier.pop()
            for step in table.transitions:
                if here in step.sources and step.target not in reached:
                    reached.add(step.target)
                    frontier.append(step.target)
        assert reached == set(table.states.values), table.model
