"""The pipeline's figures: firms by stage, city and state, narrowed by the reader's choice."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from dure.foundation.access.actor import Actor
from dure.foundation.workflow.standings import Part, Tally
from dure.foundation.workflow.values import FirmStanding
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
    """``columns`` counts firms by stage after the choice of city and type; ``total`` those of the stage and state."""

    stage: Stage
    columns: Mapping[str, int]
    total: int
    states: Mapping[str, tuple[str, int]]
    types: Mapping[str, int]
    cities: Mapping[str, CityCount]


def pipeline(programme_id: int, actor: Actor, choice: Choice) -> Pipeline:
    """The figures of the pipeline page, counted by the database: one count a stage, however many firms."""
    stage = stage_of(choice)
    counted = {each.code: each.tallies(programme_id, actor) for each in STAGES}
    chosen = {code: [each for each in rows if _fits(each, choice)] for code, rows in counted.items()}
    states = _summed((each.state, each.count) for each in chosen[stage.code])
    labels = {each.state: each.label for each in chosen[stage.code]}
    return Pipeline(
        stage=stage,
        columns={code: sum(each.count for each in rows) for code, rows in chosen.items()},
        total=states[choice.state] if choice.state else states.total(),
        states={state: (labels[state], count) for state, count in states.most_common()},
        types=dict(sorted(_summed((each.type_code, each.count) for each in counted["applications"]).items())),
        cities=_cities(programme_id, counted, choice),
    )


def stage_of(choice: Choice) -> Stage:
    """The chosen stage; an unknown one is the applications'."""
    return next((each for each in STAGES if each.code == choice.stage), STAGES[1])


@dataclass(frozen=True)
class ChosenFirms(Sequence[FirmStanding]):
    """The ``total`` firms that a choice leaves, by name; only what is sliced off is fetched."""

    programme_id: int
    actor: Actor
    choice: Choice
    total: int

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, wanted: int) -> FirmStanding: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[FirmStanding]: ...
    def __getitem__(self, wanted: int | slice) -> FirmStanding | list[FirmStanding]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop, _step = wanted.indices(self.total)
        choice = self.choice
        part = Part(city=choice.city, type=choice.type, state=choice.state, start=start, size=stop - start)
        return stage_of(choice).firm_standings(self.programme_id, self.actor, part)


def _summed(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for key, count in pairs:
        found[key] += count
    return found


def _fits(tally: Tally, choice: Choice) -> bool:
    fits_city = not choice.city or tally.city_code == choice.city
    return fits_city and (not choice.type or not tally.type_code or tally.type_code == choice.type)


def _cities(programme_id: int, counted: Mapping[str, list[Tally]], choice: Choice) -> dict[str, CityCount]:
    def of_type(code: str) -> list[Tally]:
        return [each for each in counted[code] if not choice.type or each.type_code == choice.type]

    applied = _summed((each.city_code, each.count) for each in of_type("applications"))
    selected = _summed((each.city_code, each.count) for each in of_type("selection") if each.state == "selected")
    late = _summed((each.city_code, each.late) for rows in counted.values() for each in rows if each.late)
    places = programmes.places(programme_id)
    codes = set(applied) | set(selected) | set(late) | places.cities
    return {
        code: CityCount(places.of_city(code, choice.type), applied[code], selected[code], late[code]) for code in codes
    }
