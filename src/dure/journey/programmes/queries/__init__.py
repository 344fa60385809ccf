"""Reads over programmes: the door other rooms use."""

from dure.journey.programmes.demand import Demand, register_demand
from dure.journey.programmes.places import PlacesTable
from dure.journey.programmes.queries.notices import (
    check,
    draft_of,
    notice_in_force,
    terms_in_force,
    terms_of,
    version,
    versions,
)
from dure.journey.programmes.queries.places import Shortfall, city_budgets, moves, places, reopenings, shortfalls
from dure.journey.programmes.queries.programmes import (
    cities_of,
    current_programme,
    find_programme,
    lock_programme,
    previous_of,
    programme,
    programme_by_id,
    programmes_for,
    public_programmes,
    running_programme,
)
from dure.journey.programmes.queries.quorum import Quorum, quorum
from dure.journey.programmes.queries.stage import waiting
from dure.journey.programmes.queries.windows import (
    Window,
    closing,
    intake_closes_at,
    intake_is_open,
    interest_is_open,
    windows,
)

__all__ = [
    "Demand",
    "PlacesTable",
    "Quorum",
    "Shortfall",
    "Window",
    "check",
    "cities_of",
    "city_budgets",
    "closing",
    "current_programme",
    "draft_of",
    "find_programme",
    "intake_closes_at",
    "intake_is_open",
    "interest_is_open",
    "lock_programme",
    "moves",
    "notice_in_force",
    "places",
    "previous_of",
    "programme",
    "programme_by_id",
    "programmes_for",
    "public_programmes",
    "quorum",
    "register_demand",
    "reopenings",
    "running_programme",
    "shortfalls",
    "terms_in_force",
    "terms_of",
    "version",
    "versions",
    "waiting",
    "windows",
]
