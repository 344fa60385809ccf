"""Shifts and breaks by line and weekday, from a day on: an earlier version stays as it was."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant import ANY
from dure.engine.floor.plant_document import WEEKDAYS
from dure.floor.plant.editor.fields import clock
from dure.floor.plant.editor.machines import MachinesSection
from dure.floor.plant.editor.section import Data, Document, Section
from dure.floor.plant.sectors import LANGUAGES
from dure.foundation.installation.clock import today

DAY_NAMES = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
BREAKS = (1, 2, 3)
NEW = -1


class DaysForm(forms.Form):
    """For which line, on which days, from when."""

    line = forms.ChoiceField(label=_("Production line"))
    valid_from = forms.DateField(
        label=_("From this day on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    days = forms.MultipleChoiceField(
        label=_("Working days"),
        choices=list(zip(WEEKDAYS, DAY_NAMES, strict=True)),
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, *args: Any, lines: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(ANY, _("All lines")), *lines.items()]  # type: ignore[attr-defined]


class ShiftForm(forms.Form):
    """One shift with up to three breaks. An end that is not after the start is on the next day."""

    name = forms.CharField(label=_("Shift"), max_length=40)
    start = clock(_("Begins"), required=True)
    end = clock(_("Ends"), required=True)
    break1_start = clock(_("Break 1 from"))
    break1_end = clock(_("until"))
    break2_start = clock(_("Break 2 from"))
    break2_end = clock(_("until"))
    break3_start = clock(_("Break 3 from"))
    break3_end = clock(_("until"))

    @classmethod
    def shown(cls, entry: Document) -> dict[str, Any]:
        """What the boxes hold for a shift of the document."""
        found = {name: entry[name][:5] for name in ("name", "start", "end")} | {"name": entry["name"]}
        for number, (start, end) in zip(BREAKS, entry.get("breaks", []), strict=False):
            found |= {f"break{number}_start": start[:5], f"break{number}_end": end[:5]}
        return found

    def clean(self) -> dict[str, Any]:
        """A break has both ends or none."""
        told = super().clean() or {}
        for number in BREAKS:
            ends = (f"break{number}_start", f"break{number}_end")
            missing = [name for name in ends if told.get(name) is None and name not in self.errors]
            if len(missing) == 1:
                self.add_error(missing[0], _("A break has a beginning and an end."))
        return told

    def made(self) -> Document:
        """The shift of the document."""
        told = self.cleaned_data
        breaks = [
            [f"{told[f'break{number}_start']:%H:%M}", f"{told[f'break{number}_end']:%H:%M}"]
            for number in BREAKS
            if told[f"break{number}_start"] is not None
        ]
        return {
            "name": told["name"],
            "start": f"{told['start']:%H:%M}",
            "end": f"{told['end']:%H:%M}",
            **({"breaks": breaks} if breaks else {}),
        }


class ShiftsSection(Section):
    """Shows one entry of the calendar; ``at`` is its place, the newest by default, and NEW a blank one."""

    key = "shifts"
    label = _("Shifts")
    lead = _("When people work. A change holds from its day on; the time before stays as it was.")
    template = "plant/edit/shifts.html"

    def __init__(self, document: Document, data: Data, at: int | None = None) -> None:
        calendar = document.get("calendar", [])
        newest = max(range(len(calendar)), key=lambda place: calendar[place]["from"], default=NEW)
        self.at = at if at is not None and NEW <= at < len(calendar) else newest
        # A change begins today unless an entry was chosen to be mended: the time before stays as it was.
        self.begins = calendar[self.at]["from"] if at is not None and self.at != NEW else today().isoformat()
        super().__init__(document, data)

    def build(self, data: Data) -> None:
        entry = self.entry or {"line": ANY, "from": today().isoformat(), "days": [], "shifts": []}
        lines = MachinesSection(self.document, None).line_names
        initial = {"line": entry["line"], "valid_from": self.begins, "days": list(entry["days"])}
        self.days = DaysForm(data, initial=initial, lines=lines)
        shown = [ShiftForm.shown(shift) for shift in entry["shifts"]]
        made = formset_factory(ShiftForm, extra=1, can_delete=True, max_num=6, absolute_max=6)
        self.shifts = made(data, initial=shown, prefix="shifts")

    @property
    def entry(self) -> Document | None:
        """The entry that is edited."""
        found: Document | None = None if self.at == NEW else self.document["calendar"][self.at]
        return found

    @property
    def entries(self) -> list[tuple[int, Document, Any, list[Any]]]:
        """The calendar as it stands, newest first: each entry's place, itself, its line and its days in words."""
        lines, names = dict(self.days.fields["line"].choices), dict(zip(WEEKDAYS, DAY_NAMES, strict=True))  # type: ignore[attr-defined]
        found = [
            (place, entry, lines.get(entry["line"], entry["line"]), [names[day] for day in entry["days"]])
            for place, entry in enumerate(self.document.get("calendar", []))
        ]
        return sorted(found, key=lambda each: each[1]["from"], reverse=True)

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.days, self.shifts]

    def kept(self) -> list[ShiftForm]:
        """The shifts that are filled in and not taken away."""
        return [form for form in self.shifts.forms if form.cleaned_data.get("name") and not form.cleaned_data["DELETE"]]

    def changed(self) -> Document:
        told = self.days.cleaned_data
        line, first = told["line"], told["valid_from"].isoformat()
        calendar = self.document.get("calendar", [])
        others = [entry for entry in calendar if (entry["line"], entry["from"]) != (line, first)]
        beside = [entry for entry in calendar if entry not in others] or _in_force(calendar, line, first)
        rest = [
            {**entry, "from": first, "days": [day for day in entry["days"] if day not in told["days"]]}
            for entry in beside
            if entry is not self.entry
        ]
        made = {"line": line, "from": first, "days": told["days"], "shifts": [form.made() for form in self.kept()]}
        if self.entry is not None and made | {"from": ""} == self.entry | {
            "from": "",
            "days": list(self.entry["days"]),
        }:
            return self.document
        return {**self.document, "calendar": [*others, *(entry for entry in rest if entry["days"]), made]}

    def place_of(self, path: Sequence[str]) -> tuple[BaseForm, str | None] | None:
        if not path or path[0] != "calendar":
            return None
        if len(path) < 4 or path[2] != "shifts" or int(path[1]) != len(self.result["calendar"]) - 1:
            return self.days, "days" if path[2:3] == ["days"] else None
        form = self.kept()[int(path[3])]
        field = path[4] if len(path) > 4 else "start"
        return form, "break1_start" if field == "breaks" else field


