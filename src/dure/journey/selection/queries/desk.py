"""What the selection desk shows: limits with what is used and left, the ranked list, the chosen firm."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dure.journey.applications import queries as applications
from dure.journey.applications.queries import ApplicationFacts
from dure.journey.evaluation import queries as evaluation
from dure.journey.selection.engine import ranking
from dure.journey.selection.limits import limit_label
from dure.journey.selection.models import Mark, Pin, Scenario
from dure.journey.selection.problem import PROVINCE_BUDGET
from dure.journey.selection.queries.decisions import city_names
from dure.journey.selection.queries.running import Shown, shown

# A firm is "sure" when the list holds it (or leaves it out) in this share of the draws.
SURE = 0.95


@dataclass(frozen=True)
class LimitBar:
    """A limit with what the list uses of it. ``is_money``: whole won, else a count of firms or weeks."""

    name: str
    label: str
    used: int
    maximum: int
    is_money: bool
    binds: bool


@dataclass(frozen=True)
class DeskRow:
    """One firm on the desk. ``differs`` is "only_here" or "only_there" where the other rule decides otherwise.

    ``in_doubt``: its margin is still being worked out. ``moved``: the list before decided otherwise.
    """

    place: int
    application_id: int
    number: str
    firm_id: int
    firm_name: str
    type_code: str
    city_code: str
    city_name: str
    score: str
    spread: tuple[float, ...]
    selected: bool
    margin: str
    contested: bool
    share: float | None
    points_needed: str
    attainable: bool
    binding: tuple[str, ...]
    pin: str
    differs: str
    marks: tuple[str, ...]
    after_the_line: bool
    in_doubt: bool
    moved: bool

    @property
    def percent(self) -> str:
        """The share of the draws in which the firm is selected, as people read it."""
        return "" if self.share is None else f"{self.share * 100:.0f}%"


@dataclass(frozen=True)
class Desk:
    """The whole desk of a scenario; ``rows`` in score order, ``lines`` counts the places by type."""

    scenario: Scenario
    shown: Shown
    bars: list[LimitBar]
    rows: list[DeskRow]
    status: str
    conflict: list[str]
    relaxation: dict[str, int]

    @property
    def digest(self) -> str:
        """The fingerprint of the list shown."""
        return str(self.shown.answer.get("digest", ""))

    @property
    def shown_lacks_reserve(self) -> bool:
        """Whether the reserve is still being worked out."""
        return self.shown.lacks("reserve")

    @property
    def lowest(self) -> float:
        """Where the strips of the assessors' scores begin: the lowest score given, in whole tens."""
        return min((score // 10 * 10 for row in self.rows for score in row.spread), default=0.0)


def scenarios_of(programme_id: int) -> list[Scenario]:
    """All scenarios of a programme, the oldest first."""
    return list(
        Scenario.objects.filter(programme_id=programme_id).select_related("programme").order_by("made_at", "id")
    )


def scenario(scenario_id: int) -> Scenario:
    """A scenario; raises ``Scenario.DoesNotExist``."""
    return Scenario.objects.select_related("programme", "notice").get(pk=scenario_id)


def desk(row: Scenario) -> Desk:
    """Everything the desk shows of a scenario, in a fixed number of queries."""
    names = city_names(row.programme.province_id)
    now = shown(row)
    answer = now.answer
    return Desk(
        scenario=row,
        shown=now,
        bars=limit_bars(now.problem, answer, names) if now.problem else [],
        rows=_rows(row, now, names) if "selected" in answer else [],
        status=answer.get("status", ""),
        conflict=[limit_label(name, names) for name in answer.get("conflict", [])],
        relaxation={limit_label(k, names): v for k, v in _relaxed(answer).items()},
    )


def _relaxed(answer: Mapping[str, Any]) -> dict[str, int]:
    relaxation = answer.get("smallest_relaxation", {})
    return {k: v for k, v in relaxation.items() if isinstance(v, int)} if isinstance(relaxation, dict) else {}


def limit_bars(problem: Mapping[str, Any], answer: Mapping[str, Any], names: Mapping[str, str]) -> list[LimitBar]:
    """Use of every limit by the list; the tightest first."""
    chosen = set(answer.get("selected", []))
    applicants = [each for each in problem["applicants"] if each["id"] in chosen]
    blocking = {name for part in answer.get("applicants", {}).values() for name in part.get("binding", [])}
    seats = {"name": "seats", "where": {}, "measure": "count", "max": problem["seats"]}
    bars = [_bar(limit, applicants, blocking, names) for limit in [seats, *problem["constraints"]] if "max" in limit]
    return sorted(
        bars, key=lambda bar: (not bar.binds, bar.maximum - bar.used if not bar.is_money else 10**9, bar.name)
    )


def _bar(
    limit: Mapping[str, Any], applicants: list[dict[str, Any]], blocking: set[str], names: Mapping[str, str]
) -> LimitBar:
    inside = [a for a in applicants if all(a["tags"].get(tag) in values for tag, values in limit["where"].items())]
    measure = limit["measure"]
    used = len(inside) if measure == "count" else sum(a["measures"].get(measure, 0) for a in inside)
    return LimitBar(
        name=limit["name"],
        label=limit_label(limit["name"], names),
        used=used,
        maximum=limit["max"],
        is_money=measure.endswith("_won") or limit["name"] == PROVINCE_BUDGET,
        binds=limit["name"] in blocking,
    )


@dataclass(frozen=True)
class _Around:
    """What every row of one desk is read against."""

    now: Shown
    chosen: frozenset[str]
    former: frozenset[str]
    lines: Mapping[str, int]
    names: Mapping[str, str]


def _rows(row: Scenario, now: Shown, names: Mapping[str, str]) -> list[DeskRow]:
    order = ranking(now.problem)
    facts = {a.number: a for a in applications.applications_of(row.programme_id) if a.number}
    scores = evaluation.official_scores(row.programme_id)
    pins = {p.application_id: p.kind for p in Pin.objects.filter(scenario=row, lifted_at__isnull=True)}
    marks: dict[int, list[str]] = {}
    for mark in Mark.objects.filter(scenario=row).order_by("id"):
        marks.setdefault(mark.application_id, []).append(mark.text)
    around = _Around(
        now=now,
        chosen=frozenset(now.answer["selected"]),
        former=frozenset(row.answer.get("selected", ())),
        lines=_lines(now.problem, now.answer, order),
        names=names,
    )
    found = []
    for place, number in enumerate(order, start=1):
        fact = facts[number]
        found.append(_row(place, fact, scores[fact.id], around, pins.get(fact.id, ""), tuple(marks.get(fact.id, ()))))
    return found


def _lines(problem: Mapping[str, Any], answer: Mapping[str, Any], order: list[str]) -> dict[str, int]:
    """The place in score order of the last firm selected of each type: the line is drawn below it."""
    chosen = set(answer["selected"])
    types = {each["id"]: each["tags"]["type"] for each in problem["applicants"]}
    lines: dict[str, int] = {}
    for place, number in enumerate(order, start=1):
        if number in chosen:
            lines[types[number]] = place
    return lines


def _row(place: int, fact: ApplicationFacts, score: Any, around: _Around, pin: str, marks: tuple[str, ...]) -> DeskRow:
    now, names = around.now, around.names
    answer = now.answer
    part = answer.get("applicants", {}).get(fact.number, {})
    share = _share(answer, fact.number)
    differs = answer.get("differs_from", {})
    return DeskRow(
        place=place,
        application_id=fact.id,
        number=fact.number,
        firm_id=fact.firm_id,
        firm_name=fact.firm_name,
        type_code=fact.type_code,
        city_code=fact.city_code,
        city_name=names.get(fact.city_code, fact.city_code),
        score=f"{score.total:.2f}",
        spread=tuple(float(total) for total in score.sheet_totals),
        selected=fact.number in around.chosen,
        margin=part.get("margin") or "",
        contested=contested(part, share),
        share=share,
        points_needed=part.get("points_needed") or "",
        attainable=part.get("attainable", True),
        binding=tuple(limit_label(name, names) for name in part.get("binding", [])),
        pin=pin,
        differs=next((k for k in ("only_here", "only_there") if fact.number in differs.get(k, [])), ""),
        marks=marks,
        after_the_line=place > around.lines.get(fact.type_code, 0),
        in_doubt=now.lacks("applicants"),
        moved=bool(around.former) and (fact.number in around.chosen) != (fact.number in around.former),
    )


def _share(answer: Mapping[str, Any], number: str) -> float | None:
    stability = answer.get("stability")
    if not stability or not stability["draws"]:
        return None
    return float(stability["selected"].get(number, 0)) / float(stability["draws"])


def contested(part: Mapping[str, Any], share: float | None) -> bool:
    """Whether score noise decides: by the draws where there are any, else within one point of the line."""
    if share is not None:
        return 1 - SURE < share < SURE
    near = part.get("margin") or part.get("points_needed")
    return near is not None and near != "" and abs(Decimal(near)) <= 1
