import pytest
from tests.journey.selection.conftest import AT

from dure.engine.selection.parse import parse_problem
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.verify import Verified, verify
from dure.journey.applications import queries as applications
from dure.journey.selection import actions
from dure.journey.selection.preview import consequence
from dure.journey.selection.problem import Changes
from dure.journey.selection.queries.desk import desk


def facts_of(scored, number):
    return next(a for a in applications.applications_of(scored.world.programme.pk) if a.number == number)


def test_run_takes_firms_in_score_order_within_the_limits(scenario):
    assert scenario.answer["selected"] == ["JS1-2024-001", "JS1-2024-002", "JS1-2024-004"]
    assert scenario.answer["applicants"]["JS1-2024-003"]["binding"] == ["places JS1", "places JS1 52110"]


def test_problem_is_a_file_that_the_engine_reads(scenario):
    read = parse_problem(scenario.problem)

    assert (read.decimals, len(read.applicants)) == (2, 6)


def test_pin_brings_a_firm_in_and_is_kept_with_its_reason(scored, scenario):
    by = scored.world.operator.actor
    actions.pin_firm(
        scenario=scenario,
        application=facts_of(scored, "JS1-2024-005"),
        kind="pin",
        reason="재심의 결과",
        by=by,
        at=AT,
    )
    actions.run_scenario(scenario=scenario, by=by, at=AT)

    assert scenario.answer["selected"] == ["JS1-2024-001", "JS1-2024-002", "JS1-2024-005"]
    assert [p.reason for p in scenario.pins.all()] == ["재심의 결과"]
    assert isinstance(verify(), Verified)


def test_pin_without_reason_is_refused(scored, scenario):
    with pytest.raises(ActionRefused, match="이유"):
        actions.pin_firm(
            scenario=scenario,
            application=facts_of(scored, "JS1-2024-005"),
            kind="pin",
            reason=" ",
            by=scored.world.operator.actor,
            at=AT,
        )


def test_consequence_of_barring_a_firm_is_told_before_it_is_kept(scenario):
    found = consequence(scenario, "JS1-2024-001", "bar")

    assert (found.comes_in, found.goes_out) == (("JS1-2024-003",), ("JS1-2024-001",))
    assert str(found.total_change) == "-3.50"


def test_changed_limit_changes_the_list_and_the_notice_stays(scored, scenario):
    by = scored.world.operator.actor
    actions.change_scenario(scenario=scenario, changes=Changes(maxima={"places JS1 52110": 3}), by=by, at=AT)
    actions.run_scenario(scenario=scenario, by=by, at=AT)

    assert scenario.answer["selected"] == ["JS1-2024-001", "JS1-2024-002", "JS1-2024-003"]


def test_scenario_of_another_operator_is_refused(scored, scenario):
    with pytest.raises(AccessRefused):
        actions.run_scenario(scenario=scenario, by=scored.firms["JS1-2024-001"].owner.actor, at=AT)


def test_desk_shows_limits_that_bind_first_and_rows_in_score_order(scenario):
    found = desk(scenario)

    assert [row.number[-3:] for row in found.rows] == ["001", "002", "003", "004", "005", "006"]
    assert next(bar.name for bar in found.bars if bar.binds) in {"seats", "places JS1", "places JS1 52110"}
    assert (found.bars[0].used, found.bars[0].maximum) in {(3, 3), (2, 2)}


def test_desk_needs_few_queries(scored, scenario, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        desk(scenario)
