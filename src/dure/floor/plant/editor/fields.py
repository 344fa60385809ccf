"""Form fields that several sections share."""

from typing import Any

from django import forms


def text(label: Any, *, longest: int = 200, help_text: Any = "") -> forms.CharField:
    """A line that may stay empty."""
    return forms.CharField(label=label, max_length=longest, required=False, help_text=help_text)


def number(
    label: Any, *, low: int | None = None, high: int | None = None, required: bool = False
) -> forms.DecimalField:
    """A decimal in a short box."""
    return forms.DecimalField(
        label=label, min_value=low, max_value=high, max_digits=12, decimal_places=4, required=required,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 7}),
    )  # fmt: skip


def clock(label: Any, *, required: bool = False) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label, required=required, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


def number_shown(value: Any) -> str:
    """A number of the document as its box shows it: without trailing zeros."""
    if value is None:
        return ""
    found = str(value)
    return found.removesuffix(".0")
