"""A section of a plant's document: forms made from it, and the document made from forms."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar

from django.forms import BaseForm, BaseFormSet
from django.utils.functional import Promise
from django.utils.translation import get_language

from dure.engine.floor.plant_document import read_plant
from dure.engine.strict_json import InputError

Document = dict[str, Any]
Data = Mapping[str, Any] | None


class Section(ABC):
    """``data`` is what was posted, None to show the document as it is. ``result`` stands after ``is_valid``."""

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    template: ClassVar[str] = "plant/edit/single.html"

    def __init__(self, document: Document, data: Data) -> None:
        self.document = deepcopy(document)
        self.result = self.document
        self.build(data)

    @abstractmethod
    def build(self, data: Data) -> None:
        """Make the forms."""

    @abstractmethod
    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        """Every form and formset of the section."""

    @abstractmethod
    def changed(self) -> Document:
        """The document with this section's entries; asked only when every part is valid."""

    def is_valid(self) -> bool:
        """Whether every part is right, and the whole is a plant; what is wrong stands at its field."""
        wrong = [part for part in self.parts() if not part.is_valid()]
        if wrong:
            return False
        self.result = self.changed()
        try:
            read_plant(self.result)
        except InputError as error:
            self.blame(error)
            return False
        return True

    def forms(self) -> list[BaseForm]:
        """Every single form, for the summary of errors."""
        found: list[BaseForm] = []
        for part in self.parts():
            found += list(part.forms) if isinstance(part, BaseFormSet) else [part]
        return found

    def place_of(self, path: Sequence[str]) -> tuple[BaseForm, str | None] | None:
        """The form and field that a place of the document was entered in."""
        return None

    def blame(self, error: InputError) -> None:
        """Say what is wrong where it was entered, in the reader's language; elsewhere at the top, with its place."""
        said = error.message_ko if get_language() == "ko" else error.message_en
        path = [part.replace("~1", "/").replace("~0", "~") for part in error.path.split("/")[1:]]
        form, field = self.place_of(path) or (self.forms()[0], None)
        if field is None or field not in form.fields:
            form.add_error(None, f"{error.path}: {said}" if self.place_of(path) is None else said)
        else:
            form.add_error(field, said)


def plain(value: Any) -> Any:
    """A typed decimal as JSON keeps it: whole where it is whole."""
    return int(value) if value == int(value) else float(value)


def told(entry: Document, former: Document, defaults: Document) -> Document:
    """An entry without blank fields, and without what goes without saying unless it was said before."""
    filled = {key: value for key, value in entry.items() if value not in (None, "", [], {}) and value is not False}
    return {key: value for key, value in filled.items() if key in former or value != defaults.get(key)}
