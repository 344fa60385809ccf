"""The forms of the page; they validate and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.floor.entry.sheet.layout import Form

LABELS = {
    Form.DAILY: _("Daily production"),
    Form.BATCH: _("Batch record"),
    Form.CHECKS: _("Check sheet"),
}
SPANS = ((1, _("One day")), (7, _("Seven days, one sheet each")))


class DownloadForm(forms.Form):
    """Which paper, for when."""

    form = forms.ChoiceField(label=_("Kind of form"), choices=[(form.value, label) for form, label in LABELS.items()])
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which its shifts begin."),
    )  # fmt: skip
    days = forms.TypedChoiceField(label=_("How many"), choices=SPANS, coerce=int)


class UploadForm(forms.Form):
    """A filled form."""

    file = forms.FileField(
        label=_("Excel file (xlsx)"), max_length=200, widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )

    def data_bytes(self) -> bytes:
        """What was uploaded."""
        upload: Any = self.cleaned_data["file"]
        return bytes(upload.read())
