"""Forms of the budget; they validate and never save."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.interface.fields import DayField, WonField
from dure.foundation.parties.models import Organisation
from dure.foundation.places.models import Place
from dure.journey.budgets.models import LegalNature, MovementKind

# The steps that an official letter of the other side makes: they are not booked without its number.
NEEDS_LETTER = frozenset({MovementKind.REQUEST, MovementKind.DECIDE, MovementKind.GRANT, MovementKind.RETURN})


class SheetUpload(forms.Form):
    """An Excel file of budget movements."""

    file = forms.FileField(
        label=_("Excel file (xlsx)"), allow_empty_file=True, max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip


class LineForm(forms.Form):
    """A new line."""

    funder = forms.ChoiceField(label=_("Funder"))
    place = forms.ChoiceField(
        label=_("City or county"), required=False, help_text=_("Only for the money of a city or county.")
    )
    fiscal_year = forms.IntegerField(label=_("Fiscal year"), min_value=2000, max_value=2100)
    nature = forms.ChoiceField(
        label=_("Legal nature"),
        choices=LegalNature.choices,
        help_text=_("It decides which law and which system hold. The Local Subsidies Act leaves contributions out."),
    )
    name = forms.CharField(
        label=_("Name in the budget book"), max_length=120, help_text=_("As the funder's budget names it.")
    )

    def __init__(self, *args: object, funders: Iterable[Organisation], places: Iterable[Place], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.funders = {str(row.pk): row for row in funders}
        self.places = {row.code: row for row in places}
        self.fields["funder"].choices = [(key, row.name) for key, row in self.funders.items()]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", "–"), *((key, row.name) for key, row in self.places.items())]  # type: ignore[attr-defined]


class BookForm(forms.Form):
    """One movement."""

    amount_won = WonField(label=_("Amount"), min_value=1)
    takes_away = forms.BooleanField(label=_("It takes this amount away (a cut or a correction)"), required=False)
    on = DayField(label=pgettext_lazy("budget", "Date"))
    letter_no = forms.CharField(label=_("Official letter number"), max_length=60, required=False)
    reason = forms.CharField(
        label=_("Reason or note"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("A correction needs one."),
    )
    same_letter_again = forms.BooleanField(
        label=_("The same letter is booked a second time on purpose"), required=False
    )

    def __init__(self, *args: object, kind: str, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.kind = kind
        self.fields["letter_no"].required = kind in NEEDS_LETTER

    def amount(self) -> int:
        """Below zero where it takes away."""
        won: int = self.cleaned_data["amount_won"]
        return -won if self.cleaned_data["takes_away"] else won


class CarryForm(forms.Form):
    """A carry-over; without the amount of cash, cash goes first."""

    kind = forms.ChoiceField(
        label=_("Kind of carry-over"),
        widget=forms.RadioSelect,
        choices=[
            (MovementKind.CARRY_PLANNED.value, _("Planned carry-over: the council agreed before the year's end")),
            (
                MovementKind.CARRY_ACCIDENTAL.value,
                _("Accidental carry-over: bound within the year, not spent for a good cause"),
            ),
        ],
    )
    amount_won = WonField(label=_("Amount carried over"), min_value=1)
    cash_won = WonField(
        label=_("Of it granted and unspent"),
        required=False,
        help_text=_("Left empty, the unspent cash goes first and the rest is budget not yet granted."),
    )
    on = DayField(label=pgettext_lazy("budget", "Date"))
    letter_no = forms.CharField(label=_("Official letter number"), max_length=60)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300})
    )


class ReturnForm(forms.Form):
    """What goes back to the funder by one letter."""

    amount_won = WonField(label=_("Unspent balance"), required=False)
    interest_won = WonField(label=pgettext_lazy("money", "Interest"), required=False)
    disallowed_won = WonField(label=_("Disallowed money"), required=False)
    on = DayField(label=pgettext_lazy("budget", "Date"))
    letter_no = forms.CharField(label=_("Official letter number"), max_length=60)

    def amounts(self) -> dict[str, int]:
        """The three amounts, nothing where left empty."""
        return {name: self.cleaned_data[name] or 0 for name in ("amount_won", "interest_won", "disallowed_won")}


def first_day(year: int, today: date) -> date:
    """The day a form proposes: today, or the last of a fiscal year that is over."""
    return min(today, date(year, 12, 31))
