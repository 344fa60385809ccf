"""What people type about interest and visits. Forms validate and never save."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import MomentField
from dure.foundation.parties.business_number import BusinessNumberError, parse_business_number, write_business_number
from dure.foundation.parties.models import Person
from dure.foundation.places.models import Place, Sector
from dure.journey.prospects.consents import CONSENTS, Consent
from dure.journey.prospects.models import Interest, Readiness
from dure.journey.prospects.numbers import number_problem
from dure.journey.prospects.values import InterestForm, VisitReport

EOK = 100_000_000


class InterestEntry(forms.Form):
    """The interest form: one minute on a phone. Sales are asked in 100 million won, as owners say them."""

    firm_name = forms.CharField(
        label=_("Firm name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    number = forms.CharField(
        label=_("Business registration number"),
        max_length=20,
        help_text=_("10 digits, for example 123-45-67891"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    city_code = forms.ChoiceField(label=_("City or county of the factory"))
    headcount = forms.IntegerField(
        label=_("Number of employees"), min_value=0, max_value=100_000, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    sales_eok = forms.DecimalField(
        label=_("Last year's sales (100 million won)"), min_value=0, max_value=100_000, max_digits=9, decimal_places=3,
        required=False, help_text=_("For 1,250 million won enter 12.5."),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )  # fmt: skip
    sector_code = forms.ChoiceField(label=_("Industry"), required=False)
    type_code = forms.ChoiceField(label=_("Type you have in mind"), required=False)
    wishes = forms.CharField(
        label=_("What you would like to improve"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    contact_name = forms.CharField(
        label=_("Contact person"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact_phone = forms.RegexField(
        r"^[0-9+()\- ]{7,20}$", label=_("Telephone"), max_length=20,
        error_messages={"invalid": _("Enter the telephone number with its area code, for example 063-123-4567.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    contact_email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    form_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        cities: Iterable[Place],
        sectors: Iterable[Sector],
        types: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city_code"].choices = [("", _("Choose")), *((city.code, city.name) for city in cities)]  # type: ignore[attr-defined]
        self.fields["sector_code"].choices = [  # type: ignore[attr-defined]
            ("", _("Not sure")), *((sector.code, f"{sector.code} {sector.name}") for sector in sectors),
        ]  # fmt: skip
        self.fields["type_code"].choices = [("", _("Not decided")), *types]  # type: ignore[attr-defined]
        for consent in CONSENTS:
            self.fields[f"consent_{consent.code}"] = forms.BooleanField(
                label=_("I agree (required)") if consent.required else _("I agree (optional)"),
                required=consent.required,
                error_messages={"required": _("Without this consent the form cannot be received.")},
            )

    def clean_number(self) -> str:
        """The number as digits; each way of being wrong has its own sentence."""
        try:
            return parse_business_number(self.cleaned_data["number"])
        except BusinessNumberError as error:
            raise forms.ValidationError(number_problem(error)) from error

    def consent_rows(self) -> Iterator[tuple[Consent, forms.BoundField]]:
        """Each consent with its box."""
        for consent in CONSENTS:
            yield consent, self[f"consent_{consent.code}"]

    def value(self) -> InterestForm:
        """The form as a value; only after it was found valid."""
        data = self.cleaned_data
        sales: Decimal | None = data["sales_eok"]
        names = ("firm_name", "number", "city_code", "headcount", "sector_code", "type_code", "wishes")
        contact = ("contact_name", "contact_phone", "contact_email", "form_key")
        return InterestForm(
            **{name: data[name] for name in (*names, *contact)},
            sales_won=None if sales is None else int(sales * EOK),
            consents=tuple(each.code for each in CONSENTS if data.get(f"consent_{each.code}")),
        )


class PublicInterestEntry(InterestEntry):
    """The form open to everybody, with a field that only a machine fills in."""

    website = forms.CharField(
        label=_("Leave this empty"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def clean_website(self) -> str:
        """Refuse what a machine filled in; a person is told how to go on."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Empty the field “Leave this empty” and send the form again."))
        return ""


class CorrectionEntry(InterestEntry):
    """Staff mend a form, with a reason."""

    reason = forms.CharField(
        label=_("Reason for the correction"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


def as_initial(row: Interest) -> dict[str, Any]:
    """A stored form as the initial values of the entry form."""
    names = ("firm_name", "city_id", "headcount", "sector_id", "type_code", "wishes")
    values = {name.replace("_id", "_code"): getattr(row, name) for name in names}
    contact = {name: getattr(row, name) for name in ("contact_name", "contact_phone", "contact_email")}
    sales = None if row.sales_won is None else f"{Decimal(row.sales_won) / EOK:f}"
    consents = {f"consent_{each.code}": each.code in row.consents for each in CONSENTS}
    return {**values, **contact, **consents, "number": write_business_number(row.number), "sales_eok": sales}


class VisitPlan(forms.Form):
    """Who visits, and when."""

    visitor = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Visitor"), empty_label=_("Choose"))
    planned_at = MomentField(label=_("Day and time"))

    def __init__(self, *args: Any, visitors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitor"].queryset = visitors  # type: ignore[attr-defined]


class VisitMove(forms.Form):
    """Another time for a visit."""

    planned_at = MomentField(label=_("New day and time"))


YES_NO = (("yes", _("Yes")), ("no", _("No")), ("", _("Not asked")))


def _answer(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


class VisitWriteUp(forms.Form):
    """What a visitor found, written standing up."""

    readiness = forms.ChoiceField(
        label=_("How ready is the firm?"), choices=Readiness.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )  # fmt: skip
    owner_committed = forms.ChoiceField(
        label=_("Is the owner committed?"), choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    ict_in_use = forms.ChoiceField(
        label=_("Does the firm use ICT in production?"), choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    needs = forms.CharField(
        label=_("What the firm needs"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    advice = forms.CharField(
        label=_("Advice given to the firm"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The firm can read this."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Inner note"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The firm cannot read this."),
    )  # fmt: skip
    held_at = MomentField(label=_("When were you there?"))

    def report(self) -> VisitReport:
        """The form as a value; only after it was found valid."""
        data = self.cleaned_data
        return VisitReport(
            readiness=data["readiness"],
            owner_committed=_answer(data["owner_committed"]),
            ict_in_use=_answer(data["ict_in_use"]),
            needs=data["needs"],
            note=data["note"],
            advice=data["advice"],
        )


class SheetUpload(forms.Form):
    """An Excel file of interest forms."""

    file = forms.FileField(
        label=_("Excel file (xlsx)"), allow_empty_file=True, max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip


class DuplicateOf(forms.Form):
    """Which form a duplicate repeats."""

    of = forms.IntegerField(min_value=1)
    reason = forms.CharField(max_length=1000)
