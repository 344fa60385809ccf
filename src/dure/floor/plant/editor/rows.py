"""A section that is a list of things: machines, items, reasons, and so on. Their codes are made, not typed."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField, formset_factory
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.editor.section import Data, Document, Section, told
from dure.floor.plant.sectors import LANGUAGES

MOST = 200


class RowForm(forms.Form):
    """One thing with its name in each language. ``main`` fields are shown, the others behind "More";
    ``defaults`` is what the document need not say."""

    id = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput())
    name_ko = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label="English", max_length=100, required=False)
    name_vi = forms.CharField(label="Tiếng Việt", max_length=100, required=False)
    name_ne = forms.CharField(label="नेपाली", max_length=100, required=False)
    name_km = forms.CharField(label="ភាសាខ្មែរ", max_length=100, required=False)

    stem: ClassVar[str] = "X"
    main: ClassVar[tuple[str, ...]] = ("name_ko",)
    defaults: ClassVar[Document] = {}

    @classmethod
    def shown(cls, entry: Document) -> dict[str, Any]:
        """What the boxes hold for an entry of the document."""
        names = entry.get("name", {})
        names = {"ko": names} if isinstance(names, str) else names
        name_ko = names.get("ko") or next(iter(names.values()), entry["id"])
        return {"id": entry["id"], **{f"name_{code}": names.get(code, "") for code, _own in LANGUAGES}} | {
            "name_ko": name_ko
        }

    def made(self, former: Document) -> Document:
        """The entry of the document; what the form does not know stays as it was."""
        names = former.get("name", {})
        names = {} if isinstance(names, str) else dict(names)
        for code, _own in LANGUAGES:
            names[code] = self.cleaned_data[f"name_{code}"].strip()
        return {**former, "name": {code: name for code, name in names.items() if name}}

    def has_changed(self) -> bool:
        """A new row is blank until something is typed or ticked: a list of choices always sends its first."""
        if self.initial:
            return super().has_changed()
        typed = [name for name, field in self.fields.items() if not isinstance(field, forms.ChoiceField)]
        return any(name in self.changed_data for name in typed)

    def main_fields(self) -> list[BoundField]:
        """Fields in sight."""
        return [self[name] for name in self.main]

    def more_fields(self) -> list[BoundField]:
        """Fields behind "More"."""
        return [self[name] for name in self.fields if name not in {*self.main, "id", "DELETE"}]

    def more_has_errors(self) -> bool:
        """Whether "More" must stand open."""
        return any(bound.errors for bound in self.more_fields())

    def heading(self) -> str:
        """What the row is called while it is edited."""
        return str(self["name_ko"].value() or "")


class RowsSection(Section):
    """``of`` is the document's key. Rows keep their order; a blank row is not a thing."""

    template = "plant/edit/rows.html"
    of: ClassVar[str]
    form: ClassVar[type[RowForm]]
    add_label: ClassVar[Any] = _("Add rows")

    def build(self, data: Data) -> None:
        former = self.document.get(self.of, [])
        self.former = {entry["id"]: entry for entry in former}
        made = formset_factory(self.form, extra=1, can_delete=True, max_num=MOST, absolute_max=MOST)
        self.rows = made(
            data, initial=[self.form.shown(entry) for entry in former], prefix=self.of, form_kwargs=self.choices()
        )

    def choices(self) -> dict[str, Any]:
        """What the rows' forms choose from."""
        return {}

    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        return [self.rows]

    def kept(self) -> list[RowForm]:
        """The rows that are filled in and not taken away, in order."""
        return [
            form for form in self.rows.forms if form.cleaned_data.get("name_ko") and not form.cleaned_data.get("DELETE")
        ]

    def changed(self) -> Document:
        taken = {form.cleaned_data["id"] for form in self.kept()} | set(self.former)
        entries = []
        for form in self.kept():
            code = form.cleaned_data["id"] or free_code(self.form.stem, taken)
            taken.add(code)
            former = self.former.get(code, {})
            entries.append(told({"id": code, **form.made(former)}, former, form.defaults))
        return {**self.document, self.of: entries}

    def place_of(self, path: Sequence[str]) -> tuple[BaseForm, str | None] | None:
        if len(path) < 2 or path[0] != self.of or not path[1].isdigit():
            return None
        form = self.kept()[int(path[1])]
        field = "name_" + path[3] if path[2:3] == ["name"] and len(path) > 3 else (path[2] if len(path) > 2 else "")
        return form, field if field in form.fields else None


def free_code(stem: str, taken: set[str]) -> str:
    """The stem with the next number: M1, M2."""
    used = [int(found[1]) for code in taken if (found := re.fullmatch(rf"{re.escape(stem)}(\d{{1,6}})", code))]
    return f"{stem}{max(used, default=0) + 1}"


def pick(entries: Sequence[Document], nobody: Any) -> list[tuple[str, Any]]:
    """Choices of things of the document by name, with none first."""
    return [("", nobody), *((entry["id"], RowForm.shown(entry)["name_ko"]) for entry in entries)]
