"""Forms of the set-up that are no part of the plant's document."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.labels import figure_label
from dure.floor.plant.offices import Office
from dure.floor.plant.sectors import SECTORS
from dure.floor.plant.terms import FIGURES, USAGE, Grain, Terms, asked_terms


class SectorForm(forms.Form):
    """For which firm, and from which template."""

    sector = forms.ChoiceField(
        choices=[(sector.code, sector.label) for sector in SECTORS],
        error_messages={"required": _("Choose what comes nearest.")},
    )
    firm = forms.ChoiceField(label=_("Firm"))

    def __init__(self, *args: Any, firms: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"].choices = [(str(pk), name) for pk, name in firms.items()]  # type: ignore[attr-defined]
        if len(firms) == 1:
            self.fields["firm"].widget = forms.HiddenInput()
            self.fields["firm"].initial = str(next(iter(firms)))


class SharingForm(forms.Form):
    """With whom, what, of which machines, for which days and how finely; then the tick beneath the text."""

    recipient = forms.ChoiceField(
        label=_("Who may see it"), error_messages={"required": _("Choose who may see the figures.")}
    )
    figures = forms.MultipleChoiceField(
        label=_("What they may see"),
        choices=lambda: [(name, figure_label(name)) for name in FIGURES if name != USAGE],
        widget=forms.CheckboxSelectMultiple(),
        required=False,
    )
    machines = forms.MultipleChoiceField(
        label=_("Of which machines"),
        widget=forms.CheckboxSelectMultiple(),
        required=False,
        help_text=_("Tick none to share the whole plant."),
    )
    starts_on = forms.DateField(
        label=_("From which day on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Up to which day"),
        required=False,
        help_text=_("Leave it empty to share until you take it back."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    grain = forms.ChoiceField(label=_("How finely"), choices=Grain.choices, initial=Grain.WEEK)
    with_events = forms.BooleanField(
        label=_("They may look at single records too"),
        required=False,
        help_text=_("Usually not needed. Names of people are never shown."),
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput())
    agreed = forms.BooleanField(label=_("We have read this and agree."), required=False)

    def __init__(self, *args: Any, offices: Sequence[Office], machines: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.key: office for office in offices}
        called = [(key, f"{office.organisation.name} ({office.programme})") for key, office in self.offices.items()]
        self.fields["recipient"].choices = [("", "–"), *called]  # type: ignore[attr-defined]
        self.fields["machines"].choices = list(machines.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return told

    @property
    def office(self) -> Office:
        """Whom it is for."""
        return self.offices[self.cleaned_data["recipient"]]

    @property
    def terms(self) -> Terms:
        """What would be agreed. How much is recorded goes with everything, and may be shared alone."""
        told = self.cleaned_data
        return asked_terms(
            {*told["figures"], USAGE}, told["starts_on"], told["ends_on"], grain=told["grain"],
            machines=told["machines"], with_events=told["with_events"],
        )  # fmt: skip
