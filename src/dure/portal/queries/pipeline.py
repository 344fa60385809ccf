"""The pipeline's figures: firms by stage, city and state, narrowed by the reader's choice."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dure.foundation.access.actor import Actor
from dure.foundation.workflow.values import Dot, FirmStanding
from dure.journey.programmes import queries as programmes
from dure.portal.stages import STAGES, Stage


@dataclass(frozen=True)
class Choice:
    """What the reader chose; empty is "all"."""

    stage: str = "applications"
    city: str = ""
    type: str = ""
    state: str = ""


@dataclass(frozen=True)
class CityCount:
    """One city or county in the pipeline: places, applications, selected firms, and those that are late."""

    places: int | None
    applied: int
    selected: int
    late: int


@dataclass(frozen=True)
class Pipeline:
    """``columns`` counts firms by stage after the choice of city and type; ``firms`` are those of the stage."""

    stage: Stage
    columns: Mapping[str, int]
    firms: list[FirmStanding]
    states: Mapping[str, tuple[str, int]]
    types: Mapping[str, int]
    cities: Mapping[str, CityCount]


def pipeline(programme_id: int, actor: Actor, choice: Choice) -> Pipeline:
    """Everything the pipeline page shows, in as many queries as there are stages and no more for more firms."""
    stage = next((each for each in STAGES if each.code == choice.stage), STAGES[1])
    standings = {each.code: each.firm_standings(programme_id, actor) for each in STAGES}
    chosen = {code: [s for s in rows if _fits(s, choice)] for code, rows in standings.items()}
    in_stage = chosen[stage.code]
    labels = {s.state: s.state_label for s in in_stage}
    firms = [s for s in in_stage if not choice.state or s.state == choice.state]
    return Pipeline(
        stage=stage,
        columns={code: len(rows) for code, rows in chosen.items()},
        firms=sorted(firms, key=lambda s: (s.name, s.firm_id or 0)),
        states={state: (labels[state], count) for state, count in Counter(s.state for s in in_stage).most_common()},
        types=dict(sorted(Counter(s.type_code for s in standings["applications"]).items())),
        cities=_cities(programme_id, standings, choice),
    )


def _fits(standing: FirmStanding, choice: Choice) -> bool:
    fits_city = not choice.city or standing.city_code == choice.city
    return fits_city and (not choice.type or not standing.type_code or standing.type_code == choice.type)


def _cities(programme_id: int, standings: Mapping[str, list[FirmStanding]], choice: Choice) -> dict[str, CityCount]:
    applied = Counter(s.city_code for s in standings["applications"] if not choice.type or s.type_code == choice.type)
    selected = Counter(
        s.city_code
        for s in standings["selection"]
        if s.state == "selected" and (not choice.type or s.type_code == choice.type)
    )
    late = Counter(s.city_code for rows in standings.values() for s in rows if s.dot is Dot.LATE)
    places = programmes.places(programme_id)
    codes = set(applied) | set(selected) | set(late) | places.cities
    return {
        code: CityCount(places.of_city(code, choice.type), applied[code], selected[code], late[code]) for code in codes
    }
