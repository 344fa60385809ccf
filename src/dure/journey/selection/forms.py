"""Forms of the selection; they validate and never save."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ScenarioForm(forms.Form):
    """A new scenario, empty or a copy of the one on the desk."""

    name = forms.CharField(label=_("Name"), max_length=80)
    rule = forms.ChoiceField(
        label=_("Rule"),
        required=False,
        choices=[
            ("", _("As the notice says")),
            ("score_order", _("Score order")),
            ("max_total", _("Greatest total score")),
        ],
    )


class LimitForm(forms.Form):
    """Another maximum for one limit; empty takes the notice's again."""

    name = forms.CharField(widget=forms.HiddenInput)
    maximum = forms.IntegerField(label=_("Maximum"), min_value=0, max_value=10**12, required=False)


class SittingForm(forms.Form):
    """Who of the committee is present when decisions are approved."""

    def __init__(
        self, members: Sequence[tuple[int, str]], data: Mapping[str, Any] | None = None, **initial: object
    ) -> None:
        super().__init__(data, initial=initial)
        choices = [(str(pk), name) for pk, name in members]
        self.fields["present"] = forms.MultipleChoiceField(
            label=_("Members of the committee who are present"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=choices,
        )
        self.fields["chair"] = forms.ChoiceField(
            label=_("In the chair"), required=False, choices=[("", _("Nobody named")), *choices]
        )


class AppealForm(forms.Form):
    """What the firm thinks is wrong."""

    grounds = forms.CharField(
        label=_("What do you think is wrong?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": 4000, "data-counter": ""}),
        help_text=_("A few sentences are enough. You can attach papers after filing."),
    )


class AppealDecisionForm(forms.Form):
    """The committee's answer."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("dismiss", _("Dismiss")), ("uphold", _("Uphold"))],
    )
    score = forms.DecimalField(
        label=_("Corrected total score"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(1000),
        decimal_places=2,
        help_text=_("Only where the appeal is upheld and the score was wrong."),
    )
    answer = forms.CharField(
        label=_("Answer to the firm"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 4000}),
    )
