"""Texts that were set aside, beside what is stored, for the one who has to choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dure.journey.applications.comparison import fact_text, field_text
from dure.journey.applications.labels import FACT_LABELS, FIELD_LABELS
from dure.journey.applications.models import OpenForm
from dure.journey.applications.plan import Facts, Plan
from dure.journey.programmes.terms import Terms


@dataclass(frozen=True)
class ConflictField:
    """One field with both texts."""

    field: str
    label: str
    stored: str
    offered: str


@dataclass(frozen=True)
class ConflictView:
    """What one writer could not store, when, and the texts side by side."""

    id: int
    writer: str
    at: datetime
    fields: tuple[ConflictField, ...]


def conflict_views(forms: Sequence[OpenForm], stored: Plan, terms: Terms) -> list[ConflictView]:
    """Every open set-aside in words."""
    return [_view(form, stored, terms) for form in forms]


def _view(form: OpenForm, stored: Plan, terms: Terms) -> ConflictView:
    offered = Plan.model_validate(form.plan)
    return ConflictView(
        id=form.pk,
        writer=form.saved_by.name if form.saved_by is not None else "",
        at=form.saved_at,
        fields=tuple(
            ConflictField(name, str(FIELD_LABELS[name]), _text(stored, name, terms), _text(offered, name, terms))
            for name in form.set_aside
        ),
    )


def _text(plan: Plan, name: str, terms: Terms) -> str:
    if name != "facts":
        return field_text(plan, name, terms)
    values = {key: getattr(plan.facts, key) for key in Facts.model_fields}
    return "\n".join(
        f"{FACT_LABELS[key]}: {fact_text(value, key)}" for key, value in values.items() if value is not None
    )
