"""The check of a notice: what it finds and where."""

from datetime import timedelta
from decimal import Decimal

import pytest

from dure.journey.programmes.checks import Level, check_terms
from dure.journey.programmes.delivery import BondRule, Delivery, SigningParty
from dure.journey.programmes.parts import Label
from dure.journey.programmes.templates_of_notices import for_year, terms_from
from dure.journey.programmes.terms import (
    CityBudget,
    CityShare,
    EligibilityRule,
    Operator,
    Severity,
    Terms,
    TieKey,
)

CITIES = {
    "52110": "전주시", "52130": "군산시", "52140": "익산시", "52180": "정읍시", "52190": "남원시", "52210": "김제시",
    "52710": "완주군", "52720": "진안군", "52730": "무주군", "52740": "장수군", "52750": "임실군", "52770": "순창군",
    "52790": "고창군", "52800": "부안군",
}  # fmt: skip


@pytest.fixture
def terms() -> Terms:
    return terms_from("jeonbuk_2024")


def found(terms: Terms) -> list[tuple[str, Level]]:
    return [(each.path, each.level) for each in check_terms(terms, CITIES)]


def rule(**changes: object) -> EligibilityRule:
    values = {
        "code": "own", "fact": "headcount", "operator": Operator.LESS, "value": 20, "types": (),
        "severity": Severity.STOP, "sentence": Label(ko="규칙", en="Rule"), "basis": "공고",
    }  # fmt: skip
    return EligibilityRule(**(values | changes))


def test_check_of_the_built_in_notice_finds_nothing(terms: Terms) -> None:
    assert found(terms) == []


def test_check_of_the_built_in_notice_a_year_later_finds_nothing(terms: Terms) -> None:
    assert found(for_year(terms, years=1)) == []


def test_check_with_too_few_places_in_the_cities_names_the_type(terms: Terms) -> None:
    shares = tuple(each for each in terms.city_places if each.type != "JS1")
    fewer = (*shares, *(CityShare(city=code, type="JS1", places=1) for code in CITIES))
    assert found(terms.model_copy(update={"city_places": fewer})) == [("/city_places/JS1", Level.ERROR)]


def test_check_with_a_city_left_without_limit_accepts_fewer_places(terms: Terms) -> None:
    shares = tuple(each for each in terms.city_places if (each.type, each.city) != ("JS1", "52110"))
    assert found(terms.model_copy(update={"city_places": shares})) == []


def test_check_with_weights_below_100_refuses(terms: Terms) -> None:
    steps = (terms.scoring.steps[0].model_copy(update={"weight_pct": Decimal(10)}), terms.scoring.steps[1])
    changed = terms.model_copy(update={"scoring": terms.scoring.model_copy(update={"steps": steps})})
    assert found(changed) == [("/scoring/steps", Level.ERROR)]


def test_check_with_rising_grades_names_the_criterion(terms: Terms) -> None:
    first = terms.scoring.steps[0]
    criterion = first.criteria[0].model_copy(update={"grades": (Decimal(20), Decimal(16), Decimal(18))})
    step = first.model_copy(update={"criteria": (criterion, *first.criteria[1:])})
    scoring = terms.scoring.model_copy(update={"steps": (step, terms.scoring.steps[1])})
    assert found(terms.model_copy(update={"scoring": scoring})) == [
        ("/scoring/steps/site_check/criteria/operating/grades", Level.ERROR)
    ]


def test_check_with_a_minimum_above_the_maximum_refuses(terms: Terms) -> None:
    step = terms.scoring.steps[1].model_copy(update={"minimum": Decimal(101)})
    scoring = terms.scoring.model_copy(update={"steps": (terms.scoring.steps[0], step), "minimum_total": Decimal(101)})
    assert found(terms.model_copy(update={"scoring": scoring})) == [
        ("/scoring/steps/presentation/minimum", Level.ERROR),
        ("/scoring/minimum_total", Level.ERROR),
    ]


