"""The published figures of 2024 that the demo year must meet, asserted at the end of every build."""

from typing import Any

from dure.demo.clock import moment
from dure.demo.notice import SLUG
from dure.journey.agreements import queries as agreements
from dure.journey.applications.queries import applications_of
from dure.journey.builds import queries as builds
from dure.journey.prospects import queries as prospects
from dure.journey.selection import queries as selection


class FiguresMissed(AssertionError):
    """A build that does not come out at the published figures is no demo of that year."""


PUBLISHED: dict[str, Any] = {
    "places": 70,
    "applied": 176,
    "selected": 70,
    "basic": 60,
    "first_time_ict": 40,
    "cities_with_selected": 14,
}
INTERESTS = 200
APPLIED_BY_TYPE = {"JS1": 53, "JS2": 95, "JS3": 28}
SELECTED_BY_TYPE = {"JS1": 40, "JS2": 20, "JS3": 10}
CITIES = 14
AGREEMENTS, STARTED_EARLY, FINISHED = 70, 11, 42


def found(programme_id: int) -> dict[str, Any]:
    """The figures as they stand."""
    rows = [row for row in applications_of(programme_id) if row.submitted_at is not None]
    facts = selection.facts(programme_id)
    return {
        **{key: facts[key] for key in PUBLISHED},
        "interests": prospects.standing(programme_id).total,
        "applied_by_type": {code: sum(row.type_code == code for row in rows) for code in APPLIED_BY_TYPE},
        "selected_by_type": {
            code: sum(row.type_code == code and row.status == "selected" for row in rows) for code in SELECTED_BY_TYPE
        },
        "cities_with_applicants": len({row.city_code for row in rows}),
        "agreements": agreements.standing(programme_id).total,
        "started_early": agreements.started_by(programme_id, moment(9, 13, 0)),
        "finished": builds.standing(programme_id).by_state.get("completed", 0),
    }


def hold(programme_id: int) -> dict[str, Any]:
    """The figures, once they are those published; raises ``FiguresMissed`` naming each that is not."""
    figures = found(programme_id)
    wanted = {
        **PUBLISHED,
        "interests": INTERESTS,
        "applied_by_type": APPLIED_BY_TYPE,
        "selected_by_type": SELECTED_BY_TYPE,
        "cities_with_applicants": CITIES,
        "agreements": AGREEMENTS,
        "started_early": STARTED_EARLY,
        "finished": FINISHED,
    }
    missed = {key: (figures[key], value) for key, value in wanted.items() if figures[key] != value}
    if missed:
        lines = "; ".join(f"{key}: {is_now}, not {should}" for key, (is_now, should) in missed.items())
        raise FiguresMissed(f"{SLUG}: {lines}")
    return figures
