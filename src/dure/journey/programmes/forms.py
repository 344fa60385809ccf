"""What people type about programmes outside the notice itself. Forms validate and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import MomentField
from dure.foundation.parties.models import Organisation
from dure.foundation.places.models import Place
from dure.journey.programmes.templates_of_notices import TEMPLATES


class NewProgramme(forms.Form):
    """A programme from a template."""

    key = forms.ChoiceField(
        label=_("Begin with"), choices=[(each.key, each.name) for each in TEMPLATES], widget=forms.RadioSelect
    )
    name_ko = forms.CharField(label=_("Name (Korean)"), max_length=120)
    name_en = forms.CharField(label=_("Name (English)"), max_length=160, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    slug = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$", label=_("Web address"), max_length=60,
        help_text=_("Small Latin letters, digits and hyphens, for example jeonbuk-2025."),
        error_messages={"invalid": _("Small Latin letters, digits and single hyphens only.")},
    )  # fmt: skip
    operator = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("Operator"), empty_label=None)
    province = forms.ModelChoiceField(queryset=Place.objects.none(), label=_("Province"), empty_label=None)

    def __init__(self, *args: Any, operators: Any, provinces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operator"].queryset = operators  # type: ignore[attr-defined]
        self.fields["province"].queryset = provinces  # type: ignore[attr-defined]


class CopyProgramme(forms.Form):
    """Next year's programme from this one."""

    name_ko = forms.CharField(label=_("Name (Korean)"), max_length=120)
    name_en = forms.CharField(label=_("Name (English)"), max_length=160, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    slug = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$", label=_("Web address"), max_length=60,
        error_messages={"invalid": _("Small Latin letters, digits and single hyphens only.")},
    )  # fmt: skip


class Reason(forms.Form):
    """A reason in a sentence."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason in a sentence.")},
    )  # fmt: skip


class ReopenIntake(Reason):
    """Types and cities whose intake is opened again; each choice is ``type:city``."""

    pairs = forms.MultipleChoiceField(
        label=_("Types and cities"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one type and city.")},
    )  # fmt: skip
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))
    field_order = ("pairs", "opens_at", "closes_at", "reason")

    def __init__(self, *args: Any, pairs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pairs"].choices = pairs  # type: ignore[attr-defined]

    def chosen(self) -> list[tuple[str, str]]:
        """The pairs of type and city."""
        found = []
        for text in self.cleaned_data["pairs"]:
            type_code, _colon, city = text.partition(":")
            found.append((type_code, city))
        return found


class MovePlaces(Reason):
    """Unused places from one type (and city) to another."""

    from_type = forms.ChoiceField(label=_("From type"))
    from_city = forms.ChoiceField(label=_("From city or county"), required=False)
    to_type = forms.ChoiceField(label=_("To type"))
    to_city = forms.ChoiceField(label=_("To city or county"), required=False)
    count = forms.IntegerField(label=_("Places"), min_value=1, max_value=10_000)
    field_order = ("from_type", "from_city", "to_type", "to_city", "count", "reason")

    def __init__(self, *args: Any, types: list[tuple[str, str]], cities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anywhere = [("", _("the type as a whole")), *cities]
        for name, choices in (("from_type", types), ("to_type", types), ("from_city", anywhere), ("to_city", anywhere)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
