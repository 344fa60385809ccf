"""The eligibility check (요건검토): the notice's rules over what is known of a firm, with reasons. Pure.

A rule says what must hold. Its verdict names the fact, where the fact came from, and what other sources say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.terms import EligibilityRule, Operator, Severity

Value = int | str | bool | None


class Outcome(TextChoices):
    """What a rule found."""

    PASS = "pass", _("Met")
    STOP = "stop", _("Not met")
    WARNING = "warning", _("Caution")
    UNKNOWN = "unknown", _("Not known")


class FactSource(TextChoices):
    """Where a fact came from."""

    DECLARED = "declared", _("Declared in the plan")
    REGISTRY = "registry", _("On record for the firm")
    DOCUMENT = "document", _("Document attached")
    RECORD = "record", _("Record of Dure")
    NONE = "none", _("No source")


class Summary(StrEnum):
    """A whole check in one word, worst first."""

    STOP = "stop"
    UNKNOWN = "unknown"
    CAUTION = "caution"
    CLEAR = "clear"


@dataclass(frozen=True)
class Found:
    """A value with its source; ``note`` says more ("2023", "another project: JS1-2023-004")."""

    value: Value
    source: FactSource
    note: str = ""


@dataclass(frozen=True)
class FactFound:
    """A fact as found: the leading value, and what other sources say of it."""

    code: str
    leading: Found
    others: tuple[Found, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As kept with a rule's result, so that the check can be replayed."""
        return {
            "code": self.code,
            "leading": _found_json(self.leading),
            "others": [_found_json(o) for o in self.others],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "FactFound":
        """Back from ``as_json``."""
        others = tuple(_found_from(each) for each in data["others"])
        return cls(code=data["code"], leading=_found_from(data["leading"]), others=others)


@dataclass(frozen=True)
class Verdict:
    """What one rule found. ``disputed`` is a value of another source under which the rule would not hold."""

    rule: EligibilityRule
    outcome: Outcome
    fact: FactFound
    disputed: Found | None = None


def judge(rules: tuple[EligibilityRule, ...], facts: Mapping[str, FactFound], type_code: str) -> tuple[Verdict, ...]:
    """Each rule that holds for the type, in the notice's order, with its verdict."""
    return tuple(_verdict(rule, facts) for rule in rules if not rule.types or type_code in rule.types)


def summary(outcomes: list[Outcome]) -> Summary:
    """The whole check in one word."""
    if Outcome.STOP in outcomes:
        return Summary.STOP
    if Outcome.UNKNOWN in outcomes:
        return Summary.UNKNOWN
    return Summary.CAUTION if Outcome.WARNING in outcomes else Summary.CLEAR


def _verdict(rule: EligibilityRule, facts: Mapping[str, FactFound]) -> Verdict:
    fact = facts.get(rule.fact) or FactFound(rule.fact, Found(None, FactSource.NONE))
    held = holds(rule, fact.leading.value)
    if held is None:
        return Verdict(rule, Outcome.UNKNOWN, fact)
    if not held:
        return Verdict(rule, Outcome.STOP if rule.severity == Severity.STOP else Outcome.WARNING, fact)
    disputed = next((other for other in fact.others if holds(rule, other.value) is False), None)
    return Verdict(rule, Outcome.PASS if disputed is None else Outcome.WARNING, fact, disputed)


def holds(rule: EligibilityRule, value: Value) -> bool | None:
    """Whether a rule holds for a value; None where the value is missing or cannot be compared with the rule's."""
    if value is None:
        return None
    if rule.operator in {Operator.IS_TRUE, Operator.IS_FALSE}:
        return None if not isinstance(value, bool) else value is (rule.operator == Operator.IS_TRUE)
    if rule.operator in {Operator.ONE_OF, Operator.NOT_ONE_OF}:
        return None if isinstance(value, bool) else (str(value) in _names(rule)) is (rule.operator == Operator.ONE_OF)
    return _compared(rule, value)


def _compared(rule: EligibilityRule, value: Value) -> bool | None:
    if isinstance(value, bool) or not isinstance(value, int) or not isinstance(rule.value, int):
        return None
    if rule.operator == Operator.LESS:
        return value < rule.value
    return value <= rule.value if rule.operator == Operator.AT_MOST else value >= rule.value


def _names(rule: EligibilityRule) -> tuple[str, ...]:
    return rule.value if isinstance(rule.value, tuple) else (str(rule.value),)


def _found_json(found: Found) -> dict[str, Any]:
    return {"value": found.value, "source": found.source.value, "note": found.note}


def _found_from(data: Mapping[str, Any]) -> Found:
    return Found(value=data["value"], source=FactSource(data["source"]), note=data["note"])
