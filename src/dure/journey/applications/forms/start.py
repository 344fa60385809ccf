"""Beginning an application: which type, from which factory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.journey.applications.models import Consent


class StartForm(forms.Form):
    """Type and factory; staff also say what the firm's consent is written on."""

    type_code = forms.ChoiceField(
        label=_("Type of support"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a type of support."),
            "invalid_choice": _("Choose a type of the notice."),
        },
    )
    site = forms.TypedChoiceField(
        label=_("Factory"),
        coerce=int,
        help_text=_("The city or county of this factory pays its share."),
        error_messages={"required": _("Choose a factory."), "invalid_choice": _("Choose a factory of the firm.")},
    )
    consent = forms.ChoiceField(
        label=_("The firm's consent to entry on behalf"), choices=Consent.choices, required=False
    )

    def __init__(self, *args: Any, types: Any, sites: Any, on_behalf: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["type_code"].choices = types  # type: ignore[attr-defined]
        self.fields["site"].choices = sites  # type: ignore[attr-defined]
        if not sites:
            del self.fields["site"]
        if not on_behalf:
            del self.fields["consent"]
