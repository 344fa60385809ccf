"""Eligibility rules that cannot be judged."""

from django.utils.translation import gettext as _

from dure.journey.programmes.checks.findings import Finding, duplicates, error, warning
from dure.journey.programmes.facts import KNOWN, OPERATORS, FactKind
from dure.journey.programmes.terms import EligibilityRule, Operator, Terms

SECTION = "eligibility"
_TWO_SIDED = (Operator.LESS, Operator.AT_MOST)


def rule_findings(terms: Terms) -> list[Finding]:
    """Known facts, comparisons that fit them, types that exist, no two rules against each other."""
    types = {each.code for each in terms.types}
    found = duplicates(SECTION, "/eligibility", (rule.code for rule in terms.eligibility))
    for rule in terms.eligibility:
        found += _rule_findings(rule, types)
    found += _contradictions(terms.eligibility)
    if not terms.eligibility:
        found.append(
            warning(
                SECTION,
                "/eligibility",
                _("The notice has no rule of eligibility: every applicant passes."),
                _("Add the rules of the notice."),
            )
        )
    return found


def _rule_findings(rule: EligibilityRule, types: set[str]) -> list[Finding]:
    path = f"/eligibility/{rule.code}"
    fact = KNOWN.get(rule.fact)
    if fact is None:
        words = {"rule": rule.sentence.ko or rule.code, "fact": rule.fact}
        sentence = _("“%(rule)s” asks about “%(fact)s”, which nobody knows.") % words
        return [error(SECTION, f"{path}/fact", sentence, _("Choose one of the facts offered."))]
    found = []
    if rule.operator not in OPERATORS[fact.kind]:
        words = {"rule": rule.sentence.ko or rule.code, "fact": str(fact.label)}
        sentence = _("“%(rule)s”: “%(fact)s” cannot be compared in this way.") % words
        found.append(error(SECTION, f"{path}/operator", sentence, _("Choose a comparison that fits the fact.")))
    elif not _value_fits(rule, fact.kind):
        sentence = _("“%(rule)s” has no value to compare with.") % {"rule": rule.sentence.ko or rule.code}
        found.append(error(SECTION, f"{path}/value", sentence, _("Enter a number, or codes separated by commas.")))
    for code in sorted(set(rule.types) - types):
        sentence = _("“%(rule)s” is for the type “%(type)s”, which the notice does not have.") % {
            "rule": rule.sentence.ko or rule.code,
            "type": code,
        }
        found.append(error(SECTION, f"{path}/types", sentence, _("Choose types of this notice.")))
    return found


def _value_fits(rule: EligibilityRule, kind: FactKind) -> bool:
    if kind == FactKind.YES_NO:
        return rule.value is None
    if kind == FactKind.NUMBER:
        return isinstance(rule.value, int) and not isinstance(rule.value, bool)
    return bool(rule.value) and not isinstance(rule.value, int)


def _contradictions(rules: tuple[EligibilityRule, ...]) -> list[Finding]:
    """Pairs of hard stops on one fact and one type that no firm can pass together."""
    stops = [rule for rule in rules if rule.severity == "stop"]
    return [
        error(
            SECTION,
            f"/eligibility/{second.code}",
            _("No firm can meet both “%(first)s” and “%(second)s”.")
            % {"first": first.sentence.ko or first.code, "second": second.sentence.ko or second.code},
            _("Change or delete one of the two."),
        )
        for place, first in enumerate(stops)
        for second in stops[place + 1 :]
        if first.fact == second.fact and _share_a_type(first, second) and _exclude_each_other(first, second)
    ]


def _share_a_type(first: EligibilityRule, second: EligibilityRule) -> bool:
    return not first.types or not second.types or bool(set(first.types) & set(second.types))


def _exclude_each_other(first: EligibilityRule, second: EligibilityRule) -> bool:
    if {first.operator, second.operator} == {Operator.IS_TRUE, Operator.IS_FALSE}:
        return True
    for upper, lower in ((first, second), (second, first)):
        if upper.operator in _TWO_SIDED and lower.operator == Operator.AT_LEAST:
            if not isinstance(upper.value, int) or not isinstance(lower.value, int):
                return False
            return lower.value >= upper.value if upper.operator == Operator.LESS else lower.value > upper.value
    return False
