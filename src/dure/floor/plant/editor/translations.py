"""What a firm wrote in its own words about checks and CCPs, in the tablet's other languages."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from django import forms
from django.forms import BaseForm, BaseFormSet
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.editor.fields import text
from dure.floor.plant.editor.section import Data, Document, Section
from dure.floor.plant.names import texts_of
from dure.floor.plant.sectors import LANGUAGES
from dure.floor.plant.sectors.standard import standard_texts

WRITTEN_IN = "ko"
# A test piece such as “Fe 2.0 mm” is read in every language as it stands.
_HANGUL: Final = re.compile("[가-힣]")


class TranslationsForm(forms.Form):
    """One line for each text and language."""

    def __init__(self, *args: object, boxes: dict[str, tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        own = dict(LANGUAGES)
        for name, (said, language) in boxes.items():
            self.fields[name] = text(f"{said} → {own.get(language, language)}")


class TranslationsSection(Section):
    """Only texts that do not stand in the standard list, which is translated already. An empty line stays Korean."""

    key = "translations"
    template = "plant/edit/translations.html"
    label = _("Your words in other languages")
    lead = _(
        "Hazards, actions and methods that you wrote yourself. Where you leave a line empty, the tablet shows it as you"
        " wrote it. Texts chosen from the standard list are translated already."
    )

    def build(self, data: Data) -> None:
        self.boxes = {f"t{n}": pair for n, pair in enumerate(self._pairs())}
        known = self.document.get("translations", {})
        shown = {name: known.get(said, {}).get(language, "") for name, (said, language) in self.boxes.items()}
        self.single = TranslationsForm(data, boxes=self.boxes, initial=shown)

    def parts(self) -> Sequence[BaseForm | BaseFormSet[forms.Form]]:
        return [self.single]

    def changed(self) -> Document:
        found: dict[str, dict[str, str]] = {}
        for name, (said, language) in self.boxes.items():
            if told := self.single.cleaned_data[name].strip():
                found.setdefault(said, {})[language] = told
        rest = {key: value for key, value in self.document.items() if key != "translations"}
        return {**rest, "translations": found} if found else rest

    def _pairs(self) -> Iterator[tuple[str, str]]:
        plant = read_plant(self.document)
        said = dict.fromkeys(text for look in (*plant.ccps.values(), *plant.checks.values()) for text in texts_of(look))
        others = [language for language in plant.languages if language != WRITTEN_IN]
        known = self.document.get("translations", {})
        asked = [text for text in said if text not in standard_texts() and (text in known or _HANGUL.search(text))]
        return ((text, language) for text in asked for language in others)
