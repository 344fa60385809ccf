"""The papers the notice asks for, as rows: which, from whom, how long each counts, for which types."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.editor.fields import CodeField, codes_of, words
from dure.journey.programmes.editor.section import Data, Section, kept, rebuilt
from dure.journey.programmes.facts import FACTS
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import RequiredPaper, Terms


class PaperForm(forms.Form):
    """One paper."""

    code = CodeField()
    name_ko = words(_("Name (Korean)"))
    name_en = words(_("Name (English)"), required=False)
    issuer_ko = words(_("Issued by (Korean)"))
    issuer_en = words(_("Issued by (English)"), required=False)
    url = forms.URLField(label=_("Address of the issuer's page"), required=False, max_length=190, assume_scheme="https")
    required = forms.TypedChoiceField(
        label=_("Needed from"), coerce=lambda value: value == "yes",
        choices=[("yes", _("every applicant")), ("no", _("those to whom it applies"))], initial="yes",
    )  # fmt: skip
    types = forms.CharField(
        label=_("Only for types"), required=False, max_length=100,
        help_text=_("Codes separated by commas; empty is all."),
    )  # fmt: skip
    valid_days = forms.IntegerField(
        label=_("Days it counts after issue"), min_value=1, max_value=3650, required=False,
        help_text=_("Empty: until the date printed on it, if any."),
    )  # fmt: skip
    proves = forms.ChoiceField(
        label=_("Fact it proves"), required=False, choices=[("", "–"), *((fact.key, fact.label) for fact in FACTS)]
    )
    hint_ko = words(_("Note for the firm (Korean)"), required=False)
    hint_en = words(_("Note for the firm (English)"), required=False)


PaperFormSet = formset_factory(PaperForm, extra=1, can_delete=True, max_num=40)


class PapersSection(Section):
    key = "papers"
    label = _("Papers")

    def build(self, data: Data) -> None:
        self.papers = PaperFormSet(data, initial=[_initial(each) for each in self.terms.papers], prefix="papers")

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.papers]

    def changed_terms(self) -> Terms:
        return self.terms.model_copy(update={"papers": tuple(_paper(row) for row in kept(self.papers))})


def _initial(paper: RequiredPaper) -> dict[str, Any]:
    return {
        "code": paper.code,
        "name_ko": paper.name.ko,
        "name_en": paper.name.en,
        "issuer_ko": paper.issuer.ko,
        "issuer_en": paper.issuer.en,
        "url": paper.url,
        "required": "yes" if paper.required else "no",
        "types": ",".join(paper.types),
        "valid_days": paper.valid_days,
        "proves": paper.proves,
        "hint_ko": paper.hint.ko,
        "hint_en": paper.hint.en,
    }


def _paper(row: dict[str, Any]) -> RequiredPaper:
    part: RequiredPaper = rebuilt(
        RequiredPaper,
        code=row["code"],
        name=Label(ko=row["name_ko"], en=row["name_en"]),
        issuer=Label(ko=row["issuer_ko"], en=row["issuer_en"]),
        url=row["url"],
        types=codes_of(row["types"]),
        required=row["required"],
        valid_days=row["valid_days"],
        proves=row["proves"],
        hint=Label(ko=row["hint_ko"], en=row["hint_en"]),
    )
    return part
