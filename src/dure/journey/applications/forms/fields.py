"""Fields that take what people type: money with separators, texts without control characters."""

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.journey.applications.plan import printable


class TextField(forms.CharField):
    """A text; control characters and broken halves of characters are dropped."""

    def to_python(self, value: Any) -> str:
        text: str | None = super().to_python(printable(value))
        return text or ""


class CountField(forms.IntegerField):
    """A count in whole numbers."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        options.setdefault(
            "error_messages",
            {
                "invalid": _("Enter a whole number."),
                "max_value": _("The number is too large. Check for a digit too many."),
                "min_value": _("The number cannot be negative."),
            },
        )
        super().__init__(**options)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 12})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value)[:40].replace(",", "").strip()
        number: int | None = super().to_python(value)
        return number


class MeasureField(forms.DecimalField):
    """A measured value of an indicator."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_digits=18,
            decimal_places=4,
            required=False,
            error_messages={"invalid": _("Enter a number, for example 71.5.")},
            **options,
        )
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 24})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs derive it from whole numbers
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value)[:40].replace(",", "").strip()
        number: Decimal | None = super().to_python(value)
        return number


def yes_no_field(label: Any, **options: Any) -> forms.TypedChoiceField:
    """Yes, no or not answered; never a ticked box, which would answer "no" by being overlooked."""
    return forms.TypedChoiceField(
        label=label,
        choices=(("yes", _("Yes")), ("no", _("No"))),
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        **options,
    )
