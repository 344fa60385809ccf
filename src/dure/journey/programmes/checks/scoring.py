"""Score sheets, weights, minimums and caps."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from dure.journey.programmes.checks.findings import Finding, duplicates, error, warning
from dure.journey.programmes.terms import Criterion, ExtraPoints, Scoring, Step, Terms

SECTION = "scoring"
FEWEST_TO_DROP = 3


def scoring_findings(terms: Terms) -> list[Finding]:
    """Weights of 100, grades in order, minimums within reach, caps within the sum."""
    scoring = terms.scoring
    if not scoring.steps:
        return [error(SECTION, "/scoring/steps", _("The notice has no evaluation step."), _("Add a step."))]
    found = [*duplicates(SECTION, "/scoring/steps", (step.code for step in scoring.steps)), *_weights(scoring.steps)]
    for step in scoring.steps:
        found += _step_findings(step)
    return [*found, *_total_findings(scoring), *_extra_findings(scoring)]


def _weights(steps: Iterable[Step]) -> list[Finding]:
    total = sum((step.weight_pct for step in steps), Decimal(0))
    if total == 100:
        return []
    sentence = _("The weights of the steps add up to %(sum)s %%, not 100 %%.") % {"sum": total}
    return [error(SECTION, "/scoring/steps", sentence, _("Change the weight of a step."))]


def _step_findings(step: Step) -> list[Finding]:
    path = f"/scoring/steps/{step.code}"
    name = step.name.ko or step.code
    found = duplicates(SECTION, f"{path}/criteria", (each.code for each in step.criteria))
    for criterion in step.criteria:
        found += _criterion_findings(criterion, f"{path}/criteria/{criterion.code}")
    best = sum((each.maximum for each in step.criteria if each.grades), Decimal(0))
    if best != 100:
        sentence = _("%(step)s: the best grades add up to %(sum)s points, not 100.") % {"step": name, "sum": best}
        found.append(error(SECTION, f"{path}/criteria", sentence, _("Change the points of the criteria.")))
    if step.minimum is not None and step.minimum > best:
        words = {"step": name, "minimum": step.minimum, "sum": best}
        sentence = _("%(step)s: the minimum of %(minimum)s points is above the most one can get (%(sum)s).") % words
        found.append(error(SECTION, f"{path}/minimum", sentence, _("Lower the minimum.")))
    if step.drop == "highest_lowest" and step.assessors < FEWEST_TO_DROP:
        words = {"step": name}
        sentence = (
            _("%(step)s: fewer than three assessors leave nothing after dropping the highest and the lowest.") % words
        )
        found.append(error(SECTION, f"{path}/drop", sentence, _("Appoint at least three assessors or drop none.")))
    if step.fewest_assessors is not None and step.fewest_assessors > step.assessors:
        words = {"step": name, "least": step.fewest_assessors, "count": step.assessors}
        sentence = _("%(step)s: more sheets are needed (%(least)d) than a firm has assessors (%(count)d).") % words
        found.append(error(SECTION, f"{path}/fewest_assessors", sentence, _("Lower it, or appoint more assessors.")))
    return found


def _criterion_findings(criterion: Criterion, path: str) -> list[Finding]:
    name = criterion.name.ko or criterion.code
    if len(criterion.grades) < 2:
        sentence = _("“%(criterion)s” has fewer than two grades.") % {"criterion": name}
        return [error(SECTION, f"{path}/grades", sentence, _("Enter the points of each grade, best first."))]
    found = []
    if any(worse >= better for better, worse in pairwise(criterion.grades)):
        sentence = _("“%(criterion)s”: the points of the grades do not go down.") % {"criterion": name}
        found.append(
            error(
                SECTION, f"{path}/grades", sentence, _("Enter the points best first, each lower than the one before.")
            )
        )
    if criterion.reason_below is not None and criterion.reason_below > criterion.maximum:
        sentence = _("“%(criterion)s”: a reason is asked below more points than there are.") % {"criterion": name}
        found.append(
            warning(
                SECTION,
                f"{path}/reason_below",
                sentence,
                _("Every grade will need a reason. Lower the limit if that is not meant."),
            )
        )
    return found


def _total_findings(scoring: Scoring) -> list[Finding]:
    if scoring.minimum_total is None or scoring.minimum_total <= 100:
        return []
    sentence = _("The minimum total of %(minimum)s is above 100 points.") % {"minimum": scoring.minimum_total}
    return [error(SECTION, "/scoring/minimum_total", sentence, _("Lower the minimum total."))]


def _extra_findings(scoring: Scoring) -> list[Finding]:
    found = duplicates(SECTION, "/scoring/extras", (each.code for each in (*scoring.bonuses, *scoring.penalties)))
    kinds = (
        ("bonus_cap", _("bonus points"), scoring.bonuses, scoring.bonus_cap),
        ("penalty_cap", _("penalty points"), scoring.penalties, scoring.penalty_cap),
    )
    for name, words, extras, cap in kinds:
        found += _cap_findings(f"/scoring/{name}", words, extras, cap)
    return found


def _cap_findings(path: str, kind: str, extras: tuple[ExtraPoints, ...], cap: Decimal) -> list[Finding]:
    total = sum((each.points for each in extras), Decimal(0))
    words = {"kind": kind, "cap": cap, "sum": total}
    if cap > total:
        sentence = _("The cap on %(kind)s (%(cap)s) is above the sum of all of them (%(sum)s).") % words
        return [error(SECTION, path, sentence, _("Lower the cap or add the missing items."))]
    if extras and cap == 0:
        sentence = _("There are %(kind)s but their cap is 0: they never count.") % words
        return [error(SECTION, path, sentence, _("Raise the cap or delete the items."))]
    return []
