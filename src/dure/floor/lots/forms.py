"""What is typed of a mock recall."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BeginForm(forms.Form):
    """Which lot, and why the exercise is held."""

    lot = forms.CharField(label=_("Lot"), max_length=60, help_text=_("As it stands on the label."))
    reason = forms.CharField(label=_("Why the exercise is held"), max_length=200)


class FinishForm(forms.Form):
    """What was found on the shelves and at the customers."""

    found_kg = forms.DecimalField(
        label=_("Weight found (kg)"), min_value=0, max_digits=12, decimal_places=3,
        help_text=_("Weighed on the shelves and told by the customers."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
