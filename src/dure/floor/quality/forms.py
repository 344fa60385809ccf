"""What people write about deviations and instruments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.floor.quality.models import ReviewPart
from dure.floor.quality.queries.alarms import NO_LINE


class CorrectForm(forms.Form):
    """Why it happened, and what was done."""

    cause = forms.CharField(label=_("Why it happened"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    action = forms.ChoiceField(label=_("Action taken"), required=False)
    correction = forms.CharField(
        label=_("Details of the action"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, actions: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["action"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", _("Something else")), *actions]

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


class AlarmPlanForm(forms.Form):
    """Who hears of a check outside its limits, and after how long again."""

    repeat_min = forms.IntegerField(
        label=_("Tell again after so many minutes while it stays outside"), min_value=5, max_value=1440
    )

    def __init__(self, *args: object, people: list[tuple[int, str]], lines: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choices = [("", _("is told of all lines")), *lines, (NO_LINE, _("is not told"))]
        for pk, name in people:
            self.fields[f"person_{pk}"] = forms.ChoiceField(label=name, choices=choices, required=False)

    @property
    def lines(self) -> dict[str, str]:
        """By person the line, as the plan keeps it."""
        told = {name.removeprefix("person_"): line for name, line in self.cleaned_data.items() if name != "repeat_min"}
        return {person: line for person, line in told.items() if line}

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        told = [line for name, line in data.items() if name.startswith("person_")]
        if told and all(line == NO_LINE for line in told):
            raise forms.ValidationError(_("Somebody must be told. Choose at least one person."))
        return data
