"""Form fields that several sections share."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import WonField, won_input

CODE = RegexValidator(r"^[A-Za-z0-9_\-]{1,40}$", _("A code holds Latin letters, digits, - and _ only, at most 40."))


class CodeField(forms.CharField):
    """A code of the notice."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Code"))
        super().__init__(max_length=40, validators=[CODE], widget=forms.TextInput(attrs={"size": 12}), **kwargs)


class PctField(forms.DecimalField):
    """A percentage of at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, widget=number_input(), **kwargs)


class PointsField(forms.DecimalField):
    """Points of at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=1000, max_digits=6, decimal_places=2, widget=number_input(), **kwargs)


class GradesField(forms.CharField):
    """The points of the grades, best first: 10/9/8/7/6/0."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Points of the grades, best first"))
        super().__init__(max_length=80, **kwargs)

    def clean(self, value: Any) -> tuple[Decimal, ...]:  # type: ignore[override]
        """The points as decimals."""
        text = super().clean(value)
        try:
            points = tuple(Decimal(part.strip()) for part in text.replace(",", "/").split("/") if part.strip())
        except InvalidOperation:
            raise forms.ValidationError(_("Write points separated by /, for example 10/9/8/7/6/0.")) from None
        if any(not 0 <= each <= 1000 or each != round(each, 2) for each in points):
            raise forms.ValidationError(_("Points lie between 0 and 1000 and have at most two decimals."))
        return points


class NumbersField(forms.CharField):
    """Whole numbers with commas between them, not below zero: 30, 7, 3."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(max_length=80, required=False, **kwargs)

    def clean(self, value: Any) -> tuple[int, ...]:  # type: ignore[override]
        """The numbers in the order typed."""
        parts = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) < 7 and int(part) <= self.most for part in parts):
            words = {"most": self.most}
            raise forms.ValidationError(
                _("Write whole numbers from 0 to %(most)d with commas between them, for example 30, 7, 3.") % words
            )
        return tuple(int(part) for part in parts)


def won_field(**options: Any) -> WonField:
    """An amount in a box as short as its column."""
    return WonField(max_value=10**12, widget=won_input(size=14), **options)


def only_types() -> forms.CharField:
    """Codes of the types that a row is for."""
    help_text = _("Codes separated by commas; empty is all.")
    return forms.CharField(label=_("Only for types"), required=False, max_length=100, help_text=help_text)


def number_input() -> forms.TextInput:
    """A short box for a figure."""
    return forms.TextInput(attrs={"inputmode": "decimal", "size": 7})


def words(label: Any, *, required: bool = True, long: bool = False) -> forms.CharField:
    """A line (or a few) of text of the notice."""
    widget = forms.Textarea(attrs={"rows": 2}) if long else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=400, widget=widget)


def codes_of(text: str) -> tuple[str, ...]:
    """Codes typed with commas between them."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def plain(value: Decimal | None) -> str:
    """A decimal without trailing zeros, for a box."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
