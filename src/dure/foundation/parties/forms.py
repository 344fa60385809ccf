"""What is asked about organisations and people. Forms check; actions save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Role
from dure.foundation.interface.fields import DayField
from dure.foundation.parties.business_number import BusinessNumberError, parse_business_number
from dure.foundation.parties.models import EstablishmentKind, Organisation, OrganisationKind
from dure.foundation.parties.queries import unmerged
from dure.foundation.places.queries import places_to_choose, sectors


class BusinessNumberField(forms.CharField):
    """Ten digits, however they are typed; the check digit is checked."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Business registration number"))
        options.setdefault("help_text", _("Ten digits, such as 123-45-67890"))
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return parse_business_number(text)
        except BusinessNumberError as error:
            raise ValidationError(number_trouble(error)) from error


def number_trouble(error: BusinessNumberError) -> str:
    """What is wrong with a number, and what to do."""
    if error.code == "length":
        return gettext("A business registration number has ten digits. Enter all of them.")
    return gettext(
        "This number does not exist: its last digit does not fit the others. Compare it with the certificate."
    )


class OrganisationForm(forms.Form):
    """A new organisation."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    number = BusinessNumberField(required=False)
    representative = forms.CharField(label=_("Representative"), max_length=60, required=False)
    sector_code = forms.ChoiceField(label=_("Sector"), required=False)
    place_code = forms.ChoiceField(
        label=_("Province, city or county"),
        required=False,
        help_text=_("For public bodies: the area they are for."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = [("", "–")]
        _offer(self, "sector_code", nothing + [(s.code, f"{s.code} {s.name}") for s in sectors()])
        _offer(self, "place_code", nothing + place_choices())


class RenameForm(forms.Form):
    """What an organisation is called."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    representative = forms.CharField(label=_("Representative"), max_length=60, required=False)


class NumberForm(forms.Form):
    """A number that changed."""

    number = BusinessNumberField()
    changed_on = DayField(label=_("In force since"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Such as: converted from sole trader to corporation")
    )


class EstablishmentForm(forms.Form):
    """A head office or factory."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EstablishmentKind.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    city_code = forms.ChoiceField(
        label=_("City or county"), help_text=_("The city or county of the factory is the one that co-funds.")
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "city_code", place_choices(with_provinces=False))


class RestrictionForm(forms.Form):
    """A ban from taking part."""

    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"))
    decided_by = forms.CharField(label=_("Decided by"), max_length=120, help_text=_("The body that decided it."))
    source = forms.CharField(
        label=_("Document"), max_length=200, help_text=_("The official letter or minutes, with their number.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class LiftForm(forms.Form):
    """A ban that is lifted before its last day."""

    lifted_on = DayField(label=_("Lifted from"))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class MergeForm(forms.Form):
    """Why two records are one organisation."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PersonForm(forms.Form):
    """A person's name and how to reach them."""

    name = forms.CharField(label=_("Name"), max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Needed to sign in."))
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)


class RoleForm(forms.Form):
    """A role in an organisation."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    place_code = forms.ChoiceField(
        label=_("City or county"),
        required=False,
        help_text=_("For city and county officials: which one they see."),
    )
    title = forms.CharField(label=_("Position"), max_length=60, required=False)
    from_on = DayField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["organisation"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101  declared above
        chosen.queryset = unmerged()
        _offer(self, "place_code", [("", "–"), *place_choices(with_provinces=False)])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("role") == Role.CITY and not given.get("place_code"):
            self.add_error("place_code", _("Choose the city or county this official is for."))
        return given


class NewPasswordForm(forms.Form):
    """The password of someone who comes in for the first time."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters. A few words you remember are better than signs you forget."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password once more"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two are not the same. Type the password once more."))
        return given


def place_choices(with_provinces: bool = True) -> list[tuple[str, str]]:
    """Places by code: each province, then its cities and counties. One query."""
    return [(place.code, place.name) for place in places_to_choose(with_provinces)]


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared in the form
    field.choices = choices
