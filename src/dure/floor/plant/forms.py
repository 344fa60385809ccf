"""Forms of the set-up that are no part of the plant's document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.actions import FIGURES
from dure.floor.plant.labels import figure_label
from dure.floor.plant.sectors import SECTORS


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
    """With whom, what, and from when."""

    recipient = forms.ChoiceField(label=_("Who may see it"))
    figures = forms.MultipleChoiceField(
        label=_("What they may see"),
        choices=lambda: [(name, figure_label(name)) for name in FIGURES],
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("Choose at least one figure to share.")},
    )
    starts_on = forms.DateField(
        label=_("From which day on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    agreed = forms.BooleanField(
        label=_("We agree that these figures are seen."),
        error_messages={"required": _("Tick this to agree. Nothing is shared without it.")},
    )

    def __init__(self, *args: Any, recipients: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = [("", "–"), *((str(pk), name) for pk, name in recipients.items())]  # type: ignore[attr-defined]
