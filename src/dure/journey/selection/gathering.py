"""Gathers from the record what a scenario's problem is made of."""

from decimal import Decimal
from typing import Any

from dure.journey.applications import queries as applications
from dure.journey.applications.queries import ApplicationFacts
from dure.journey.evaluation import queries as evaluation
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.terms import Terms
from dure.journey.selection.models import PinKind, Scenario
from dure.journey.selection.problem import Candidate, Changes, Limits, build_problem


def gather(scenario: Scenario) -> dict[str, Any]:
    """The scenario's problem file, from the notice version it stands on and the official scores."""
    terms = programmes.terms_of(scenario.notice_id)
    pins = list(scenario.pins.filter(lifted_at__isnull=True).values_list("application__number", "kind"))
    return build_problem(
        terms,
        candidates(scenario.programme_id, terms),
        limits(scenario.programme_id, terms),
        changes=Changes.read(scenario.changes),
        pinned=[number for number, kind in pins if kind == PinKind.PIN],
        barred=[number for number, kind in pins if kind == PinKind.BAR],
        score_max=score_max(terms),
    )


def candidates(programme_id: int, terms: Terms) -> list[Candidate]:
    """The applications that were scored and passed every minimum, and are still in the running."""
    scores = evaluation.official_scores(programme_id)
    return [
        _candidate(each, scores[each.id].total, terms)
        for each in applications.applications_of(programme_id)
        if each.id in scores and scores[each.id].passed and each.status not in OUT
    ]


OUT = frozenset({"withdrawn", "gave_up", "ineligible", "draft"})


def _candidate(each: ApplicationFacts, total: Decimal, terms: Terms) -> Candidate:
    return Candidate(
        number=each.number,
        score=f"{total:.{terms.scoring.decimals}f}",
        type_code=each.type_code,
        city_code=each.city_code,
        sector_code=each.sector_code,
        first_ict=each.first_ict,
        cost_won=each.cost_won,
        city_won=each.city_won,
        province_won=each.province_won,
        headcount=each.headcount or 0,
        sales_won=each.sales_won or 0,
    )


def limits(programme_id: int, terms: Terms) -> Limits:
    """Places after moves, budgets and the mentors' capacity."""
    places = programmes.places(programme_id)
    return Limits(
        by_type=places.by_type,
        by_type_city=places.by_type_city,
        city_won=programmes.city_budgets(programme_id),
        province_won=terms.province_budget_won,
        team_weeks=terms.selection.team_weeks,
    )


def score_max(terms: Terms) -> str:
    """The best score anyone could have: 100 and the whole bonus."""
    return f"{Decimal(100) + terms.scoring.bonus_cap:.{terms.scoring.decimals}f}"
