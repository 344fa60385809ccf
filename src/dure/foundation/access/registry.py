"""Which permission lets one see rows of a model: how documents, trails and search ask about things they do not know.

The stages register their models here when the app is ready.
"""

from django.db.models import Model

from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission
from dure.foundation.access.verdict import Refused, Verdict

_VIEW: dict[type[Model], Permission] = {}


def register_view(model: type[Model], permission: Permission) -> None:
    """Say which permission lets one see rows of ``model``. A model is registered once."""
    if model in _VIEW:
        raise ValueError(f"{model.__name__} already has a permission to view it")
    _VIEW[model] = permission


def view_permission(model: type[Model]) -> Permission | None:
    """The permission registered for ``model``."""
    return _VIEW.get(model)


def ask_view(actor: Actor, row: Model, refusal: str) -> Verdict:
    """Whether the actor may see ``row``; rows of unregistered models are seen by nobody."""
    permission = view_permission(type(row))
    return Refused(refusal) if permission is None else permission.ask(actor, row)


def registered() -> dict[type[Model], Permission]:
    """Everything registered, for the generated reference."""
    return dict(_VIEW)
