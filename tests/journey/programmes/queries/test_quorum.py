"""What the notice says of how many decide together."""

import pytest
from tests.world import small_programme, small_terms

from dure.journey.evaluation.steps import quorum as sheets_needed
from dure.journey.programmes.queries import Quorum, quorum
from dure.journey.programmes.terms import Terms


def with_quorum() -> Terms:
    terms = small_terms()
    steps = tuple(
        step.model_copy(update={"fewest_assessors": 4}) if step.code == "presentation" else step
        for step in terms.scoring.steps
    )
    return terms.model_copy(
        update={
            "scoring": terms.scoring.model_copy(update={"steps": steps}),
            "selection": terms.selection.model_copy(update={"committee_quorum": 3, "chair_decides": True}),
        }
    )


@pytest.mark.django_db
def test_quorum_is_that_of_the_notice_in_force() -> None:
    world = small_programme(terms=with_quorum())
    assert quorum(world.programme) == Quorum(panels={"presentation": 4}, committee=3, chair_decides=True)


@pytest.mark.django_db
def test_quorum_left_open_is_told_as_such() -> None:
    assert quorum(small_programme().programme) == Quorum(panels={}, committee=None, chair_decides=False)


def test_sheets_needed_follow_the_notice_else_the_majority() -> None:
    found = [[sheets_needed(step) for step in terms.scoring.steps] for terms in (small_terms(), with_quorum())]
    assert found == [[2, 3], [2, 4]]
