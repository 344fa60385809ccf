"""Rules of eligibility as rows: fact, comparison, value, for whom, how grave, in which words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.editor.fields import CodeField, codes_of, words
from dure.journey.programmes.editor.section import Data, Section, kept, rebuilt
from dure.journey.programmes.facts import FACTS, KNOWN, OPERATOR_LABELS, OPERATORS, FactKind
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import EligibilityRule, Operator, Severity, Terms


class RuleForm(forms.Form):
    """One rule. A firm meets it when the comparison holds."""

    code = CodeField()
    fact = forms.ChoiceField(
        label=_("Fact asked about"), choices=[("", _("Choose")), *((fact.key, fact.label) for fact in FACTS)]
    )
    operator = forms.ChoiceField(
        label=_("Comparison"),
        choices=[("", _("Choose")), *((each.value, label) for each, label in OPERATOR_LABELS.items())],
    )
    value = forms.CharField(
        label=_("Value"), required=False, max_length=200, help_text=_("A number, or codes separated by commas.")
    )
    types = forms.CharField(
        label=_("Only for types"),
        required=False,
        max_length=100,
        help_text=_("Codes separated by commas; empty is all."),
    )
    severity = forms.ChoiceField(
        label=_("If not met"),
        choices=[(Severity.STOP, _("not eligible")), (Severity.WARNING, _("a warning"))],
        initial=Severity.STOP,
    )
    sentence_ko = words(_("Sentence for the firm (Korean)"))
    sentence_en = words(_("Sentence for the firm (English)"), required=False)
    basis = words(_("Where it is written"), required=False)

    def clean(self) -> dict[str, Any]:
        """The value as the fact's kind wants it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        fact, operator = KNOWN.get(data.get("fact", "")), data.get("operator")
        if fact is None or not operator:
            return data
        if operator not in OPERATORS[fact.kind]:
            self.add_error("operator", _("This fact cannot be compared in this way. Choose another comparison."))
        elif fact.kind == FactKind.NUMBER:
            data["value"] = self._whole(data.get("value", ""))
        elif fact.kind == FactKind.YES_NO:
            data["value"] = None
        else:
            data["value"] = codes_of(data.get("value", ""))
        return data

    def _whole(self, text: str) -> int | None:
        digits = text.replace(",", "").strip()
        if digits.isascii() and digits.isdigit() and len(digits) <= 13:
            return int(digits)
        self.add_error("value", _("Enter a whole number."))
        return None


RuleFormSet = formset_factory(RuleForm, extra=1, can_delete=True)


class EligibilitySection(Section):
    key = "eligibility"
    label = _("Eligibility")

    def build(self, data: Data) -> None:
        self.rules = RuleFormSet(data, initial=[_initial(rule) for rule in self.terms.eligibility], prefix="rules")

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.rules]

    def changed_terms(self) -> Terms:
        return self.terms.model_copy(update={"eligibility": tuple(_rule(row) for row in kept(self.rules))})


def _initial(rule: EligibilityRule) -> dict[str, Any]:
    value = rule.value
    text = ",".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return {
        "code": rule.code,
        "fact": rule.fact,
        "operator": rule.operator.value,
        "value": text,
        "types": ",".join(rule.types),
        "severity": rule.severity.value,
        "sentence_ko": rule.sentence.ko,
        "sentence_en": rule.sentence.en,
        "basis": rule.basis,
    }


def _rule(row: dict[str, Any]) -> EligibilityRule:
    part: EligibilityRule = rebuilt(
        EligibilityRule,
        code=row["code"],
        fact=row["fact"],
        operator=Operator(row["operator"]),
        value=row["value"],
        types=codes_of(row["types"]),
        severity=Severity(row["severity"]),
        sentence=Label(ko=row["sentence_ko"], en=row["sentence_en"]),
        basis=row["basis"],
    )
    return part
