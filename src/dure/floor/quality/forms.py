"""What people write about deviations and instruments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.floor.quality.models import ReviewPart


class CorrectForm(forms.Form):
    """Why it happened, and what was done."""

    cause = forms.CharField(label=_("Why it happened"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    action = forms.ChoiceField(label=_("Action taken"), required=False)
    correction = forms.CharField(
        label=_("Details of the action"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, actions: tuple[str, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["action"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", _("Something else"))] + [(each, each) for each in actions]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not (data.get("action") or str(data.get("correction") or "").strip()):
            self.add_error("correction", _("Say in a sentence what was done about it."))
        return data

    @property
    def told(self) -> str:
        """The chosen action and what was written beside it."""
        parts = [self.cleaned_data.get("action") or "", (self.cleaned_data.get("correction") or "").strip()]
        return ": ".join(part for part in parts if part)


class DecideForm(forms.Form):
    """Why the product is safe, or how it was thrown away, or what is missing."""

    decision = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CalibrationForm(forms.Form):
    """An instrument was compared with a standard."""

    instrument = forms.CharField(label=_("Instrument"), max_length=120)
    done_on = forms.DateField(label=_("Done on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    passed = forms.BooleanField(label=_("It measured right"), required=False, initial=True)
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)


class ReviewForm(forms.Form):
    """Signing for a day's records."""

    part = forms.ChoiceField(choices=ReviewPart.choices, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)
