"""Form fields that take what people type: amounts of won, days and moments."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# Ten trillion won: more than any programme moves, and whole in what a browser counts with.
MOST_WON = 10**13
BROWSER_MOMENT = "%Y-%m-%dT%H:%M"


def labelled_errors(form: forms.BaseForm) -> list[str]:
    """What is wrong in each field, with its label before it: where there is no room beside the box."""
    return [
        f"{form[name].label}: {text}" for name, texts in form.errors.items() if name in form.fields for text in texts
    ]


class WonField(forms.IntegerField):
    """Whole won as typed: 12,340,000 or 12340000원, also in full-width digits. From nothing to ``MOST_WON`` unless
    other bounds are given."""

    def __init__(self, *, min_value: int = 0, max_value: int = MOST_WON, **options: Any) -> None:
        errors = {
            "invalid": _("Enter the amount in whole won, digits only."),
            "max_value": _("The amount is too large. Check for a digit too many."),
        }
        errors["min_value"] = _("An amount cannot be negative.") if min_value == 0 else _("Enter an amount above zero.")
        options.setdefault("widget", won_input())
        super().__init__(min_value=min_value, max_value=max_value, error_messages=errors, **options)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value)[:40].replace(",", "").replace("원", "").strip()
        number: int | None = super().to_python(value)
        return number


def won_input(**attrs: Any) -> forms.TextInput:
    """A box in which the separators come while typing."""
    return forms.TextInput(
        attrs={"data-won": True, "inputmode": "numeric", "maxlength": 20, "autocomplete": "off"} | attrs
    )


class DayField(forms.DateField):
    """A day with the browser's own calendar; where that is missing, typed as 2024-03-20, 2024.3.20 or 2024/3/20."""

    def __init__(self, **options: Any) -> None:
        errors = {"invalid": _("There is no such day. Enter it as 2024-03-20.")}
        formats = ["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d"]
        super().__init__(widget=day_input(), input_formats=formats, error_messages=errors, **options)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value)[:40].replace(" ", "").rstrip(".")
        day: date | None = super().to_python(value)
        return day


class MomentField(forms.DateTimeField):
    """Day and time to the minute. What is typed is local time; what comes out is aware."""

    def __init__(self, **options: Any) -> None:
        errors = {"invalid": _("Enter date and time as 2024-03-20 09:00.")}
        formats = [BROWSER_MOMENT, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
        super().__init__(widget=moment_input(), input_formats=formats, error_messages=errors, **options)


def day_input(**attrs: Any) -> forms.DateInput:
    """A box with the browser's own calendar, which reads no other spelling than this."""
    return forms.DateInput(attrs={"type": "date"} | attrs, format="%Y-%m-%d")


def moment_input() -> forms.DateTimeInput:
    """A box with the browser's own calendar and clock, to the minute."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=BROWSER_MOMENT)
