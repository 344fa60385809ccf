"""The selection rule, the tie order, the capacity of the mentors."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.editor.section import Data, Section, kept, rebuilt
from dure.journey.programmes.terms import SelectionRule, Terms, TieKey

MEASURES = (
    ("cost_won", _("smaller project cost first")),
    ("city_won", _("smaller city share first")),
    ("headcount", _("fewer employees first")),
    ("sales_won", _("smaller sales first")),
)
TAGS = (
    ("first_ict", _("never used ICT (yes/no)")),
    ("sector", _("industry (KSIC division)")),
    ("city", _("city or county (code)")),
    ("type", _("type (code)")),
)


class RuleForm(forms.Form):
    """How firms are taken."""

    rule = forms.ChoiceField(
        label=_("Selection rule"), widget=forms.RadioSelect,
        choices=[
            ("score_order", _("By score within each type, down the list")),
            ("max_total", _("The set of firms with the greatest total score")),
        ],
    )  # fmt: skip
    team_weeks = forms.IntegerField(
        label=_("Team-weeks of mentors"), min_value=0, max_value=100_000, required=False,
        help_text=_("Teams times weeks of the year; empty is without a limit."),
    )  # fmt: skip
    team_weeks_per_firm = forms.IntegerField(label=_("Team-weeks a firm"), min_value=0, max_value=100)
    committee_quorum = forms.IntegerField(
        label=_("Members of the committee who decide together, at least"), min_value=1, max_value=50, required=False,
        help_text=_("Empty leaves it open."),
    )  # fmt: skip
    chair_decides = forms.BooleanField(label=_("The chair must be among them"), required=False)


class TieForm(forms.Form):
    """One key of the tie order."""

    by = forms.ChoiceField(label=_("Compared by"), required=False, choices=[("", "–"), *MEASURES, *TAGS])
    first = forms.CharField(
        label=_("Values that come first"), required=False, max_length=200,
        help_text=_("For marks only, separated by commas: yes"),
    )  # fmt: skip


TieFormSet = formset_factory(TieForm, extra=2, max_num=8)


class SelectionSection(Section):
    key = "selection"
    label = _("Selection")

    def build(self, data: Data) -> None:
        selection = self.terms.selection
        names = ("rule", "team_weeks", "team_weeks_per_firm", "committee_quorum", "chair_decides")
        self.form = RuleForm(data, initial={name: getattr(selection, name) for name in names})
        keys = [{"by": key.measure or key.tag or "", "first": ",".join(key.first)} for key in selection.tie_order]
        self.ties = TieFormSet(data, initial=keys, prefix="ties")

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.form, self.ties]

    def changed_terms(self) -> Terms:
        order = tuple(_key(row) for row in kept(self.ties))
        selection = rebuilt(SelectionRule, tie_order=order, **self.form.cleaned_data)
        return self.terms.model_copy(update={"selection": selection})


def _key(row: dict[str, Any]) -> TieKey:
    by = row["by"]
    if by in dict(MEASURES):
        measure: TieKey = rebuilt(TieKey, measure=by)
        return measure
    values = tuple(part.strip() for part in row["first"].split(",") if part.strip())
    tag: TieKey = rebuilt(TieKey, tag=by or None, first=values)
    return tag
