"""What may be changed in a letter before it goes out."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.fields import DayField
from dure.foundation.messages.models import Asks


class LetterForm(forms.Form):
    """``seen_at`` tells whether someone else changed the letter meanwhile."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 16}), max_length=20_000)
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)


class ReleaseForm(forms.Form):
    """What the letters ask for, and the day at whose end it is owed."""

    asks = forms.ChoiceField(
        label=_("What the letters ask of their recipients"),
        choices=Asks.choices,
        initial=Asks.NOTHING,
        required=False,
    )
    answer_by_on = DayField(
        label=_("Owed by the end of"),
        required=False,
        help_text=_("For letters that ask for something. Recipients are reminded three days before."),
    )

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        if found.get("asks") not in (None, "", Asks.NOTHING) and not found.get("answer_by_on"):
            self.add_error("answer_by_on", _("Name the day until which the reply is owed."))
        return found

    @property
    def answer_by_at(self) -> datetime | None:
        """The last minute of the chosen day."""
        day = self.cleaned_data.get("answer_by_on")
        return None if day is None else timezone.make_aware(datetime.combine(day, time(23, 59)))


class ReplyForm(forms.Form):
    """An answer to a letter."""

    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5_000)