def test_check_with_a_bonus_cap_above_the_sum_refuses(terms: Terms) -> None:
    scoring = terms.scoring.model_copy(update={"bonus_cap": Decimal(13)})
    assert found(terms.model_copy(update={"scoring": scoring})) == [("/scoring/bonus_cap", Level.ERROR)]


def test_check_with_dates_out_of_order_names_the_later_one(terms: Terms) -> None:
    opens = terms.calendar.intake_opens_at
    assert opens is not None
    calendar = terms.calendar.model_copy(update={"intake_closes_at": opens - timedelta(days=1)})
    assert found(terms.model_copy(update={"calendar": calendar})) == [("/calendar/intake_closes_at", Level.ERROR)]


def test_check_without_intake_dates_refuses_and_without_others_warns(terms: Terms) -> None:
    calendar = terms.calendar.model_copy(update={"intake_opens_at": None, "announcement_at": None})
    assert found(terms.model_copy(update={"calendar": calendar})) == [
        ("/calendar/intake_opens_at", Level.ERROR),
        ("/calendar/announcement_at", Level.WARNING),
    ]


def test_check_with_shares_that_do_not_sum_refuses(terms: Terms) -> None:
    costs = terms.costs.model_copy(update={"firm_pct": Decimal(14)})
    assert found(terms.model_copy(update={"costs": costs})) == [("/costs/firm_pct", Level.ERROR)]


@pytest.mark.parametrize(("won", "level"), [(12_799_999, Level.ERROR), (12_800_000, Level.WARNING)])
def test_check_with_a_small_budget_refuses_below_one_place(terms: Terms, won: int, level: Level) -> None:
    budgets = tuple(
        CityBudget(city=each.city, amount_won=won) if each.city == "52720" else each for each in terms.city_budgets
    )
    assert found(terms.model_copy(update={"city_budgets": budgets})) == [("/city_budgets/52720", level)]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"fact": "shoe_size"}, "/eligibility/own/fact"),
        ({"operator": Operator.IS_TRUE}, "/eligibility/own/operator"),
        ({"value": None}, "/eligibility/own/value"),
        ({"types": ("JS9",)}, "/eligibility/own/types"),
        ({"code": "js1_sales", "operator": Operator.AT_LEAST}, "/eligibility/js1_sales"),
    ],
)
def test_check_of_a_rule_that_cannot_be_judged_names_it(terms: Terms, changes: dict[str, object], path: str) -> None:
    changed = terms.model_copy(update={"eligibility": (*terms.eligibility, rule(**changes))})
    assert found(changed) == [(path, Level.ERROR)]


def test_check_of_rules_no_firm_can_pass_together_refuses(terms: Terms) -> None:
    pair = (rule(code="small"), rule(code="large", operator=Operator.AT_LEAST))
    assert found(terms.model_copy(update={"eligibility": pair})) == [("/eligibility/large", Level.ERROR)]


def test_check_of_a_tie_order_with_nothing_to_compare_refuses(terms: Terms) -> None:
    selection = terms.selection.model_copy(update={"tie_order": (TieKey(), TieKey(measure="cost_won", tag="city"))})
    assert found(terms.model_copy(update={"selection": selection})) == [
        ("/selection/tie_order/1", Level.ERROR),
        ("/selection/tie_order/2", Level.ERROR),
    ]


def test_check_with_too_few_mentors_refuses(terms: Terms) -> None:
    selection = terms.selection.model_copy(update={"team_weeks": 559})
    assert found(terms.model_copy(update={"selection": selection})) == [("/selection/team_weeks", Level.ERROR)]


def test_check_of_a_place_outside_the_province_refuses(terms: Terms) -> None:
    shares = (*terms.city_places, CityShare(city="11110", type="JS3", places=1))
    assert found(terms.model_copy(update={"city_places": shares})) == [
        ("/cities/11110", Level.ERROR),
        ("/city_budgets/11110", Level.WARNING),
    ]


