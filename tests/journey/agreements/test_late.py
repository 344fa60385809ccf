from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world as w
from tests.journey.agreements import course as c
from tests.journey.agreements.scene import Scene

from dure.foundation.access.actor import SYSTEM
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.agreements import actions, queries
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries.late import late

pytestmark = pytest.mark.django_db


def _said(here: Scene, at: object) -> list[tuple[str, str, int]]:
    return [(each.what, each.who, each.days) for each in late(here.world.programme.pk, at)]  # type: ignore[arg-type]


def test_a_start_is_late_by_the_firm_and_then_by_the_operator() -> None:
    here, agreement = c.agreed()
    in_time, after = w.moment(7, 14), w.moment(7, 15)
    before = _said(here, in_time)
    by_firm = _said(here, after)
    actions.save_start(agreement=agreement, draft=c.draft(), by=here.owner, at=in_time)
    actions.hand_in_start(agreement=agreement, by=here.owner, at=in_time)

    assert (before, by_firm) == ([], [("start", "firm", 1)])
    assert _said(here, after) == [("start_check", "operator", 1)]


def test_a_bond_is_told_before_it_runs_out_and_after() -> None:
    here, agreement = c.agreed()
    actions.record_bond(
        agreement=agreement, kind="defect", paper=c.paper(1, date(2024, 7, 10)), by=here.owner, at=c.WROTE
    )

    assert _said(here, w.moment(6, 25)) == []
    assert _said(here, w.moment(6, 26)) == [("bond", "firm", -14)]
    assert _said(here, w.moment(7, 11)) == [("bond", "firm", 1)]


def test_an_agreement_past_its_end_is_late() -> None:
    here, agreement = c.agreed()
    c.started(here, agreement)

    assert _said(here, w.moment(2, 13, year=2025)) == []
    assert _said(here, w.moment(2, 14, year=2025)) == [("end", "firm", 1)]


def test_what_waits_too_long_for_a_decision_is_the_operators() -> None:
    here, agreement = c.agreed()
    c.started(here, agreement)
    c.asked(here, agreement, "period_long", {"ends_on": "2025-03-16"}, at=w.moment(9, 2))
    actions.ask_ending(agreement=agreement, kind="giving_up", cause="자금", by=here.owner, at=w.moment(9, 3))

    assert _said(here, w.moment(9, 16)) == []
    assert _said(here, w.moment(9, 18)) == [("change", "operator", 2), ("ending", "operator", 1)]


def test_the_queries_do_not_grow_with_the_agreements() -> None:
    here, _agreement = c.agreed()
    at = w.moment(9, 1)
    with CaptureQueriesContext(connection) as one:
        late(here.world.programme.pk, at)
    for name in ("두레식품", "전주금속"):
        c.agreed(here.world, name, here.supplier)
    with CaptureQueriesContext(connection) as three:
        found = late(here.world.programme.pk, at)

    assert len(found) == 3
    assert len(one) == len(three) <= 12


def test_an_unsigned_agreement_names_who_has_not_signed() -> None:
    here, agreement = c.agreed()
    other = _unsigned(here)
    at = w.moment(6, 20) + timedelta(days=20)
    found = [each for each in late(here.world.programme.pk, at) if each.what == "unsigned"]

    assert [(each.agreement_id, each.who, each.who_name) for each in found] == [(other.pk, "firm", "두레식품")]
    assert agreement.pk != other.pk


def _unsigned(here: Scene) -> Agreement:
    """One of another firm, laid before its parties."""
    from tests.journey.agreements.scene import prepared_agreement, selected

    made = prepared_agreement(selected("두레식품", world=here.world, vendor=here.supplier))
    actions.send_for_signature(agreement=made, by=SYSTEM, at=w.moment(6, 20))
    return made


def test_nothing_is_late_in_an_agreement_that_ended() -> None:
    here, agreement = c.agreed()
    with act("agreements.decide_ending", chain=here.world.programme.chain, by=SYSTEM, at=c.ACCEPTED):
        move(agreement, "terminate", by=SYSTEM, at=c.ACCEPTED, reason="시험")

    assert _said(here, w.moment(12, 1, year=2025)) == []
    assert list(queries.expiring_bonds(here.world.programme.pk, 999, date(2030, 1, 1))) == []
