"""Title, summary, contact."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.editor.fields import words
from dure.journey.programmes.editor.section import Data, Section
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import Terms


class GeneralForm(forms.Form):
    """The words at the head of a notice."""

    title_ko = words(_("Title (Korean)"))
    title_en = words(_("Title (English)"), required=False)
    summary_ko = words(_("Summary (Korean)"), required=False, long=True)
    summary_en = words(_("Summary (English)"), required=False, long=True)
    contact = words(_("Whom to ask"), required=False)


class GeneralSection(Section):
    key = "general"
    label = _("General")

    def build(self, data: Data) -> None:
        terms = self.terms
        initial = {
            "title_ko": terms.title.ko,
            "title_en": terms.title.en,
            "summary_ko": terms.summary.ko,
            "summary_en": terms.summary.en,
            "contact": terms.contact,
        }
        self.form = GeneralForm(data, initial=initial)

    def parts(self) -> Sequence[BaseForm]:
        return [self.form]

    def changed_terms(self) -> Terms:
        values: dict[str, Any] = self.form.cleaned_data
        return self.terms.model_copy(
            update={
                "title": Label(ko=values["title_ko"], en=values["title_en"]),
                "summary": Label(ko=values["summary_ko"], en=values["summary_en"]),
                "contact": values["contact"],
            }
        )
