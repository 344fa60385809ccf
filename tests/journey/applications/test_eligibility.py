import pytest

from dure.journey.applications.eligibility import FactFound, FactSource, Found, Outcome, Summary, Value, judge, summary
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import EligibilityRule, Operator, Severity


def rule(operator: Operator, value: int | str | tuple[str, ...] | None = None, **changes: object) -> EligibilityRule:
    fields = {
        "code": "r", "fact": "f", "operator": operator, "value": value, "severity": Severity.STOP,
        "sentence": Label(ko="규칙", en="rule"), "basis": "제1조", **changes,
    }  # fmt: skip
    return EligibilityRule.model_validate(fields)


def outcome(each: EligibilityRule, value: Value, *others: Value) -> Outcome:
    fact = FactFound(
        "f", Found(value, FactSource.DECLARED), tuple(Found(other, FactSource.REGISTRY) for other in others)
    )
    (verdict,) = judge((each,), {"f": fact}, "JS1")
    return verdict.outcome


@pytest.mark.parametrize(
    ("operator", "bound", "value", "expected"),
    [
        (Operator.LESS, 20, 19, Outcome.PASS),
        (Operator.LESS, 20, 20, Outcome.STOP),
        (Operator.AT_MOST, 20, 20, Outcome.PASS),
        (Operator.AT_LEAST, 20, 19, Outcome.STOP),
        (Operator.IS_FALSE, None, False, Outcome.PASS),
        (Operator.IS_FALSE, None, True, Outcome.STOP),
        (Operator.IS_TRUE, None, True, Outcome.PASS),
        (Operator.ONE_OF, ("10", "13"), "10", Outcome.PASS),
        (Operator.NOT_ONE_OF, ("56",), "56", Outcome.STOP),
        (Operator.LESS, 20, "many", Outcome.UNKNOWN),
        (Operator.IS_FALSE, None, 0, Outcome.UNKNOWN),
        (Operator.LESS, 20, None, Outcome.UNKNOWN),
    ],
)
def test_judge_compares_the_fact_with_the_rule(
    operator: Operator, bound: int | str | tuple[str, ...] | None, value: Value, expected: Outcome
) -> None:
    assert outcome(rule(operator, bound), value) == expected


def test_judge_warns_where_the_rule_only_warns() -> None:
    assert outcome(rule(Operator.LESS, 20, severity=Severity.WARNING), 46) == Outcome.WARNING


def test_judge_warns_where_another_source_says_otherwise() -> None:
    assert outcome(rule(Operator.LESS, 20), 14, 25) == Outcome.WARNING
    assert outcome(rule(Operator.LESS, 20), 14, 15) == Outcome.PASS


def test_judge_leaves_out_rules_of_other_types() -> None:
    assert judge((rule(Operator.IS_FALSE, types=("JS3",)),), {}, "JS1") == ()


def test_fact_survives_being_kept() -> None:
    fact = FactFound("f", Found(14, FactSource.DECLARED, "2023"), (Found(None, FactSource.NONE),))

    assert FactFound.from_json(fact.as_json()) == fact


def test_summary_takes_the_worst() -> None:
    assert summary([Outcome.PASS, Outcome.WARNING, Outcome.STOP]) == Summary.STOP
    assert summary([Outcome.PASS, Outcome.WARNING, Outcome.UNKNOWN]) == Summary.UNKNOWN
    assert summary([Outcome.PASS, Outcome.WARNING]) == Summary.CAUTION
    assert summary([]) == Summary.CLEAR
