"""A firm's result as the firm reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.interface.formats import moment
from dure.foundation.interface.parts import ScoreBar
from dure.foundation.interface.tags.formats import particle
from dure.journey.evaluation import queries as evaluation
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.terms import Terms
from dure.journey.selection.access import FILE_APPEAL
from dure.journey.selection.limits import limit_label
from dure.journey.selection.models import Appeal, Decision, Result
from dure.journey.selection.queries.decisions import city_names, sentence


@dataclass(frozen=True)
class CriterionLine:
    """A criterion in the firm's letter: points, maximum and the median of its type as they are printed."""

    label: str
    points: str
    maximum: str
    median: str
    lost: float


@dataclass(frozen=True)
class ResultPage:
    """All that the result page and the letter say."""

    headline: str
    sentence: str
    criteria: tuple[CriterionLine, ...]
    bars: tuple[ScoreBar, ...]
    binding: tuple[str, ...]
    better: tuple[str, ...]
    next_steps: tuple[str, ...]
    appeals: list[Appeal]
    may_appeal: bool


def result_page(decision: Decision, actor: Actor, at: datetime) -> ResultPage:
    """What the firm reads; ask ``VIEW_DECISION`` first."""
    publication = decision.publication
    terms = programmes.terms_of(publication.scenario.notice_id)
    names = city_names(publication.programme.province_id)
    binding = tuple(limit_label(name, names) for name in decision.reasons.get("binding", []))
    criteria = _criteria(decision, terms)
    appeals = list(decision.appeals.order_by("filed_at"))
    open_days = publication.appeals_close_at is not None and at < publication.appeals_close_at
    points = decision.reasons.get("points_needed") or ""
    chosen = decision.result == Result.SELECTED
    return ResultPage(
        headline=_headline(decision),
        sentence="" if chosen else sentence(decision, points, binding),
        criteria=criteria,
        bars=tuple(
            ScoreBar(c.label, float(c.points), float(c.maximum), float(c.median), _("median of the type"))
            for c in criteria
        ),
        binding=binding,
        better=() if chosen else _better(criteria),
        next_steps=_next_steps(decision, open_days),
        appeals=appeals,
        may_appeal=bool(
            not chosen
            and open_days
            and not any(a.status != "withdrawn" for a in appeals)
            and FILE_APPEAL.ask(actor, decision)
        ),
    )


def _headline(decision: Decision) -> str:
    name, chosen = decision.application.firm.name, decision.result == Result.SELECTED
    words = {
        "firm": particle(name, "이/가" if chosen else "은/는"),
        "rank": decision.reserve_rank,
        "type": decision.application.type_code,
    }
    if chosen:
        return _("%(firm)s has been selected (%(type)s).") % words
    if decision.result == Result.RESERVE:
        return _("%(firm)s is on the reserve, number %(rank)s of %(type)s.") % words
    return _("%(firm)s has not been selected (%(type)s).") % words


def _criteria(decision: Decision, terms: Terms) -> tuple[CriterionLine, ...]:
    score = evaluation.official_score(decision.application_id)
    if score is None:
        return ()
    language = get_language() or "ko"
    lines = []
    for step in score.steps:
        labels = {c.code: c for c in terms.step(step.code).criteria}
        for item in step.criteria:
            criterion = labels[item.code]
            lines.append(
                CriterionLine(
                    label=criterion.name.in_language(language),
                    points=f"{item.mean:.2f}",
                    maximum=f"{criterion.maximum:.0f}",
                    median=f"{item.median:.2f}",
                    lost=float(item.median - item.mean),
                )
            )
    return tuple(lines)


def _better(criteria: tuple[CriterionLine, ...]) -> tuple[str, ...]:
    behind = sorted((c for c in criteria if c.lost > 0), key=lambda c: -c.lost)[:3]
    return tuple(
        _("%(criterion)s: %(points)s points, the middle of your type had %(median)s.")
        % {"criterion": c.label, "points": c.points, "median": c.median}
        for c in behind
    )


def _next_steps(decision: Decision, open_days: bool) -> tuple[str, ...]:
    if decision.result == Result.SELECTED:
        return (_("The operator will contact you about the cost calculation and the agreement."),)
    steps = []
    if decision.result == Result.RESERVE:
        steps.append(_("If a place falls vacant, the reserve moves up by the published rule and you are told at once."))
    steps.append(_("A mentor will contact you about follow-up consulting. It costs you nothing."))
    closes = decision.publication.appeals_close_at
    if open_days and closes is not None:
        steps.append(_("You may appeal until %(until)s, here or in writing.") % {"until": moment(closes)})
    return tuple(steps)
