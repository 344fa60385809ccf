"""How the agreement is made: who signs, how long it runs, bonds, what may be changed afterwards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.delivery import BondRule, ChangeRules, SigningParty
from dure.journey.programmes.editor.delivery import changed, numbers_text, values_of, with_delivery
from dure.journey.programmes.editor.fields import NumbersField, PctField, plain
from dure.journey.programmes.editor.section import Data, Section, kept, rebuilt
from dure.journey.programmes.terms import Terms
from dure.journey.programmes.wording import value_label

MOST_DAYS, MOST_YEARS = 3650, 30
PARTIES = ("firm", "supplier", "operator", "province", "city", "partner")
LOCKS = ("kpis", "functions")
_OWN = ("months", "start_within_days", "partner_pct")
_DAYS = (
    "within_days_of_cause",
    "before_end_days",
    "report_extension_days",
    "longest_extension_days",
    "most_extensions",
    "decide_within_days",
)


def days(label: Any, **kwargs: Any) -> forms.IntegerField:
    """A number of days."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_DAYS, **kwargs)


class RunForm(forms.Form):
    """How long it runs, and who else pays."""

    months = forms.IntegerField(label=_("Months the project runs"), min_value=1, max_value=60)
    start_within_days = days(_("Days to hand in the notice of start"))
    partner_pct = PctField(label=_("Share of the partner (%)"))
    end_reminder_days = NumbersField(
        label=_("Days before the end at which the firm is reminded"), most=MOST_DAYS,
        help_text=_("Separated by commas, for example 30, 7, 3."),
    )  # fmt: skip
    ban_years = NumbersField(
        label=_("Years of exclusion that may be imposed"), most=MOST_YEARS,
        help_text=_("Separated by commas; empty leaves the years to the decision."),
    )  # fmt: skip


class ChangesForm(forms.Form):
    """What may be changed after the agreement."""

    within_days_of_cause = days(_("Days after its cause within which a change is asked for"))
    before_end_days = days(_("Days before the end at which changes close"))
    report_extension_days = days(_("Days of extension that need no approval"))
    longest_extension_days = days(_("Days of extension at most"))
    most_extensions = forms.IntegerField(label=_("Extensions at most"), min_value=0, max_value=20)
    decide_within_days = days(_("Days the operator has to decide"))
    lock_kpis = forms.BooleanField(label=_("The key indicators cannot be changed"), required=False)
    lock_functions = forms.BooleanField(label=_("The list of functions cannot be changed"), required=False)


class SigningForm(forms.Form):
    """One party that signs."""

    party = forms.ChoiceField(
        label=_("Party"), required=False, choices=lambda: [("", "–"), *((p, value_label(p, "party")) for p in PARTIES)]
    )
    order = forms.IntegerField(label=_("Turn"), min_value=1, max_value=20, required=False)

    def clean(self) -> dict[str, Any]:
        """Party and turn come together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("party") and data.get("order") is None and "order" not in self.errors:
            self.add_error("order", _("Say in which turn this party signs."))
        if data.get("order") is not None and not data.get("party"):
            self.add_error("party", _("Choose the party, or empty the turn."))
        return data


class BondForm(forms.Form):
    """One bond that is asked for."""

    kind = forms.ChoiceField(
        label=_("Kind of bond"),
        choices=lambda: [("", "–"), *((k, value_label(k, "kind")) for k in ("performance", "advance", "defect"))],
    )
    of = forms.ChoiceField(
        label=_("Taken of"), initial="cost",
        choices=[("cost", _("the project cost")), ("advance", _("the advance payment"))],
    )  # fmt: skip
    pct = PctField(label=_("Amount (%)"))
    days_past_end = days(_("Days it holds past the end"), initial=0)


SigningFormSet = formset_factory(SigningForm, extra=1, can_delete=True, max_num=8)
BondFormSet = formset_factory(BondForm, extra=1, can_delete=True, max_num=6)


class AgreementSection(Section):
    key = "agreement"
    label = _("Agreement")

    def build(self, data: Data) -> None:
        rules = self.terms.delivery.agreement
        lists = {name: numbers_text(getattr(rules, name)) for name in ("end_reminder_days", "ban_years")}
        self.run = RunForm(data, initial=values_of(rules, *_OWN) | lists)
        locks = {f"lock_{name}": name in rules.changes.locked for name in LOCKS}
        self.changes = ChangesForm(data, initial=values_of(rules.changes, *_DAYS) | locks, prefix="changes")
        order = [{"party": each.party, "order": each.order} for each in rules.signing]
        self.signing = SigningFormSet(data, initial=order, prefix="signing")
        self.bonds = BondFormSet(data, initial=[_bond_initial(each) for each in rules.bonds], prefix="bonds")

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.run, self.signing, self.bonds, self.changes]

    def changed_terms(self) -> Terms:
        now = self.terms.delivery.agreement
        rules = changed(
            now,
            **self.run.cleaned_data,
            signing=tuple(_party(row) for row in kept(self.signing)),
            bonds=tuple(_bond(row) for row in kept(self.bonds)),
            changes=_changes(now.changes, self.changes.cleaned_data),
        )
        return with_delivery(self.terms, agreement=rules)


def _bond_initial(rule: BondRule) -> dict[str, Any]:
    return {"kind": rule.kind, "of": rule.of, "pct": plain(rule.pct), "days_past_end": rule.days_past_end}


def _party(row: dict[str, Any]) -> SigningParty:
    party: SigningParty = rebuilt(SigningParty, party=row["party"], order=row["order"])
    return party


def _bond(row: dict[str, Any]) -> BondRule:
    names = ("kind", "of", "pct", "days_past_end")
    rule: BondRule = rebuilt(BondRule, **{name: row[name] for name in names})
    return rule


def _changes(rules: ChangeRules, values: dict[str, Any]) -> ChangeRules:
    locked = tuple(name for name in LOCKS if values[f"lock_{name}"])
    return changed(rules, locked=locked, **{name: values[name] for name in _DAYS})
