"""A section of the editor: forms made from terms, and terms made from forms."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.forms import BaseForm, BaseFormSet
from django.utils.functional import Promise
from pydantic import BaseModel, ValidationError

from dure.foundation.places.models import Place
from dure.journey.programmes.terms import Terms

Data = Mapping[str, Any] | None


class Section(ABC):
    """``data`` is what was posted, None to show the terms as they are. Apply only after ``is_valid``."""

    key: ClassVar[str]
    label: ClassVar[str | Promise]

    def __init__(self, terms: Terms, data: Data, cities: Sequence[Place]) -> None:
        self.terms = terms
        self.cities = cities
        self.build(data)

    @property
    def template(self) -> str:
        """The template that lays the section's forms out."""
        return f"programmes/edit/{self.key}.html"

    @abstractmethod
    def build(self, data: Data) -> None:
        """Make the forms."""

    @abstractmethod
    def parts(self) -> Sequence[BaseForm | BaseFormSet[Any]]:
        """Every form and formset of the section."""

    @abstractmethod
    def changed_terms(self) -> Terms:
        """The terms with this section's entries; may raise pydantic's ``ValidationError``."""

    def is_valid(self) -> bool:
        """Whether every part is valid and the whole can be kept as terms; the errors stand at the fields."""
        # Every part is asked, so that each says what is wrong and not only the first.
        wrong = [part for part in self.parts() if not part.is_valid()]
        if wrong:
            return False
        try:
            self.result = self.changed_terms()
        except ValidationError as error:
            self._blame(error)
            return False
        return True

    def forms(self) -> list[BaseForm]:
        """Every single form, for the summary of errors."""
        found: list[BaseForm] = []
        for part in self.parts():
            found += list(part.forms) if isinstance(part, BaseFormSet) else [part]
        return found

    def _blame(self, error: ValidationError) -> None:
        """What the forms let pass and the terms do not is told at the top."""
        form = self.forms()[0]
        for each in error.errors():
            form.add_error(None, f"{'/'.join(str(step) for step in each['loc'])}: {each['msg']}")


def kept(formset: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """The rows that were filled in and not deleted, in order."""
    return [
        form.cleaned_data
        for form in formset.forms
        if form.cleaned_data and not form.cleaned_data.get("DELETE") and _is_filled(form.cleaned_data)
    ]


def _is_filled(row: dict[str, Any]) -> bool:
    return any(value not in (None, "", False, []) for name, value in row.items() if name not in {"DELETE", "ORDER"})


def rebuilt(model: type[BaseModel], **values: Any) -> Any:
    """A part of the terms from form values, checked as strictly as a stored one."""
    return model.model_validate(values)
