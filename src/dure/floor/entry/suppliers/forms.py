"""The form of a new system; it validates and never saves."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.floor.entry.suppliers.models import SourceKind


class SourceForm(forms.Form):
    """A system that gets a token."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Whose it is: MES of Hanbit Soft."))
    kind = forms.ChoiceField(label=_("Kind of system"), choices=SourceKind.choices)
    families = forms.CharField(
        label=_("Names in its events"),
        max_length=1000,
        help_text=_(
            "What stands before the # of source_id: mes. A gateway tells under several, with commas: edge-1, press-1."
        ),
    )

    def clean_families(self) -> list[str]:
        """The names one by one."""
        return [name for name in re.split(r"[,\s]+", self.cleaned_data["families"]) if name]
