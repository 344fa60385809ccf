"""Every selected firm has a plant: a handful with a year of records, the others with some weeks."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from dure.demo.clock import TODAY, moment
from dure.demo.factories.clockwork import days_between
from dure.demo.factories.kimchi import kimchi_of_day
from dure.demo.factories.orders import PARTS
from dure.demo.factories.telling import pieces_of_day
from dure.demo.factories.truth import BEGAN_ON, RICH, Truth, light
from dure.demo.projects import LAST_DAY_WORKED, Project, projects
from dure.demo.year import Year
from dure.engine.floor.events import Event
from dure.engine.floor.plant import Plant
from dure.floor.boards.reckoning import reckon
from dure.floor.events.actions import seal, take
from dure.floor.events.heads import keep_head
from dure.floor.plant.actions import save_plant, share
from dure.floor.plant.models import Site
from dure.floor.plant.offices import offices_of
from dure.floor.plant.queries import plant_of
from dure.floor.plant.queries import site as site_of
from dure.floor.plant.sectors import document
from dure.floor.plant.terms import Grain, Terms, asked_terms
from dure.floor.quality.actions import correct, release
from dure.floor.quality.models import Deviation
from dure.floor.quality.queries import open_deviations
from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.installation.clock import now
from dure.foundation.parties.models import OrganisationKind

LIGHT_DAYS = 8
SPRING = date(2024, 4, 1)
SHARED = ("output", "yield", "quality", "availability", "oee", "energy")
# Every so many of the lighter plants shares its figures.
LIGHT_SHARE = 5
# By sector, an office that one firm agreed with on top of the operator and the province: fewer figures, not by day.
FURTHER: dict[str, tuple[OrganisationKind, tuple[str, ...], Grain]] = {
    "food-kimchi": (OrganisationKind.CITY, ("output", "yield", "quality"), Grain.MONTH),
    "rubber-plastic": (OrganisationKind.PARTNER, ("output", "quality", "availability", "oee", "energy"), Grain.WEEK),
}
# Keys of the tablet on which people tell what the simulated hands tell.
BY_HAND = ("count", "stops")
# By the first two digits of the sector's code.
SECTORS = {
    "10": "food", "11": "food", "13": "textile", "14": "textile", "22": "rubber-plastic", "20": "rubber-plastic",
    "26": "semiconductor", "27": "semiconductor", "30": "automotive", "29": "automotive",
}  # fmt: skip
# Machines that make the same at once: the pieces of each leave the plant, none is made of another's.
SIDE_BY_SIDE = {
    "rubber-plastic": ("INJ1", "INJ2"), "automotive": ("CNC1", "CNC2", "PRESS1"), "textile": ("LOOM1", "LOOM2"),
}  # fmt: skip
HOUSING = {"ko": "하우징", "en": "Housing", "vi": "Vỏ hộp", "ne": "हाउजिङ", "km": "គ្រោង"}
CLIP = {"ko": "고정 클립", "en": "Clip", "vi": "Kẹp giữ", "ne": "क्लिप", "km": "ឃ្នាប"}


def set_up(year: Year) -> None:
    """Plants with their records, and what the firms agreed to share."""
    found = projects(year)
    year.progress.begin("공장 기록", len(found))
    rich = rich_places(found)
    for each in found:
        _one(year, each, rich.get(each.place))
        year.progress.tick()


def rich_places(found: list[Project]) -> dict[int, Truth]:
    """The first firm of each rich truth's sector has a year of records."""
    chosen: dict[int, Truth] = {}
    for truth in RICH:
        fitting = [each.place for each in found if each.place not in chosen and _fits(each, truth)]
        chosen[fitting[0]] = truth
    return chosen


def _fits(project: Project, truth: Truth) -> bool:
    if truth.sector == "food-kimchi":
        return project.firm.applied.firm.name.endswith("김치")
    return _light_plant(project)[0] == truth.sector


def code_of(project: Project) -> str:
    """The code of a firm's plant."""
    return f"f{project.firm.applied.firm_id}"


def events_of_day(truth: Truth, plant: Plant, day: date) -> Iterator[Event]:
    """All records of one day of a simulated factory."""
    return (kimchi_of_day if truth.sector == "food-kimchi" else pieces_of_day)(truth, plant, day)


