"""Reasons, requests to supplement and their answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.journey.applications.forms.fields import TextField
from dure.journey.applications.values import SupplementItem

MOST_REASON = 1000


class ReasonForm(forms.Form):
    """A reason in a sentence."""

    reason = TextField(
        label=_("Reason"),
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": True}),
        error_messages={"required": _("Write the reason in a sentence.")},
    )


class SupplementForm(ReasonForm):
    """What the firm shall supplement: points of the check or missing papers, and anything in free words."""

    items = forms.MultipleChoiceField(
        label=_("To be supplemented"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more = TextField(
        label=_("Anything else, one thing a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, offered: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = offered
        self.fields["items"].choices = list(offered.items())  # type: ignore[attr-defined]
        self.order_fields(["items", "more", "reason"])

    def chosen(self) -> list[SupplementItem]:
        """The things to supplement, as values."""
        picked = [SupplementItem(code, self.offered[code]) for code in self.cleaned_data["items"]]
        lines = self.cleaned_data["more"].splitlines()
        return picked + [SupplementItem("", line.strip()) for line in lines if line.strip()]


class AnswerForm(forms.Form):
    """What was supplemented, in a sentence or two."""

    answer = TextField(
        label=_("What was supplemented"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": True}),
        error_messages={"required": _("Write in a sentence what was supplemented.")},
    )
