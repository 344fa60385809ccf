"""The running programme in numbers, as ``dure year`` prints it."""

from typing import Any

from dure.journey.programmes import queries as programmes
from dure.journey.selection import queries as selection
from dure.portal.stages import STAGES


def year_in_numbers(slug: str | None = None) -> dict[str, Any] | None:
    """Firms by state, type and city in each stage, and the headline facts; None without a programme.

    Without ``slug`` the running programme is meant: the latest year's that has been published.
    """
    programme = programmes.find_programme(slug) if slug else programmes.running_programme()
    if programme is None:
        return None
    stages = {}
    for stage in STAGES:
        standing = stage.standing(programme.pk)
        stages[stage.code] = {
            "total": standing.total,
            "by_state": dict(standing.by_state),
            "by_type": dict(standing.by_type),
            "by_city": dict(standing.by_city),
        }
    return {
        "programme": programme.slug,
        "name": programme.name_ko,
        "year": programme.year,
        "stages": stages,
        "facts": selection.facts(programme.pk),
    }