def delivered(terms: Terms, **parts: dict[str, object]) -> Terms:
    """The notice with some of its rules after the selection changed."""
    delivery: Delivery = terms.delivery
    changed = {name: getattr(delivery, name).model_copy(update=values) for name, values in parts.items()}
    return terms.model_copy(update={"delivery": delivery.model_copy(update=changed)})


def test_check_of_an_agreement_nobody_signs_for_the_supplier_refuses(terms: Terms) -> None:
    signing = tuple(SigningParty(party=party, order=1) for party in ("firm", "operator", "firm"))
    path = "/delivery/agreement/signing"
    assert found(delivered(terms, agreement={"signing": signing})) == [(path, Level.ERROR), (path, Level.ERROR)]


def test_check_of_a_partner_that_pays_and_does_not_sign_warns(terms: Terms) -> None:
    changed = delivered(terms, agreement={"partner_pct": Decimal(10)})
    assert found(changed) == [("/delivery/agreement/signing", Level.WARNING)]


def test_check_of_bonds_that_secure_nothing_names_each(terms: Terms) -> None:
    bonds = (
        BondRule(kind="advance", of="advance", pct=Decimal(100)),
        BondRule(kind="defect", pct=Decimal(0)),
        BondRule(kind="defect", pct=Decimal(2)),
    )
    without_advance = {"advance_pct": Decimal(0), "interim_pct": Decimal(50)}
    assert found(delivered(terms, agreement={"bonds": bonds}, payment=without_advance)) == [
        ("/delivery/agreement/bonds/defect", Level.ERROR),
        ("/delivery/agreement/bonds/advance", Level.ERROR),
        ("/delivery/agreement/bonds/defect", Level.ERROR),
    ]


def test_check_of_an_advance_bond_measured_by_the_cost_warns(terms: Terms) -> None:
    changed = delivered(terms, agreement={"bonds": (BondRule(kind="advance", pct=Decimal(50)),)})
    assert found(changed) == [("/delivery/agreement/bonds/advance", Level.WARNING)]


def test_check_of_change_days_that_leave_no_time_refuses(terms: Terms) -> None:
    changes = terms.delivery.agreement.changes.model_copy(update={"before_end_days": 224, "report_extension_days": 93})
    assert found(delivered(terms, agreement={"changes": changes})) == [
        ("/delivery/agreement/changes/report_extension_days", Level.ERROR),
        ("/delivery/agreement/changes/before_end_days", Level.ERROR),
    ]


@pytest.mark.parametrize("days", [(), (400, 7)])
def test_check_of_reminders_that_never_come_or_come_too_early_warns(terms: Terms, days: tuple[int, ...]) -> None:
    changed = delivered(terms, agreement={"end_reminder_days": days})
    assert found(changed) == [("/delivery/agreement/end_reminder_days", Level.WARNING)]


def test_check_of_build_lines_that_hang_in_the_air_names_each(terms: Terms) -> None:
    stones, due = terms.delivery.build.milestones, terms.delivery.build.deliverables
    milestones = (stones[1], stones[0], *stones[3:])
    foreign = due[0].model_copy(update={"types": ("JS9",)})
    assert found(delivered(terms, build={"milestones": milestones, "deliverables": (foreign, *due[1:])})) == [
        ("/delivery/build/milestones/kickoff/share_pct", Level.ERROR),
        ("/delivery/build/deliverables/design/milestone", Level.ERROR),
        ("/delivery/build/deliverables/requirements/types", Level.WARNING),
    ]


def test_check_of_payment_by_one_person_and_without_time_to_settle(terms: Terms) -> None:
    assert found(delivered(terms, payment={"approvals": 1, "settlement_days": 0})) == [
        ("/delivery/payment/settlement_days", Level.ERROR),
        ("/delivery/payment/approvals", Level.WARNING),
    ]
