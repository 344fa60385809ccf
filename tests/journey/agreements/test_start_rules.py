from datetime import date

import pytest

from dure.journey.agreements.models import AgreedPlan, Bond
from dure.journey.agreements.start_rules import BondDemand, account_problem, kickoff_problem, problem_of

VERSION = AgreedPlan(number=1, starts_on=date(2024, 6, 14), ends_on=date(2025, 2, 13))
DEMAND = BondDemand("performance", 2_750_200, date(2025, 3, 15))
TODAY = date(2024, 6, 18)


@pytest.mark.parametrize(
    ("number", "is_right"),
    [
        ("101301012", False),
        ("1013010123", True),
        ("1013-01-0123456", True),
        ("1234567890123456", True),
        ("12345678901234567", False),
        ("1013--01-0123456", False),
        ("-1013010123456", False),
        ("1013010123456-", False),
        ("전북1013010123", False),
        ("", False),
    ],
)
def test_an_account_number_has_its_shape(number: str, is_right: bool) -> None:
    assert (account_problem("전북은행", number, "진안식품") == "") is is_right


@pytest.mark.parametrize(("bank", "holder"), [("", "진안식품"), ("전북은행", " ")])
def test_an_account_names_bank_and_holder(bank: str, holder: str) -> None:
    assert account_problem(bank, "1013010123456", holder) != ""


@pytest.mark.parametrize(
    ("day", "is_right"),
    [
        (date(2024, 6, 13), False),
        (date(2024, 6, 14), True),
        (date(2025, 2, 13), True),
        (date(2025, 2, 14), False),
        (None, False),
    ],
)
def test_a_kickoff_lies_within_the_agreement(day: date | None, is_right: bool) -> None:
    assert (kickoff_problem(day, VERSION) == "") is is_right


@pytest.mark.parametrize(
    ("amount_won", "until_on", "is_right"),
    [
        (2_750_200, date(2025, 3, 15), True),
        (2_750_199, date(2025, 3, 15), False),
        (2_750_200, date(2025, 3, 14), False),
        (9_000_000, date(2024, 6, 17), False),
    ],
)
def test_a_bond_is_of_the_amount_and_the_days_of_the_notice(amount_won: int, until_on: date, is_right: bool) -> None:
    bond = Bond(kind="performance", number="1", amount_won=amount_won, until_on=until_on)

    assert (problem_of(DEMAND, bond, TODAY) == "") is is_right


def test_a_bond_that_is_missing_is_asked_for() -> None:
    assert problem_of(DEMAND, None, TODAY) != ""


@pytest.mark.parametrize(("day", "is_right"), [(date(2024, 6, 18), True), (date(2024, 6, 19), False)])
def test_a_bond_holds_on_its_last_day(day: date, is_right: bool) -> None:
    bond = Bond(kind="defect", number="1", amount_won=1, until_on=date(2024, 6, 18))

    assert (problem_of(BondDemand("defect", 1, date(2024, 6, 1)), bond, day) == "") is is_right