def _one(year: Year, project: Project, truth: Truth | None) -> None:
    sector = truth.sector if truth is not None else _light_plant(project)[0]
    code, firm = code_of(project), project.firm.applied.firm
    made_at = moment(3, 4, 9) if truth is not None else moment(2, 3, 9, year=2025)
    plant = light_document(sector, firm.name) if truth is None else rich_document(truth, firm.name)
    version = save_plant(code=code, document=plant, by=SYSTEM, at=made_at, organisation=firm)
    if truth is None:
        first = LAST_DAY_WORKED - timedelta(days=LIGHT_DAYS - 1)
        _tell(code, light(project.place, *_light_plant(project)), first, LAST_DAY_WORKED)
        if project.place % LIGHT_SHARE == 0:
            _share(version.site, project, truth)
        return
    _tell(code, truth, BEGAN_ON, LAST_DAY_WORKED - timedelta(days=31))
    seal(code)
    _tell(code, truth, LAST_DAY_WORKED - timedelta(days=30), LAST_DAY_WORKED)
    _share(version.site, project, truth)
    keep_head(site=version.site, day=LAST_DAY_WORKED, by=SYSTEM, at=TODAY - timedelta(hours=9))


def rich_document(truth: Truth, name: str) -> dict[str, Any]:
    """The sector's plant as this factory stands: machines side by side on lines of their own, and what it makes."""
    found = document(truth.sector, name=name)
    for number, machine in enumerate(SIDE_BY_SIDE.get(truth.sector, ()), start=1):
        line = f"L{number}"
        row = next(each for each in found["machines"] if each["id"] == machine)
        row["line"], found["lines"][line] = line, row["name"]
    looked_at = {each.get("machine") for name in ("checks", "ccps", "stages") for each in found[name]}
    found["machines"] = [each for each in found["machines"] if each["id"] in {*truth.machines, *looked_at}]
    if truth.sector == "rubber-plastic":
        found["items"][:1] = [found["items"][0] | {"name": HOUSING}, found["items"][0] | {"id": PARTS[1], "name": CLIP}]
    if truth.meters:
        found["modules"] = [*found["modules"], "energy"]
    return _as_told(found) if truth.by_hand else found


def light_document(sector: str, name: str) -> dict[str, Any]:
    """The sector's plant, whose people write down what it makes by hand."""
    return _as_told(document(sector, name=name))


def _as_told(found: dict[str, Any]) -> dict[str, Any]:
    """With what the tablet of a factory that tells by hand must offer."""
    return found | {"modules": list(dict.fromkeys([*found["modules"], *BY_HAND]))}


def _tell(code: str, truth: Truth, first: date, last: date) -> None:
    plant = plant_of(code)
    events = [event for day in days_between(first, last) for event in events_of_day(truth, plant, day)]
    take(code, events, origin="simulator")


def _share(site: Site, project: Project, truth: Truth | None) -> None:
    """With the operator; the year's plants by day from the spring on, and with the province, the others by week."""
    if truth is None:
        first = LAST_DAY_WORKED - timedelta(days=LIGHT_DAYS - 1)
        _agree(site, project, {OrganisationKind.OPERATOR}, asked_terms(SHARED, first, grain=Grain.WEEK))
    else:
        terms = asked_terms(SHARED, SPRING, grain=Grain.DAY, with_events=truth.sector == "food-kimchi")
        _agree(site, project, {OrganisationKind.OPERATOR, OrganisationKind.PROVINCE}, terms)
        if truth.sector in FURTHER:
            kind, figures, grain = FURTHER[truth.sector]
            _agree(site, project, {kind}, asked_terms(figures, SPRING, grain=grain))
    reckon(site, TODAY)


def _agree(site: Site, project: Project, kinds: Collection[OrganisationKind], terms: Terms) -> None:
    for office in offices_of(site.organisation_id):
        if office.organisation.kind in kinds:
            share(site=site, office=office, terms=terms, by=project.firm.actor, at=TODAY - timedelta(days=40))


def answer_deviations(year: Year) -> None:
    """All but the newest of each plant, which still holds its product on the demo's day.

    A stage of its own: deviations are found once the records are in the store for good.
    """
    for each in projects(year):
        found = site_of(code_of(each))
        for row in list(open_deviations(found))[1:] if found is not None else ():
            _answer(row, each.firm.actor)


def _answer(row: Deviation, owner: Actor) -> None:
    correct(
        deviation=row,
        cause="세척 벨트 속도가 빨라짐",
        correction="직전 확인 이후 절임배추를 다시 세척함",
        by=owner,
        at=now(),
    )
    release(deviation=row, decision="다시 세척한 뒤 3.5분으로 확인하여 출고함", by=owner, at=now())


def _light_plant(project: Project) -> tuple[str, tuple[str, ...]]:
    sector = project.firm.applied.firm.sector
    code = SECTORS.get(sector.pk[:2] if sector is not None else "", "general")
    machines = tuple(machine["id"] for machine in document(code, name="–")["machines"])
    return code, machines
