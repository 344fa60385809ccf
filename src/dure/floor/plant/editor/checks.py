"""Checks with their limits, and critical control points."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant import in_language
from dure.floor.plant.editor.fields import number, number_shown, text
from dure.floor.plant.editor.rows import RowForm, RowsSection, pick
from dure.floor.plant.editor.section import Document, plain
from dure.floor.plant.sectors.standard import PROCESSES, standard_list

STAGES = [("incoming", _("Incoming")), ("in_process", _("In process")), ("final", _("Final"))]
LIMITS = ("low", "high")


def offered(label: Any, kind: str) -> forms.CharField:
    """A line in own words, with the standard list's offered while typing."""
    return forms.CharField(
        label=label, max_length=200, required=False, widget=forms.TextInput(attrs={"list": f"standard-{kind}"})
    )


def listed_actions() -> list[tuple[str, str]]:
    """What the standard list offers to do, by step, in the reader's language."""
    language = (get_language() or "ko").split("-")[0]
    return [
        (each.said, f"{PROCESSES[each.process]}: {in_language(each.names, language, each.said)}")
        for each in standard_list()
        if each.kind == "action"
    ]


class CheckForm(RowForm):
    """What is looked at. Without a unit and limits it is a plain yes or no."""

    stem = "C"
    main: ClassVar[tuple[str, ...]] = ("name_ko", "unit", "low", "high", "every_min")
    defaults: ClassVar[Document] = {"stage": "in_process"}
    unit = text(_("Unit (empty: yes or no)"), longest=20)
    low = number(_("Not below"))
    high = number(_("Not above"))
    every_min = forms.IntegerField(label=_("Every how many minutes"), min_value=1, max_value=44640, required=False)
    stage = forms.ChoiceField(label=_("At which point"), choices=STAGES)
    machine = forms.ChoiceField(label=_("Machine"), required=False)
    item = forms.ChoiceField(label=_("Product or material"), required=False)
    method = offered(_("How it is measured"), "method")
    actions = forms.CharField(
        label=_("What is done when it lies outside, one a line"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    listed = forms.MultipleChoiceField(
        label=_("Add from the standard list (translated for the tablet)"),
        widget=forms.CheckboxSelectMultiple(),
        required=False,
    )

    numbers: ClassVar[tuple[str, ...]] = LIMITS
    texts: ClassVar[tuple[str, ...]] = ("unit", "stage", "machine", "item", "method")

    def __init__(self, *args: Any, machines: list[Document], items: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machine"].choices = pick(machines, _("– none –"))  # type: ignore[attr-defined]
        self.fields["item"].choices = pick(items, _("– any –"))  # type: ignore[attr-defined]
        self.fields["listed"].choices = listed_actions()  # type: ignore[attr-defined]
        self.fields["stage"].initial = "in_process"

    @classmethod
    def shown(cls, entry: Document) -> dict[str, Any]:
        found = super().shown(entry) | {name: entry.get(name, "") for name in cls.texts}
        found |= {name: number_shown(entry.get(name)) for name in cls.numbers}
        found["actions"] = "\n".join(entry.get("actions", []))
        return found | {"every_min": entry.get("every_min"), "stage": entry.get("stage", "in_process")}

    def made(self, former: Document) -> Document:
        told = self.cleaned_data
        entry = super().made(former) | {name: told[name] for name in self.texts}
        entry |= {name: None if told[name] is None else plain(told[name]) for name in self.numbers}
        typed = [line.strip() for line in told["actions"].splitlines() if line.strip()]
        return entry | {"every_min": told["every_min"], "actions": list(dict.fromkeys([*typed, *told["listed"]]))}


class ChecksSection(RowsSection):
    key = "checks"
    label = _("Checks")
    lead = _("What is measured or looked at, with its limits. Limits given here are examples: put in your own.")
    of = "checks"
    form = CheckForm
    add_label = _("Add checks")
    template = "plant/edit/checks.html"

    def standard(self) -> list[tuple[str, list[str]]]:
        """What is offered while a line is typed, by its kind."""
        kinds = dict.fromkeys(each.kind for each in standard_list())
        return [(kind, [each.said for each in standard_list() if each.kind == kind]) for kind in kinds]

    def choices(self) -> dict[str, Any]:
        return {"machines": self.document["machines"], "items": self.document.get("items", [])}


class CcpForm(CheckForm):
    """A critical control point of the firm's HACCP plan."""

    stem = "CCP-"
    main = ("name_ko", "unit", "low", "high", "every_min", "actions")
    defaults = CheckForm.defaults | {"calibration_months": 12}
    hazard = offered(_("Hazard"), "hazard")
    actions = forms.CharField(
        label=_("What is done about a deviation, one a line"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    test_pieces = text(_("Test pieces, with commas between them"), help_text=_("For example: Fe 2.0 mm, SUS 3.0 mm"))
    instrument = offered(_("Instrument"), "instrument")
    calibrated_on = forms.DateField(
        label=_("Calibrated on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    calibration_months = forms.IntegerField(
        label=_("Months until the next calibration"), min_value=1, max_value=120, required=False
    )

    texts = (*CheckForm.texts, "hazard", "instrument")

    @classmethod
    def shown(cls, entry: Document) -> dict[str, Any]:
        return super().shown(entry) | {
            "test_pieces": ", ".join(entry.get("test_pieces", [])),
            "calibrated_on": entry.get("calibrated_on"),
            "calibration_months": entry.get("calibration_months", 12),
        }

    def made(self, former: Document) -> Document:
        told = self.cleaned_data
        day = told["calibrated_on"]
        return super().made(former) | {
            "test_pieces": [each.strip() for each in told["test_pieces"].split(",") if each.strip()],
            "calibrated_on": None if day is None else day.isoformat(),
            "calibration_months": told["calibration_months"],
        }


class CcpsSection(ChecksSection):
    key = "ccps"
    label = _("Critical control points")
    lead = _("The CCPs of your HACCP plan. The limits given here are examples: put in those of your plan.")
    of = "ccps"
    form = CcpForm
    add_label = _("Add critical control points")
