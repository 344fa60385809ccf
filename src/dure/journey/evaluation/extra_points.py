"""The bonus and penalty points of a firm: offered, claimed, decided."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from dure.journey.applications.queries import latest_plan
from dure.journey.evaluation.models import ExtraScore
from dure.journey.evaluation.steps import terms_for
from dure.journey.programmes.terms import ExtraPoints, Terms


@dataclass(frozen=True)
class ExtraLine:
    """One bonus or penalty of the notice for one firm. ``decided`` is None while it is open."""

    code: str
    name: str
    points: Decimal
    is_penalty: bool
    claimed: bool
    decided: ExtraScore | None

    @property
    def is_open(self) -> bool:
        """Whether a claim waits for staff."""
        return self.claimed and self.decided is None


def extra_lines(application: Any) -> list[ExtraLine]:
    """What the notice offers and how it stands for this firm: claims first, penalties last."""
    terms = terms_for(application.programme_id)
    decided = {row.code: row for row in ExtraScore.objects.filter(application=application).select_related("decided_by")}
    return lines(terms, latest_plan(application.pk).bonuses, decided)


def lines(terms: Terms, claimed: tuple[str, ...], decided: dict[str, ExtraScore]) -> list[ExtraLine]:
    """The same from what is at hand already."""
    found = [_line(extra, False, claimed, decided) for extra in terms.scoring.bonuses]
    found.sort(key=lambda line: not line.claimed)
    return found + [_line(extra, True, claimed, decided) for extra in terms.scoring.penalties]


def _line(extra: ExtraPoints, is_penalty: bool, claimed: tuple[str, ...], decided: dict[str, ExtraScore]) -> ExtraLine:
    return ExtraLine(
        code=extra.code,
        name=extra.name.in_language(get_language() or "ko"),
        points=extra.points,
        is_penalty=is_penalty,
        claimed=extra.code in claimed,
        decided=decided.get(extra.code),
    )
