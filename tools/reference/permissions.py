"""permissions.md: every permission, the roles it names and how far each of them reaches."""

import importlib
from functools import cache
from importlib.util import find_spec

from django.apps import apps

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission
from dure.foundation.access.registry import registered
from tools.reference.markdown import both, code, english, korean, table, top

LEAD = """A permission maps roles to scopes: the rows within reach. The same definition filters lists, answers about
one row and opens pages. **●** every row · **○** only rows of one's own (programme, city, firm, assignment…) · blank:
none. A role that is not named reaches nothing. The sentence is what those left out are told."""
NOBODY = Actor(person_id=0, name="")


@cache
def all_permissions() -> dict[str, Permission]:
    """Every permission of every app's `access` room, by name. Two of one name are an error of the product."""
    found: dict[str, Permission] = {}
    rooms = [f"{app.name}.access" for app in apps.get_app_configs() if app.name.startswith("dure.")]
    for room in rooms:
        if find_spec(room) is None:
            continue
        for value in vars(importlib.import_module(room)).values():
            if isinstance(value, Permission) and found.setdefault(value.name, value) is not value:
                raise ValueError(f"two permissions are called {value.name}")
    return dict(sorted(found.items()))


def page() -> str:
    """The roles, a matrix, the sentences, and which permission shows which rows."""
    permissions = all_permissions()
    roles = table(["role", "ko", "en"], ([code(role.value), *both(role.label)] for role in Role))
    matrix = table(
        ["permission", *(korean(role.label) for role in Role)],
        ([code(each.name), *(_reach(each, role) for role in Role)] for each in permissions.values()),
    )
    words = table(["permission", "ko", "en"], ([code(p.name), *both(p.refusal)] for p in permissions.values()))
    shown = table(
        ["rows of", "seen by"],
        sorted([code(model._meta.label), code(permission.name)] for model, permission in registered().items()),
    )
    return "\n".join(
        [
            top("Permissions", LEAD),
            f"## Roles\n\n{roles}",
            f"## Who reaches what\n\n{matrix}",
            f"## What those left out are told\n\n{words}",
            f"## Which permission shows which rows\n\nDocuments, trails and search ask by this.\n\n{shown}",
        ]
    )


def _reach(permission: Permission, role: Role) -> str:
    scope = permission.scopes.get(role)
    if scope is None:
        return ""
    # A scope that narrows nothing reaches every row, whoever asks.
    return "○" if scope(NOBODY) else "●"


# Marks that name no role.
NOBODYS = {
    "public": "누구나 · anyone",
    "signed in": "로그인한 사람 · anyone signed in",
    "token of a system": "공장이 토큰을 준 시스템 · a system that a plant gave a token",
    "device": "공장이 연결한 태블릿·휴대전화 · a tablet or phone that a plant connected",
}


def who(mark: str) -> str:
    """The people behind a view's mark, in words."""
    if mark in NOBODYS:
        return NOBODYS[mark]
    roles = all_permissions()[mark].scopes
    return ", ".join(english(role.label) for role in Role if role in roles)
