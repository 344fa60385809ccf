"""Forms of settlements, money due back and signals. They validate and never save; money is whole won."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import DayField, WonField
from dure.foundation.parties.models import Person
from dure.journey.money.queries.settlement import CheckItem, SpentLine

MOST_PARTS = 24


class HandInForm(forms.Form):
    """Interest, and why a paper of the checklist is not there."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    interest_won = WonField(label=_("Interest of the project account (won)"), help_text=_("As the bank certifies it"))

    def __init__(self, *args: Any, missing: Iterable[CheckItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [item.kind.code for item in missing]
        for item in missing:
            self.fields[f"absent_{item.kind.code}"] = forms.CharField(
                label=_("Why there is no %(paper)s") % {"paper": item.kind.label}, required=False, max_length=200,
                help_text=_("Only where you cannot attach it"),
            )  # fmt: skip

    def absent(self) -> dict[str, str]:
        """The explanations that were written."""
        found = {code: self.cleaned_data.get(f"absent_{code}", "") for code in self.codes}
        return {code: text for code, text in found.items() if text.strip()}


class ReviewForm(forms.Form):
    """What is accepted of each spending, with the reason for what is not, and the opinion on the whole."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    opinion = forms.CharField(
        label=_("Opinion on the settlement"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )

    def __init__(self, *args: Any, lines: Iterable[SpentLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids = []
        for one in lines:
            pk = one.line.pk
            self.ids.append(pk)
            self.fields[f"won_{pk}"] = WonField(initial=one.accepted_won, label=_("Accepted"))
            self.fields[f"why_{pk}"] = forms.CharField(
                initial=one.reason, label=_("Reason"), required=False, max_length=300
            )


class AccountantForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Outside accountant"), queryset=Person.objects.none())


class CollectForm(forms.Form):
    amount_won = WonField(label=_("Amount that came in"))
    on = DayField(label=_("Day"))
    reference = forms.CharField(label=_("Reference"), max_length=80, required=False)


class PassOnForm(forms.Form):
    on = DayField(label=_("Day"))
    letter_no = forms.CharField(label=_("Letter number"), max_length=60)


class InstalmentForm(forms.Form):
    first_on = DayField(label=_("First day of payment"))
    parts = forms.IntegerField(label=_("Number of monthly parts"), min_value=1, max_value=MOST_PARTS)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def days(self) -> list[date]:
        """The same day of each following month, or its last."""
        first: date = self.cleaned_data["first_on"]
        return [_months_on(first, n) for n in range(self.cleaned_data["parts"])]


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.month - 1 + months, 12)
    for day in range(first.day, 27, -1):
        try:
            return date(first.year + year, month + 1, day)
        except ValueError:
            continue
    return date(first.year + year, month + 1, min(first.day, 28))


class SurchargeForm(forms.Form):
    factor = forms.DecimalField(label=_("Factor"), max_digits=4, decimal_places=2, min_value=0)
    due_on = DayField(label=_("To be paid by"))
    letter_no = forms.CharField(label=_("Letter number"), max_length=60, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class RecoverForm(forms.Form):
    """What is to be recovered for each budget line."""

    due_on = DayField(label=_("To be paid by"))
    letter_no = forms.CharField(label=_("Letter number"), max_length=60, required=False)
    self_reported = forms.BooleanField(label=_("The firm reported it itself and before notice"), required=False)
    reason = forms.CharField(label=_("Which rule was violated and how"), widget=forms.Textarea(attrs={"rows": 3}),
                             max_length=300)  # fmt: skip

    def __init__(self, *args: Any, lines: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids = []
        for pk, name in lines:
            self.ids.append(pk)
            self.fields[f"line_{pk}"] = WonField(label=name, required=False)

    def amounts(self) -> dict[int, int]:
        """By budget line, those above zero."""
        found = {pk: self.cleaned_data.get(f"line_{pk}") or 0 for pk in self.ids}
        return {pk: won for pk, won in found.items() if won}


class JudgeSignalForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Judgement"), choices=[("harmless", _("Explained")), ("suspicious", _("Stays suspicious"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
