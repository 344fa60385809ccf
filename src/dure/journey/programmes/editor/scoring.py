"""Steps, score sheets, bonus and penalty points."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.editor.fields import CodeField, GradesField, PctField, PointsField, plain, words
from dure.journey.programmes.editor.section import Data, Section, kept, rebuilt
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import Criterion, ExtraPoints, Scoring, Step, Terms


class StepForm(forms.Form):
    """One step of the evaluation."""

    name_ko = words(_("Name (Korean)"))
    name_en = words(_("Name (English)"), required=False)
    weight_pct = PctField(label=_("Weight (%)"))
    minimum = PointsField(label=_("Minimum points"), required=False)
    assessors = forms.IntegerField(label=_("Assessors a firm"), min_value=1, max_value=15)
    fewest_assessors = forms.IntegerField(
        label=_("Sheets needed at least"), min_value=1, max_value=15, required=False,
        help_text=_("How many must have signed before a firm's score counts. Empty: more than half."),
    )  # fmt: skip
    drop = forms.ChoiceField(
        label=_("How the sheets are combined"),
        choices=[("none", _("mean of all")), ("highest_lowest", _("mean without the highest and the lowest"))],
    )


class CriterionForm(forms.Form):
    """One item of a score sheet."""

    code = CodeField()
    name_ko = words(_("Name (Korean)"))
    name_en = words(_("Name (English)"), required=False)
    grades = GradesField()
    reason_below = PointsField(label=_("Reason needed below"), required=False)


class ExtraForm(forms.Form):
    """One kind of bonus or penalty points."""

    code = CodeField()
    name_ko = words(_("Name (Korean)"))
    name_en = words(_("Name (English)"), required=False)
    points = PointsField(label=_("Points"))


class TotalsForm(forms.Form):
    """Caps, the minimum total, decimals."""

    bonus_cap = PointsField(label=_("Bonus points together, at most"))
    penalty_cap = PointsField(label=_("Penalty points together, at most"))
    minimum_total = PointsField(label=_("Minimum total"), required=False)
    minimum_of = forms.ChoiceField(
        label=_("Minimum total is measured"),
        choices=[("base", _("before bonus and penalty points")), ("total", _("after bonus and penalty points"))],
    )
    decimals = forms.IntegerField(label=_("Decimals of the score"), min_value=0, max_value=4)


CriterionFormSet = formset_factory(CriterionForm, extra=1, can_delete=True)
ExtraFormSet = formset_factory(ExtraForm, extra=1, can_delete=True)


class StepPart:
    """A step with its sheet."""

    def __init__(self, step: Step, data: Data) -> None:
        self.step = step
        initial = {
            "name_ko": step.name.ko,
            "name_en": step.name.en,
            "weight_pct": plain(step.weight_pct),
            "minimum": plain(step.minimum),
            "assessors": step.assessors,
            "fewest_assessors": step.fewest_assessors,
            "drop": step.drop,
        }
        self.form = StepForm(data, initial=initial, prefix=step.code)
        sheet = [_criterion_initial(each) for each in step.criteria]
        self.criteria = CriterionFormSet(data, initial=sheet, prefix=f"{step.code}-criteria")

    def result(self) -> Step:
        """The step as entered."""
        values = dict(self.form.cleaned_data)
        name = Label(ko=values.pop("name_ko"), en=values.pop("name_en"))
        criteria = tuple(_criterion(row) for row in kept(self.criteria))
        part: Step = rebuilt(Step, code=self.step.code, name=name, criteria=criteria, **values)
        return part


class ScoringSection(Section):
    key = "scoring"
    label = _("Scoring")

    def build(self, data: Data) -> None:
        scoring = self.terms.scoring
        self.steps = [StepPart(step, data) for step in scoring.steps]
        self.bonuses = ExtraFormSet(data, initial=_extras(scoring.bonuses), prefix="bonuses")
        self.penalties = ExtraFormSet(data, initial=_extras(scoring.penalties), prefix="penalties")
        initial = {
            "bonus_cap": plain(scoring.bonus_cap),
            "penalty_cap": plain(scoring.penalty_cap),
            "minimum_total": plain(scoring.minimum_total),
            "minimum_of": scoring.minimum_of,
            "decimals": scoring.decimals,
        }
        self.totals = TotalsForm(data, initial=initial)

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        steps = [part for step in self.steps for part in (step.form, step.criteria)]
        return [self.totals, *steps, self.bonuses, self.penalties]

    def changed_terms(self) -> Terms:
        scoring = rebuilt(
            Scoring,
            steps=tuple(step.result() for step in self.steps),
            bonuses=tuple(_extra(row) for row in kept(self.bonuses)),
            penalties=tuple(_extra(row) for row in kept(self.penalties)),
            **self.totals.cleaned_data,
        )
        return self.terms.model_copy(update={"scoring": scoring})


def _criterion_initial(each: Criterion) -> dict[str, Any]:
    grades = "/".join(plain(points) for points in each.grades)
    return {
        "code": each.code,
        "name_ko": each.name.ko,
        "name_en": each.name.en,
        "grades": grades,
        "reason_below": plain(each.reason_below),
    }


def _criterion(row: dict[str, Any]) -> Criterion:
    part: Criterion = rebuilt(
        Criterion,
        code=row["code"],
        name=Label(ko=row["name_ko"], en=row["name_en"]),
        grades=row["grades"],
        reason_below=row["reason_below"],
    )
    return part


def _extras(extras: tuple[ExtraPoints, ...]) -> list[dict[str, Any]]:
    return [
        {"code": each.code, "name_ko": each.name.ko, "name_en": each.name.en, "points": plain(each.points)}
        for each in extras
    ]


def _extra(row: dict[str, Any]) -> ExtraPoints:
    name = Label(ko=row["name_ko"], en=row["name_en"])
    part: ExtraPoints = rebuilt(ExtraPoints, code=row["code"], name=name, points=row["points"])
    return part
