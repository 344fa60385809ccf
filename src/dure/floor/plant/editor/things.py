"""Items, reasons for stops, defects and stages."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.editor.fields import number, number_shown, text
from dure.floor.plant.editor.rows import RowForm, RowsSection, pick
from dure.floor.plant.editor.section import Document, plain

UNITS = [("ea", _("pieces")), ("kg", "kg"), ("g", "g"), ("L", "L"), ("m", "m"), ("box", _("boxes"))]
ELEMENTS = [
    ("ADOT", _("Breakdown (the machine is down)")),
    ("ADET", _("Waiting (the machine could run)")),
    ("AUST", _("Setting up or cleaning")),
    ("planned", _("Planned stop (does not count)")),
]


class ItemForm(RowForm):
    """What is made or used."""

    stem = "I"
    main = ("name_ko", "unit", "auxiliary")
    defaults: ClassVar[Document] = {"unit": "ea"}
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS)
    auxiliary = forms.BooleanField(label=_("Side material (salt, film), not in the yield"), required=False)
    shelf_life_days = forms.IntegerField(
        label=_("Days until the use-by date"), min_value=1, max_value=3650, required=False
    )
    origin = text(_("Origin"))
    allergens = text(_("Allergens, with commas between them"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit", "")
        if unit and unit not in dict(UNITS):
            self.fields["unit"].choices = [*UNITS, (unit, unit)]  # type: ignore[attr-defined]

    @classmethod
    def shown(cls, entry: Document) -> dict[str, Any]:
        return super().shown(entry) | {
            "unit": entry.get("unit", "ea"),
            "auxiliary": entry.get("auxiliary", False),
            "shelf_life_days": entry.get("shelf_life_days"),
            "origin": entry.get("origin", ""),
            "allergens": ", ".join(entry.get("allergens", [])),
        }

    def made(self, former: Document) -> Document:
        told = self.cleaned_data
        allergens = [each.strip() for each in told["allergens"].split(",") if each.strip()]
        same = {name: told[name] for name in ("unit", "auxiliary", "shelf_life_days", "origin")}
        return super().made(former) | same | {"allergens": allergens}


class ItemsSection(RowsSection):
    key = "items"
    label = _("Items")
    lead = _("What you make and what goes into it. The first one is offered first on the tablet.")
    of = "items"
    form = ItemForm
    add_label = _("Add items")


class ReasonForm(RowForm):
    """Why a machine stands still."""

    stem = "R"
    main = ("name_ko", "element")
    defaults: ClassVar[Document] = {"element": "ADOT"}
    element = forms.ChoiceField(label=_("Kind of stop"), choices=ELEMENTS)

    @classmethod
    def shown(cls, entry: Document) -> dict[str, Any]:
        return super().shown(entry) | {"element": entry.get("element", "ADOT")}

    def made(self, former: Document) -> Document:
        return super().made(former) | {"element": self.cleaned_data["element"]}


class ReasonsSection(RowsSection):
    key = "reasons"
    label = _("Stops")
    lead = _("Why a machine stands still, as the keys of the tablet show it.")
    of = "reasons"
    form = ReasonForm
    add_label = _("Add stops")


class DefectForm(RowForm):
    """What can be wrong with a piece."""

    stem = "D"


class DefectsSection(RowsSection):
    key = "defects"
    label = _("Defects")
    lead = _("What is thrown away or done again, and why.")
    of = "defects"
    form = DefectForm
    add_label = _("Add defects")


class StageForm(RowForm):
    """A step of a batch."""

    stem = "S"
    main = ("name_ko", "machine", "low_yield_pct")
    machine = forms.ChoiceField(label=_("Machine"), required=False)
    low_yield_pct = number(_("Yield below which you want to know"), low=0, high=1000)
    hours = number(_("Hours it runs on without people"), low=0, high=10000)

    def __init__(self, *args: Any, machines: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machine"].choices = pick(machines, _("– none –"))  # type: ignore[attr-defined]

    @classmethod
    def shown(cls, entry: Document) -> dict[str, Any]:
        return super().shown(entry) | {
            "machine": entry.get("machine", ""),
            "low_yield_pct": number_shown(entry.get("low_yield_pct")),
            "hours": number_shown(entry.get("hours")),
        }

    def made(self, former: Document) -> Document:
        told = self.cleaned_data
        numbers = {name: None if told[name] is None else plain(told[name]) for name in ("low_yield_pct", "hours")}
        return super().made(former) | {"machine": told["machine"]} | numbers


class StagesSection(RowsSection):
    key = "stages"
    label = _("Stages of a batch")
    lead = _("The steps a batch goes through, in order: weight in, weight out, and the yield between them.")
    of = "stages"
    form = StageForm
    add_label = _("Add stages")

    def choices(self) -> dict[str, Any]:
        return {"machines": self.document["machines"]}
