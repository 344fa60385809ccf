"""What documents may be attached to, and by whom: said by the stages, so that this app need not know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import Verdict


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document a thing may have; ``max_age_days`` counts back from today to the day of issue."""

    code: str
    label: str | Promise
    required: bool = False
    max_age_days: int | None = None
    help: str | Promise = ""


@dataclass(frozen=True)
class Owner:
    """Whose document it will be; ``programme_id`` is None outside a programme."""

    organisation_id: int | None = None
    programme_id: int | None = None


@dataclass(frozen=True)
class Subject:
    """How a model takes documents.

    ``attach`` answers who may attach and remove now; ``read`` narrows, by kind, what those who see the row
    may open.
    """

    kinds: Callable[[Any], Sequence[DocumentKind]]
    chain: Callable[[Any], str]
    url: Callable[[Any], str]
    owner: Callable[[Any], Owner]
    attach: Callable[[Actor, Any, datetime], Verdict]
    read: Callable[[Actor, Any, str], Verdict] | None = None


_SUBJECTS: dict[type[Model], Subject] = {}


def register_subject(model: type[Model], subject: Subject) -> None:
    """Let rows of ``model`` take documents. A model is registered once; its view permission is access's
    matter."""
    if model in _SUBJECTS:
        raise ValueError(f"{model.__name__} already takes documents")
    _SUBJECTS[model] = subject


def subject_of(model: type[Model]) -> Subject | None:
    """How a model takes documents; None where it takes none through the pages of this app."""
    return _SUBJECTS.get(model)


def subjects() -> list[type[Model]]:
    """Every model that takes documents, for the generated reference."""
    return list(_SUBJECTS)
