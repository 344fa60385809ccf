"""The plant's name, its languages, what it records, and its days off."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant import DEFAULT_COVERAGE_FLOOR_PCT
from dure.floor.plant.editor.section import Data, Document, Section, told
from dure.floor.plant.sectors import LANGUAGES, MODULES

FIRST_MOST = 3


class BasicsForm(forms.Form):
    """What is said of the whole plant."""

    name = forms.CharField(label=_("Name of the plant"), max_length=200)
    languages = forms.MultipleChoiceField(
        label=_("Languages on the tablet"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple()
    )
    holidays = forms.CharField(
        label=_("Days off, one a line"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example 2026-02-17. No shift is expected on these days."),
    )
    coverage_floor_pct = forms.IntegerField(
        label=_("Share of the time that must be known before a figure is given (%)"), min_value=0, max_value=100
    )
    by_person = forms.BooleanField(
        label=_("Record who did it. Our workers have been told."),
        required=False,
        help_text=_("Without this the tablet knows groups only, and no page compares people."),
    )

    def clean_holidays(self) -> list[str]:
        """The days, each once, in order."""
        lines = [line.strip() for line in self.cleaned_data["holidays"].splitlines() if line.strip()]
        try:
            return [day.isoformat() for day in sorted({date.fromisoformat(line) for line in lines})]
        except ValueError:
            wrong = next(line for line in lines if not _is_day(line))
            raise forms.ValidationError(
                _("“%(text)s” is not a date like 2026-02-17."), params={"text": wrong[:30]}
            ) from None


class BasicsSection(Section):
    key = "basics"
    label = _("Name and languages")

    def build(self, data: Data) -> None:
        document = self.document
        self.single = BasicsForm(
            data,
            initial={
                "name": document["name"],
                "languages": document.get("languages", ["ko"]),
                "holidays": "\n".join(document.get("holidays", [])),
                "coverage_floor_pct": document.get("coverage_floor_pct", DEFAULT_COVERAGE_FLOOR_PCT),
                "by_person": document.get("by_person", False),
            },
        )

    def parts(self) -> list[Any]:
        return [self.single]

    def changed(self) -> Document:
        entered = {key: self.single.cleaned_data[key] for key in self.single.fields}
        rest = {key: value for key, value in self.document.items() if key not in entered}
        return rest | told(entered, self.document, {"coverage_floor_pct": DEFAULT_COVERAGE_FLOOR_PCT})

    def place_of(self, path: Any) -> Any:
        return (self.single, path[0]) if path and path[0] in self.single.fields else None


class ModulesForm(forms.Form):
    """What the plant records."""

    modules = forms.MultipleChoiceField(
        label=_("What to record"),
        choices=[(code, label) for code, label, _help in MODULES],
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, *args: Any, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.fields["modules"].error_messages["required"] = _("Choose at least one.")

    def clean_modules(self) -> list[str]:
        """In the order of the list."""
        chosen = self.cleaned_data["modules"]
        if self.most is not None and len(chosen) > self.most:
            raise forms.ValidationError(
                _("Begin with at most %(most)d. The others can be switched on any day."), params={"most": self.most}
            )
        return [code for code, _label, _help in MODULES if code in chosen]


class ModulesSection(Section):
    key = "modules"
    label = _("What to record")
    lead = _("Switch on what helps you now.")
    template = "plant/edit/modules.html"
    most: int | None = None

    def build(self, data: Data) -> None:
        initial = {"modules": self.document.get("modules", [])}
        self.single = ModulesForm(data, initial=initial, most=self.most)

    @property
    def cards(self) -> list[tuple[Any, Any]]:
        """Each box with what it stands for."""
        return list(zip(self.single["modules"], [help_text for _code, _label, help_text in MODULES], strict=True))

    def parts(self) -> list[Any]:
        return [self.single]

    def changed(self) -> Document:
        return {**self.document, **self.single.cleaned_data}


class FirstModulesSection(ModulesSection):
    """At the beginning, few: what is not used from the first day is not used at all."""

    lead = _("Begin with one to three. The others can be switched on any day.")
    most = FIRST_MOST


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
