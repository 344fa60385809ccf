"""Planned run times of one machine: by item, from a day on, with what shows them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.engine.floor.plant import ANY
from dure.floor.plant.editor.fields import number, number_shown, text
from dure.floor.plant.editor.rows import RowForm
from dure.floor.plant.editor.section import Data, Document, Section, plain


class RateForm(forms.Form):
    """One version of one planned run time."""

    item = forms.ChoiceField(label=_("Product or material"), required=False)
    seconds = number(_("Seconds for one"), low=0, required=True)
    valid_from = forms.DateField(
        label=_("From this day on (empty: always)"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    evidence = text(_("What shows it (stopwatch, maker's sheet)"))

    def __init__(self, *args: Any, items: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(entry["id"], RowForm.shown(entry)["name_ko"]) for entry in items]
        self.fields["item"].choices = [(ANY, _("All items")), *named]  # type: ignore[attr-defined]
        self.fields["item"].initial = ANY


class RatesSection(Section):
    """``machine`` is the id of one that stands in the document."""

    key = "rates"
    label = _("Planned run times")
    lead = _("How many seconds one piece, or one unit of weight, should take. Without it no such comparison is shown.")
    template = "plant/edit/rates.html"

    def __init__(self, document: Document, data: Data, machine: str) -> None:
        self.place = next(place for place, each in enumerate(document["machines"]) if each["id"] == machine)
        super().__init__(document, data)

    @property
    def machine(self) -> Document:
        """The machine as it stood when the page was opened."""
        found: Document = self.document["machines"][self.place]
        return found

    def build(self, data: Data) -> None:
        made = formset_factory(RateForm, extra=1, can_delete=True, max_num=200, absolute_max=200)
        shown = [
            {"item": item, **version}
            for item, told in self.machine.get("planned_run_time_s", {}).items()
            for version in _versions(told)
        ]
        self.rows = made(data, initial=shown, prefix="rates", form_kwargs={"items": self.document.get("items", [])})

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.rows]

    def changed(self) -> Document:
        by_item: dict[str, list[RateForm]] = {}
        for form in self.rows.forms:
            if form.cleaned_data.get("seconds") is not None and not form.cleaned_data.get("DELETE"):
                by_item.setdefault(form.cleaned_data["item"] or ANY, []).append(form)
        machine = {key: value for key, value in self.machine.items() if key != "planned_run_time_s"}
        self.sorted = {item: sorted(forms, key=_begin) for item, forms in by_item.items()}
        if by_item:
            machine["planned_run_time_s"] = {
                item: [_entry(form) for form in forms] for item, forms in self.sorted.items()
            }
        machines = list(self.document["machines"])
        machines[self.place] = machine
        return {**self.document, "machines": machines}

    def place_of(self, path: Sequence[str]) -> tuple[BaseForm, str | None] | None:
        if path[:3] != ["machines", str(self.place), "planned_run_time_s"] or len(path) < 4:
            return None
        rows = self.sorted[path[3]]
        field = {"from": "valid_from", "seconds": "seconds", "evidence": "evidence"}
        if len(path) > 4:
            return rows[int(path[4])], field.get(path[5]) if len(path) > 5 else None
        return rows[-1], "valid_from"


def _versions(told: Any) -> list[dict[str, Any]]:
    if not isinstance(told, list):
        return [{"seconds": number_shown(told), "valid_from": None, "evidence": ""}]
    return [
        {
            "seconds": number_shown(each["seconds"]),
            "valid_from": None if each["from"] == "0001-01-01" else each["from"],
            "evidence": each.get("evidence", ""),
        }
        for each in told
    ]


def _begin(form: RateForm) -> str:
    day = form.cleaned_data["valid_from"]
    return "0001-01-01" if day is None else day.isoformat()


def _entry(form: RateForm) -> Document:
    told = form.cleaned_data
    entry = {"from": _begin(form), "seconds": plain(told["seconds"])}
    return {**entry, "evidence": told["evidence"]} if told["evidence"] else entry
