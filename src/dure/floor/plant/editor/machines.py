"""Machines and the lines they stand on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant import ANY, DEFAULT_STALE_S
from dure.floor.plant.editor.rows import RowForm, RowsSection, free_code
from dure.floor.plant.editor.section import Document
from dure.floor.plant.limits import limits_text, limits_told

MINUTE_S = 60


class MachineForm(RowForm):
    """A machine. Its line is named; a name that is new makes a line."""

    stem = "M"
    main = ("name_ko", "line_name")
    line_name = forms.CharField(label=_("Production line"), max_length=60, required=False)
    counter = forms.ChoiceField(
        label=_("Its counter counts"),
        choices=[("all", _("everything made")), ("good", _("good pieces only"))],
        required=False,
    )
    output = forms.BooleanField(
        label=_("What it counts leaves the line"),
        required=False,
        help_text=_("Tick each of several machines side by side. Where none is ticked, the last one that counts does."),
    )
    stale_min = forms.IntegerField(
        label=_("Minutes without news until its state is unknown"), min_value=1, max_value=10080, required=False
    )
    stale_by_source = forms.CharField(
        label=_("Sources with a time of their own until it is unknown"),
        max_length=300,
        required=False,
        help_text=_("For example: plc 30 s, gateway 10 min. All other sources hold as long as said above."),
    )
    priority = forms.CharField(
        label=_("Sources, the one to be believed first"),
        max_length=200,
        required=False,
        help_text=_("Names of sources with commas between them; empty is as they come."),
    )

    def __init__(self, *args: Any, lines: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line_name"].widget.attrs["list"] = "line-names"
        if "line" in self.initial:
            self.initial["line_name"] = lines.get(self.initial["line"], self.initial["line"])

    @classmethod
    def shown(cls, entry: Document) -> dict[str, Any]:
        return super().shown(entry) | {
            "line": entry["line"],
            "counter": entry.get("counter", "all"),
            "output": entry.get("output", False),
            "stale_min": max(1, entry.get("stale_after_s", DEFAULT_STALE_S) // MINUTE_S),
            "stale_by_source": limits_text(entry.get("sources", {})),
            "priority": ", ".join(entry.get("priority", [])),
        }

    def clean_stale_by_source(self) -> Document:
        """By family of sources, as the document keeps them."""
        return limits_told(self.cleaned_data["stale_by_source"])

    def made(self, former: Document) -> Document:
        told, stale = self.cleaned_data, self.cleaned_data["stale_min"]
        entry = super().made(former)
        entry["counter"] = told["counter"] if told["counter"] == "good" else ""
        entry["output"] = told["output"]
        if stale and stale != max(1, former.get("stale_after_s", DEFAULT_STALE_S) // MINUTE_S):
            entry["stale_after_s"] = stale * MINUTE_S
        entry["sources"] = told["stale_by_source"]
        entry["priority"] = [name.strip() for name in told["priority"].split(",") if name.strip()]
        return entry


class MachinesSection(RowsSection):
    key = "machines"
    label = _("Machines")
    lead = _("What stands on the floor, by the names your people use. Take away what you do not have.")
    of = "machines"
    form = MachineForm
    template = "plant/edit/machines.html"
    add_label = _("Add machines")

    def choices(self) -> dict[str, Any]:
        return {"lines": self.line_names}

    @property
    def line_names(self) -> dict[str, str]:
        """Korean names of the lines by code, in the order of the machines."""
        told = self.document.get("lines", {})
        codes = dict.fromkeys([*told, *(machine["line"] for machine in self.document.get("machines", []))])
        return {code: _korean(told.get(code, {})) or code for code in codes}

    def changed(self) -> Document:
        found = super().changed()
        by_name = {name: code for code, name in self.line_names.items()}
        first, before = next(iter(by_name.values()), "L1"), ""
        names = dict(self.document.get("lines", {}))
        for form, machine in zip(self.kept(), found["machines"], strict=True):
            told = form.cleaned_data["line_name"].strip()
            code = by_name.get(told) if told else before or first
            if code is None:
                code = by_name[told] = free_code("L", set(by_name.values()))
                names[code] = {"ko": told}
            machine["line"] = before = code
        return _only_what_stands(found, names)

    def place_of(self, path: Any) -> Any:
        fields = {"stale_after_s": "stale_min", "line": "line_name", "sources": "stale_by_source"}
        if len(path) > 2 and path[2] in fields:
            path = [*path[:2], fields[path[2]]]
        return super().place_of(path)


def _korean(names: Any) -> str:
    return names if isinstance(names, str) else names.get("ko") or next(iter(names.values()), "")


def _only_what_stands(document: Document, names: Document) -> Document:
    """Nothing points to a machine or a line that was taken away."""
    machines = {machine["id"] for machine in document["machines"]}
    lines = {machine["line"] for machine in document["machines"]}
    for part in ("checks", "ccps", "stages"):
        if part in document:
            document[part] = [
                {key: value for key, value in entry.items() if key != "machine" or value in machines}
                for entry in document[part]
            ]
    document["lines"] = {code: name for code, name in names.items() if code in lines}
    document["calendar"] = [each for each in document.get("calendar", []) if each["line"] in {*lines, ANY}]
    return document