def _in_force(calendar: list[Document], line: str, on: str) -> list[Document]:
    """The entries of the line's version that a new one from that day takes the place of."""
    before = [entry["from"] for entry in calendar if entry["line"] == line and entry["from"] < on]
    return [entry for entry in calendar if entry["line"] == line and before and entry["from"] == max(before)]


class StartForm(forms.Form):
    """What the first step asks besides the shifts."""

    name = forms.CharField(label=_("Name of the plant"), max_length=200)
    languages = forms.MultipleChoiceField(
        label=_("Languages on the tablet"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple()
    )


class StartSection(ShiftsSection):
    """The first step: the plant's name, its languages, and when people work. It holds from the plant's beginning."""

    key = "start"
    label = _("Name and shifts")
    lead = _("When do people work here? A shift may run over midnight.")
    template = "plant/edit/start.html"

    def __init__(self, document: Document, data: Data) -> None:
        super().__init__(document, data, at=0)

    def build(self, data: Data) -> None:
        super().build(data)
        for name in ("line", "valid_from"):
            self.days.fields[name].widget = forms.HiddenInput()
        initial = {"name": self.document["name"], "languages": self.document.get("languages", ["ko"])}
        self.start = StartForm(data, initial=initial)

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.start, *super().parts()]

    def changed(self) -> Document:
        return {**super().changed(), **self.start.cleaned_data}

    def place_of(self, path: Sequence[str]) -> tuple[BaseForm, str | None] | None:
        return (self.start, path[0]) if path and path[0] in self.start.fields else super().place_of(path)
