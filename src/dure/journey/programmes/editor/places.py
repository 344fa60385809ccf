"""Types of support, and the grid of places by type and city."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.foundation.places.models import Place
from dure.journey.programmes.editor.fields import CodeField, won_field, words
from dure.journey.programmes.editor.section import Data, Section, kept, rebuilt
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import CityShare, SupportType, Terms

LEVELS = (
    ("basic", _("Basic")),
    ("intermediate1", _("Intermediate 1")),
    ("intermediate2", _("Intermediate 2")),
    ("advanced", _("Advanced")),
)


class TypeForm(forms.Form):
    """One type of support."""

    code = CodeField()
    name_ko = words(_("Name (Korean)"))
    name_en = words(_("Name (English)"), required=False)
    level = forms.ChoiceField(label=_("Level it leads to"), choices=LEVELS, initial="basic")
    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=100_000)
    ceiling_won = won_field(label=_("Ceiling (won)"))
    description_ko = words(_("Description (Korean)"), required=False, long=True)
    description_en = words(_("Description (English)"), required=False, long=True)


TypeFormSet = formset_factory(TypeForm, extra=1, can_delete=True)


class GridForm(forms.Form):
    """Places by city and type; an empty box leaves the city without a limit of its own."""

    def __init__(self, data: Data, *, terms: Terms, cities: Sequence[Place]) -> None:
        super().__init__(data, prefix="grid")
        self.types = [each.code for each in terms.types]
        self.cities = cities
        stored = {(each.type, each.city): each.places for each in terms.city_places}
        for city in cities:
            for code in self.types:
                self.fields[f"{code}__{city.code}"] = forms.IntegerField(
                    label=f"{code} · {city.name}",
                    min_value=0,
                    max_value=100_000,
                    required=False,
                    initial=stored.get((code, city.code)),
                    widget=forms.TextInput(
                        attrs={"inputmode": "numeric", "size": 4, "aria-label": f"{code} · {city.name}"}
                    ),
                )

    def rows(self) -> Iterator[tuple[Place, list[BoundField]]]:
        """A city with its box for each type."""
        for city in self.cities:
            yield city, [self[f"{code}__{city.code}"] for code in self.types]

    def sums(self) -> list[int]:
        """What the boxes of each type add up to, as shown."""
        return [sum(_number(self[f"{code}__{city.code}"].value()) for city in self.cities) for code in self.types]

    def shares(self, renamed: dict[str, str]) -> tuple[CityShare, ...]:
        """The boxes that were filled in; ``renamed`` gives each old code its new one, deleted types are absent."""
        return tuple(
            CityShare(city=city.code, type=renamed[code], places=places)
            for code in self.types
            if code in renamed
            for city in self.cities
            if (places := self.cleaned_data.get(f"{code}__{city.code}")) is not None
        )


def _number(value: Any) -> int:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() else 0


class PlacesSection(Section):
    key = "places"
    label = _("Types and places")

    def build(self, data: Data) -> None:
        initial = [
            {
                "code": each.code,
                "name_ko": each.name.ko,
                "name_en": each.name.en,
                "level": each.level,
                "places": each.places,
                "ceiling_won": each.ceiling_won,
                "description_ko": each.description.ko,
                "description_en": each.description.en,
            }
            for each in self.terms.types
        ]
        self.types = TypeFormSet(data, initial=initial, prefix="types")
        self.grid = GridForm(data, terms=self.terms, cities=self.cities)

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.types, self.grid]

    def changed_terms(self) -> Terms:
        types = tuple(_type(row) for row in kept(self.types))
        return self.terms.model_copy(update={"types": types, "city_places": self.grid.shares(self._renamed())})

    def _renamed(self) -> dict[str, str]:
        stored = [each.code for each in self.terms.types]
        return {
            old: form.cleaned_data["code"]
            for old, form in zip(stored, self.types.forms, strict=False)
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        }


def _type(row: dict[str, Any]) -> SupportType:
    part: SupportType = rebuilt(
        SupportType,
        code=row["code"],
        name=Label(ko=row["name_ko"], en=row["name_en"]),
        level=row["level"],
        places=row["places"],
        ceiling_won=row["ceiling_won"],
        description=Label(ko=row["description_ko"], en=row["description_en"]),
    )
    return part
