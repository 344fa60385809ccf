"""Whose documents are signed: each stage names its model and the permissions that open and manage its envelopes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from dure.foundation.access.permission import Permission


@dataclass(frozen=True)
class Owner:
    """``may_see`` and ``may_manage`` are permissions over ``model``; ``url`` is the page of a row."""

    model: type[Model]
    may_see: Permission
    may_manage: Permission
    url: Callable[[Any], str] | None = None


_OWNERS: dict[str, Owner] = {}


def register_owner(
    model: type[Model],
    may_see: Permission,
    may_manage: Permission,
    url: Callable[[Any], str] | None = None,
) -> None:
    """Let rows of ``model`` (whole-number keys) have documents that are signed. A model is registered once."""
    label = model._meta.label_lower
    if label in _OWNERS:
        raise ValueError(f"{label} already has documents to sign")
    _OWNERS[label] = Owner(model, may_see, may_manage, url)


def owner_of(model_label: str) -> Owner:
    """How a model's documents are signed; raises ``LookupError`` for one that was not registered."""
    apps.get_model(model_label)
    return _OWNERS[model_label.lower()]


def owners() -> list[Owner]:
    """Every owner, for scopes and for the generated reference."""
    return list(_OWNERS.values())
