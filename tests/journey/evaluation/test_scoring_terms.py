"""The minimum total before or after bonus and penalty points, as the notice says."""

from decimal import Decimal

import pytest
from tests.world import small_terms

from dure.journey.evaluation.scoring_terms import Case, SheetPoints, combine
from dure.journey.programmes.terms import Scoring


def scoring(minimum: str, minimum_of: str) -> Scoring:
    given = small_terms().scoring
    return given.model_copy(update={"minimum_total": Decimal(minimum), "minimum_of": minimum_of})


def case(terms: Scoring, bonuses: tuple[str, ...], penalties: tuple[str, ...]) -> Case:
    """Every item at its third grade: 80 of 100 in both steps."""
    sheets = {
        step.code: tuple(
            SheetPoints(assessor, {each.code: each.grades[2] for each in step.criteria})
            for assessor in range(1, step.assessors + 1)
        )
        for step in terms.steps
    }
    return Case(1, "JS1", sheets, bonuses, penalties)


@pytest.mark.parametrize(
    ("minimum", "minimum_of", "bonuses", "penalties", "verdict"),
    [
        ("80", "base", (), (), "passed"),
        ("80.01", "base", ("academy",), (), "below_minimum"),
        ("80.01", "total", ("academy",), (), "passed"),
        ("83", "total", ("academy",), (), "passed"),
        ("83.01", "total", ("academy",), (), "below_minimum"),
        ("80", "base", (), ("gave_up_before",), "passed"),
        ("80", "total", (), ("gave_up_before",), "below_minimum"),
        ("77", "total", (), ("gave_up_before",), "passed"),
    ],
)
def test_minimum_total_is_held_against_the_score_the_notice_names(
    minimum: str, minimum_of: str, bonuses: tuple[str, ...], penalties: tuple[str, ...], verdict: str
) -> None:
    terms = scoring(minimum, minimum_of)
    score = combine(terms, [case(terms, bonuses, penalties)])[1]
    assert (score.base, score.verdict.value) == (Decimal("80.00"), verdict)


def test_minimum_of_is_the_score_before_bonus_unless_the_notice_says_otherwise() -> None:
    assert Scoring(steps=small_terms().scoring.steps).minimum_of == "base"
