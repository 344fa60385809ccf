"""How severe each assessor was and how far panels were apart: shown beside the official score, never in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from django.core.cache import cache

from dure.engine import scoring as engine
from dure.engine.scoring.result import SheetTotal
from dure.engine.scoring.rounding import half_up
from dure.journey.evaluation.models import Assessor, OfficialScore
from dure.journey.evaluation.queries.official import OfficialScoreFacts, official_scores
from dure.journey.evaluation.scoring_terms import assessor_id, firm_id

# Points between the highest and the lowest sheet of one firm from which the desk points it out.
WIDE = Decimal(20)
DECIMALS = 1
_KEPT_S = 3600


@dataclass(frozen=True)
class SeverityLine:
    """One assessor: points given less than others on the same firms (negative: more); None is not assessable."""

    assessor_id: int
    name: str
    sheets: int
    points: Decimal | None

    @property
    def against(self) -> str:
        """The difference with its sign as readers expect it: minus for a severe assessor."""
        return "" if self.points is None else f"{-self.points:+}".replace("-", "−")


@dataclass(frozen=True)
class Spread:
    """How far apart the panel of a firm was, in the step that weighs most."""

    application_id: int
    type_code: str
    range: Decimal
    deviation: Decimal | None

    @property
    def is_wide(self) -> bool:
        """Whether the sheets are so far apart that one should look."""
        return self.range >= WIDE


def severity(programme_id: int) -> list[SeverityLine]:
    """Every assessor who signed, the most severe first; those that cannot be compared stand last."""
    points = {pair: total for facts in official_scores(programme_id).values() for pair, total in _pairs(facts)}
    # Solved in exact fractions, which takes a moment with many assessors: kept under what it depends on.
    key = f"evaluation.severity:{sha256(repr(sorted(points.items())).encode()).hexdigest()}"
    found = cache.get_or_set(key, lambda: _severities(points), _KEPT_S) or []
    names = dict(Assessor.objects.filter(programme_id=programme_id).values_list("id", "person__name"))
    rows = [SeverityLine(pk, names.get(pk, ""), sheets, points) for pk, sheets, points in found]
    return sorted(rows, key=lambda row: (row.points is None, -(row.points or 0), row.name))


def disagreement(programme_id: int) -> dict[int, Spread]:
    """How far the sheets of each firm are apart, by application id."""
    types = dict(
        OfficialScore.objects.filter(application__programme_id=programme_id).values_list(
            "application_id", "application__type_code"
        )
    )
    found = {}
    for pk, facts in official_scores(programme_id).items():
        spread = engine.disagreement([SheetTotal("", total, None) for total in facts.sheet_totals])
        if spread is not None:
            found[pk] = Spread(pk, types[pk], spread.range, spread.deviation)
    return found


def _severities(points: Mapping[tuple[str, str], Fraction]) -> list[tuple[int, int, Decimal | None]]:
    return [
        (int(each.assessor[1:]), each.sheets, None if each.points is None else half_up(each.points, DECIMALS))
        for each in engine.severities(points)
    ]


def _pairs(facts: OfficialScoreFacts) -> list[tuple[tuple[str, str], Fraction]]:
    """Each sheet by firm-and-step and assessor: the same firm is another thing to score in another step."""
    return [
        ((f"{firm_id(facts.application_id)}/{step.code}", assessor_id(sheet.assessor_id)), Fraction(sheet.total))
        for step in facts.steps
        for sheet in step.sheets
    ]
