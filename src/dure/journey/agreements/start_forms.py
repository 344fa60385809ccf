"""What comes in from the pages of the start and the bonds; forms check and never save."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.interface.fields import DayField, MomentField
from dure.journey.agreements.actions.start import BondPaper, StartDraft
from dure.journey.agreements.forms import won_field
from dure.journey.agreements.models import BondKind, StartNotice


class StartForm(forms.Form):
    """Account, kick-off and schedule; everything may be empty until it is handed in."""

    bank = forms.CharField(label=gettext_lazy("Bank"), max_length=40, required=False)
    account_number = forms.CharField(
        label=gettext_lazy("Account number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("10 to 16 digits, with or without hyphens. An account used for this project only."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    account_holder = forms.CharField(label=gettext_lazy("Holder of the account"), max_length=80, required=False)
    kickoff_at = MomentField(label=gettext_lazy("Kick-off meeting"), required=False)
    schedule = forms.CharField(
        label=gettext_lazy("Schedule"),
        max_length=6000,
        required=False,
        help_text=gettext_lazy("What happens in which weeks: design, delivery, installation, training, check."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def draft(self) -> StartDraft:
        """What was written."""
        names = ("bank", "account_number", "account_holder", "schedule")
        kickoff_at: datetime | None = self.cleaned_data["kickoff_at"]
        return StartDraft(kickoff_at=kickoff_at, **{name: self.cleaned_data[name] for name in names})


def start_values(notice: StartNotice | None, form_key: str) -> dict[str, Any]:
    """What stands in the form when it opens."""
    row = notice or StartNotice()
    names = ("bank", "account_number", "account_holder", "kickoff_at", "schedule", "revision")
    return {name: getattr(row, name) for name in names} | {"form_key": form_key}


class BondForm(forms.Form):
    """A bond as its paper says."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of bond"), choices=BondKind.choices)
    issuer = forms.CharField(label=gettext_lazy("Insurer"), max_length=80)
    number = forms.CharField(label=gettext_lazy("Number of the bond"), max_length=60)
    amount_won = won_field(label=gettext_lazy("Amount"))
    from_on = DayField(label=gettext_lazy("Holds from"))
    until_on = DayField(label=gettext_lazy("Holds until"))

    def __init__(self, *args: Any, renewing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if renewing:
            del self.fields["kind"]

    def clean_amount_won(self) -> int:
        """An amount above zero."""
        amount: int | None = self.cleaned_data["amount_won"]
        if not amount:
            raise forms.ValidationError(_("A bond is of an amount above zero."))
        return amount

    def paper(self) -> BondPaper:
        """What was written."""
        names = ("issuer", "number", "amount_won", "from_on", "until_on")
        return BondPaper(**{name: self.cleaned_data[name] for name in names})
