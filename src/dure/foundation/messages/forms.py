"""What may be changed in a letter before it goes out."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LetterForm(forms.Form):
    """``seen_at`` tells whether someone else changed the letter meanwhile."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 16}), max_length=20_000)
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)
