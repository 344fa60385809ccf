"""How severe each assessor was and how far panels were apart: shown beside the official score, never in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from django.core.cache import cache

from dure.engine import scoring as engine
from dure.engine.scoring.result import SheetTotal
from dure.engine.scoring.rounding import half_up
from dure.journey.evaluation.models import Assessor, OfficialScore
from dure.journey.evaluation.queries.official import OfficialScoreFacts, facts_of
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


@dataclass(frozen=True)
class Agreement:
    """What stands beside settled scores: every assessor who signed, the most severe first, those that cannot be
    compared last; and how far the sheets of each firm are apart, by application id."""

    severity: list[SeverityLine]
    spreads: dict[int, Spread]


def agreement(programme_id: int) -> Agreement:
    """The agreement of a programme's assessors, in two queries; empty before the scores are settled."""
    rows = OfficialScore.objects.filter(application__programme_id=programme_id).select_related("application")
    found = [(row.application.type_code, facts_of(row)) for row in rows.order_by("application_id")]
    spreads = (_spread(type_code, facts) for type_code, facts in found)
    return Agreement(
        severity=_severity(programme_id, [facts for _type_code, facts in found]),
        spreads={spread.application_id: spread for spread in spreads if spread is not None},
    )


def _severity(programme_id: int, scores: Iterable[OfficialScoreFacts]) -> list[SeverityLine]:
    points = {pair: total for facts in scores for pair, total in _pairs(facts)}
    # Solved in exact fractions, which takes a moment with many assessors: kept under what it depends on.
    key = f"evaluation.severity:{sha256(repr(sorted(points.items())).encode()).hexdigest()}"
    found = cache.get_or_set(key, lambda: _severities(points), _KEPT_S) or []
    names = dict(Assessor.objects.filter(programme_id=programme_id).values_list("id", "person__name"))
    rows = [SeverityLine(pk, names.get(pk, ""), sheets, points) for pk, sheets, points in found]
    return sorted(rows, key=lambda row: (row.points is None, -(row.points or 0), row.name))


def _spread(type_code: str, facts: OfficialScoreFacts) -> Spread | None:
    spread = engine.disagreement([SheetTotal("", total, None) for total in facts.sheet_totals])
    return None if spread is None else Spread(facts.application_id, type_code, spread.range, spread.deviation)


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
