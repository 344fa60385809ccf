"""Eligibility checks: the last one, its rules in words, and the same check run again on the version it used."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.foundation.interface.formats import counted, won
from dure.foundation.places.queries import place_by_code, sectors
from dure.journey.applications.eligibility import FactFound, FactSource, Found, Value, Verdict, judge
from dure.journey.applications.labels import FACT_LABELS, yes_no
from dure.journey.applications.models import Application, EligibilityCheck, Outcome, RuleResult
from dure.journey.programmes.queries import terms_of
from dure.journey.programmes.terms import EligibilityRule, Severity


@dataclass(frozen=True)
class RuleLine:
    """One rule of a check in words. ``disputed`` is what another source says against it."""

    result: RuleResult
    sentence: str
    basis: str
    is_stop_rule: bool
    fact: str
    value: str
    source: str
    others: tuple[str, ...]

    @property
    def needs_decision(self) -> bool:
        """Whether staff have yet to look at it."""
        return self.result.outcome in {Outcome.WARNING, Outcome.UNKNOWN} and not self.result.set_aside_reason


def latest_check(application_id: int) -> EligibilityCheck | None:
    """The last check of an application with its results."""
    rows = EligibilityCheck.objects.filter(application_id=application_id).select_related("plan_version", "checked_by")
    return rows.prefetch_related("results__set_aside_by").order_by("-checked_at", "-id").first()


def checks(application_id: int) -> list[EligibilityCheck]:
    """Every check, the first one first."""
    rows = EligibilityCheck.objects.filter(application_id=application_id).select_related("plan_version", "checked_by")
    return list(rows.prefetch_related("results").order_by("checked_at", "id"))


def with_findings(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Each application with what its last check left standing: ``stops``, ``cautions`` and ``unknowns``."""
    last = EligibilityCheck.objects.filter(application=OuterRef("pk")).order_by("-checked_at", "-id")
    return rows.annotate(last_check=Subquery(last.values("pk")[:1])).annotate(
        stops=_standing(Outcome.STOP), cautions=_standing(Outcome.WARNING), unknowns=_standing(Outcome.UNKNOWN)
    )


def _standing(outcome: Outcome) -> Coalesce:
    """How many results of that outcome staff did not set aside."""
    results = RuleResult.objects.filter(check_run=OuterRef("last_check"), outcome=outcome, set_aside_reason="")
    return Coalesce(Subquery(results.order_by().values("check_run").annotate(n=Count("pk")).values("n")), 0)


def rule_lines(check: EligibilityCheck) -> list[RuleLine]:
    """The results of a check in words, with the rule as its notice version had it."""
    rules = {rule.code: rule for rule in terms_of(check.notice_id).eligibility}
    return [_line(result, rules[result.rule_code]) for result in check.results.all()]


def replay(check: EligibilityCheck) -> tuple[Verdict, ...]:
    """The same rules over the facts as kept then, judged now: a decision can be argued with years later."""
    facts = {}
    for result in check.results.all():
        fact = FactFound.from_json(result.fact)
        facts[fact.code] = fact
    return judge(terms_of(check.notice_id).eligibility, facts, check.application.type_code)


def replay_agrees(check: EligibilityCheck) -> bool:
    """Whether the replay gives the outcomes that were kept."""
    kept = [(result.rule_code, result.outcome) for result in check.results.all()]
    return kept == [(verdict.rule.code, verdict.outcome.value) for verdict in replay(check)]


def failing(lines: Iterable[RuleLine]) -> list[RuleLine]:
    """The rules for which something could be asked of the firm."""
    return [line for line in lines if line.result.outcome != Outcome.PASS]


def _line(result: RuleResult, rule: EligibilityRule) -> RuleLine:
    fact = FactFound.from_json(result.fact)
    label = FACT_LABELS.get(fact.code)
    return RuleLine(
        result=result,
        sentence=rule.sentence.in_language(get_language() or "ko"),
        basis=rule.basis,
        is_stop_rule=rule.severity == Severity.STOP,
        fact=str(label) if label is not None else fact.code,
        value=value_words(fact.code, fact.leading.value),
        source=source_words(fact.leading),
        others=tuple(f"{value_words(fact.code, each.value)} ({source_words(each)})" for each in fact.others),
    )


def value_words(code: str, value: Value) -> str:
    """A fact's value as a person reads it."""
    if value is None:
        return _("not known")
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, int):
        return won(value) if code.endswith("_won") else counted(value, "person") if code == "headcount" else str(value)
    return _place_or_sector(code, value)


def _place_or_sector(code: str, value: str) -> str:
    if code == "city":
        place = place_by_code(value)
        return value if place is None else place.name
    if code == "sector":
        return next((sector.name for sector in sectors() if sector.code == value), value)
    return value


def source_words(found: Found) -> str:
    """Where a value came from, with its note."""
    label = str(FactSource(found.source).label)
    return f"{label}: {found.note}" if found.note else label
