"""Who works on the selection, decides and publishes."""

from tests.journey.selection.conftest import Scored
from tests.world import sits_on_committee

from dure.foundation.access.actor import Role
from dure.journey.selection.access import APPROVE, DECIDE_APPEAL, PUBLISH, VIEW_LIST, WORK_ON_SCENARIO
from dure.journey.selection.models import Publication


def test_a_seat_on_the_committee_lets_another_operators_approver_decide_but_not_publish(
    scored: Scored, publication: Publication
) -> None:
    actor = sits_on_committee(scored.world, Role.APPROVER)
    decision = publication.decisions.first()
    assert decision is not None

    asked = [bool(each.ask(actor, publication)) for each in (VIEW_LIST, PUBLISH)]
    assert (asked, bool(APPROVE.ask(actor, decision))) == ([True, False], True)
    assert (bool(WORK_ON_SCENARIO.ask_role(actor)), bool(DECIDE_APPEAL.ask_role(actor))) == (True, True)
