"""Milestones, deliverables and checks of a build, and the days and years that hold after it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.delivery import DeliverableRule, InspectionRule, MilestoneRule
from dure.journey.programmes.editor.agreement import days
from dure.journey.programmes.editor.delivery import changed, label_from, label_values, values_of, with_delivery
from dure.journey.programmes.editor.fields import CodeField, PctField, codes_of, only_types, plain, words
from dure.journey.programmes.editor.section import Data, Section, kept, rebuilt
from dure.journey.programmes.terms import Terms
from dure.journey.programmes.wording import value_label

INSPECTIONS = ("design", "mid_check", "final_check", "mid_supervision", "final_supervision")


class AfterForm(forms.Form):
    """What follows from a build, and for how long."""

    design_within_days = days(_("Days to finish the technical design"))
    finding_days = days(_("Days to mend a finding"))
    warranty_months = forms.IntegerField(label=_("Months of warranty"), min_value=0, max_value=240)
    response_hours = forms.IntegerField(label=_("Hours to answer an after-service request"), min_value=0, max_value=720)
    certificate_years = forms.IntegerField(label=_("Years a level certificate counts"), min_value=0, max_value=30)
    track_record_from = forms.IntegerField(
        label=_("Builds from which a supplier's track record is shown"), min_value=1, max_value=100
    )
    asset_years = forms.IntegerField(label=_("Years in which assets may not be disposed of"), min_value=0, max_value=50)
    asset_due_back = forms.ChoiceField(
        label=_("Due back when an asset is disposed of"),
        choices=lambda: [(each, value_label(each)) for each in ("remaining", "obtained", "higher")],
    )
    sighting_months = forms.IntegerField(label=_("Months between sightings of an asset"), min_value=1, max_value=60)


class MilestoneForm(forms.Form):
    """One milestone, in the order of the build."""

    code = CodeField()
    name_ko = words(_("Name (Korean)"))
    name_en = words(_("Name (English)"), required=False)
    share_pct = PctField(label=_("Due after (% of the time)"))
    types = only_types()


class DeliverableForm(forms.Form):
    """One deliverable and the milestone it belongs to."""

    code = CodeField()
    name_ko = words(_("Name (Korean)"))
    name_en = words(_("Name (English)"), required=False)
    milestone = CodeField(label=_("Milestone (code)"))
    types = only_types()


class InspectionForm(forms.Form):
    """One check or supervision."""

    kind = forms.ChoiceField(
        label=_("Kind of check"), choices=lambda: [("", "–"), *((k, value_label(k, "kind")) for k in INSPECTIONS)]
    )
    share_pct = PctField(label=_("Due after (% of the time)"))
    types = only_types()


MilestoneFormSet = formset_factory(MilestoneForm, extra=1, can_delete=True, max_num=40)
DeliverableFormSet = formset_factory(DeliverableForm, extra=1, can_delete=True, max_num=60)
InspectionFormSet = formset_factory(InspectionForm, extra=1, can_delete=True, max_num=20)


class BuildSection(Section):
    key = "build"
    label = _("Build")

    def build(self, data: Data) -> None:
        rules = self.terms.delivery.build
        self.after = AfterForm(data, initial=values_of(rules, *AfterForm.base_fields))
        self.milestones = MilestoneFormSet(data, initial=[_shown(each) for each in rules.milestones], prefix="stones")
        self.deliverables = DeliverableFormSet(
            data, initial=[_shown(each) for each in rules.deliverables], prefix="due"
        )
        self.inspections = InspectionFormSet(
            data, initial=[_shown(each) for each in rules.inspections], prefix="checks"
        )

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.after, self.milestones, self.deliverables, self.inspections]

    def changed_terms(self) -> Terms:
        rules = changed(
            self.terms.delivery.build,
            milestones=tuple(_rule(MilestoneRule, row) for row in kept(self.milestones)),
            deliverables=tuple(_rule(DeliverableRule, row) for row in kept(self.deliverables)),
            inspections=tuple(_rule(InspectionRule, row) for row in kept(self.inspections)),
            **self.after.cleaned_data,
        )
        return with_delivery(self.terms, build=rules)


def _shown(rule: MilestoneRule | DeliverableRule | InspectionRule) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in rule:
        if name == "name":
            found |= label_values(value)
        elif name == "types":
            found["types"] = ",".join(value)
        else:
            found[name] = plain(value) if name == "share_pct" else value
    return found


def _rule(model: type[MilestoneRule | DeliverableRule | InspectionRule], row: dict[str, Any]) -> Any:
    values = {name: row[name] for name in model.model_fields if name not in {"name", "types"}}
    if "name" in model.model_fields:
        values["name"] = label_from(row)
    return rebuilt(model, types=codes_of(row["types"]), **values)
