"""One firm on the desk: why in or out, what would have to give, and who would come in for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dure.foundation.jobs import queries as jobs
from dure.foundation.jobs.models import Job
from dure.foundation.ledger.queries import TrailLine, trail
from dure.journey.selection.limits import limit_label
from dure.journey.selection.models import Opening, Pin, Scenario
from dure.journey.selection.queries.decisions import city_names
from dure.journey.selection.queries.desk import DeskRow
from dure.journey.selection.queries.running import Shown


@dataclass(frozen=True)
class FirmPanel:
    """``sentence`` says why it is in or out; ``reserve`` names who comes in for it; ``opening`` what would have to
    give, where the whole answer is known and leaves the firm out."""

    row: DeskRow
    sentence: str
    reserve: tuple[str, ...]
    reserve_shortfall: tuple[str, ...]
    opening: "OpeningView | None"
    pins: list[Pin]
    trail: list[TrailLine]


@dataclass(frozen=True)
class OpeningView:
    """Asked or not, at work or found; ``limits`` in words, None until they are known."""

    number: str
    limits: tuple[str, ...] | None
    job: Job | None

    @property
    def mark(self) -> str:
        """Changes with how far the job is: a page that shows it already need not be sent it again."""
        if self.job is None or not self.job.total:
            return "" if self.job is None else self.job.state
        return f"{self.job.state}-{self.job.done}"


def firm_panel(scenario: Scenario, row: DeskRow, now: Shown) -> FirmPanel:
    """The panel of one firm, read from the answer shown."""
    names = city_names(scenario.programme.province_id)
    pins = list(Pin.objects.filter(scenario=scenario, application_id=row.application_id).order_by("set_at"))
    shortfall = now.answer.get("reserve_shortfall", {}).get(row.number, ())
    return FirmPanel(
        row=row,
        sentence=_sentence(row),
        reserve=tuple(now.answer.get("reserve", {}).get(row.number, ())),
        reserve_shortfall=tuple(limit_label(name, names) for name in shortfall),
        opening=None if row.selected or now.is_solving else opening_view(scenario, row.number, names),
        pins=pins,
        trail=trail(*pins) if pins else [],
    )


def opening_view(scenario: Scenario, number: str, names: Mapping[str, str] | None = None) -> OpeningView:
    """What is known of the limits that, loosened together, would let the firm in. At most three queries."""
    row = Opening.objects.filter(scenario=scenario, number=number, digest=scenario.digest).first()
    if row is None:
        return OpeningView(number, None, None)
    if row.limits is not None:
        words = names if names is not None else city_names(scenario.programme.province_id)
        return OpeningView(number, tuple(limit_label(name, words) for name in row.limits), None)
    job = jobs.found(row.job_id)
    return OpeningView(number, None, job)


def _sentence(row: DeskRow) -> str:
    words = {"score": row.score, "points": row.points_needed}
    if row.selected:
        return _("Selected with %(score)s points.") % words
    if row.in_doubt:
        return _("Not selected with %(score)s points. How many were missing is being worked out.") % words
    if row.points_needed and row.attainable:
        return _("Not selected with %(score)s points; %(points)s more would have brought it in.") % words
    return _("Not selected with %(score)s points; no score could have brought it in under these limits.") % words
