"""routes.md: every address, and who may open it: ours by their marks, other libraries' by the rule written here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from dure.foundation.access.routes import MARK
from tools.reference.markdown import code, table, top
from tools.reference.permissions import who

LEAD = """Read from the URL map. “Rule” is the mark of the view: `public`, `signed in`, or the name of a
[permission](permissions.md). A view of ours without a mark is refused at run time and by a test; which rows a person
reaches inside a page is asked again row by row. `tests/routes.txt` holds the same list by hand, so that no address
changes hands unseen."""

# Views of other libraries guard themselves; their rule is written down once, here.
GUARDED_BY_THEMSELVES = {
    "set_language": "public",
    "account_login": "public",
    "account_logout": "signed in",
    "account_inactive": "public",
    "account_signup": "public",
    "account_reauthenticate": "signed in",
    "account_change_password": "signed in",
    "account_reset_password": "public",
    "account_reset_password_done": "public",
    "account_reset_password_from_key": "public",
    "account_reset_password_from_key_done": "public",
    "mfa_index": "signed in",
    "mfa_authenticate": "public",
    "mfa_reauthenticate": "signed in",
    "mfa_activate_totp": "signed in",
    "mfa_deactivate_totp": "signed in",
    "mfa_view_recovery_codes": "signed in",
    "mfa_generate_recovery_codes": "signed in",
    "mfa_download_recovery_codes": "signed in",
    "api-v1:openapi-json": "public",
    "api-v1:api-root": "public",
    "api-v1:list_calls": "public",
    "api-v1:show_results": "public",
    "api-v1:show_year": "portal.view_pipeline",
    "api-v1:floor_events": "token of a system",
    "api-v1:floor_plant": "token of a system",
}


@dataclass(frozen=True)
class Route:
    """One address. ``rule`` is empty where nobody says who may open it."""

    path: str
    name: str
    rule: str
    ours: bool


def views() -> list[tuple[str, Any]]:
    """Every route's name with its view."""
    return [(name, view) for _path, name, view in _walk(get_resolver().url_patterns, "/", "")]


def routes() -> list[Route]:
    """Every address in the order of the URL map."""
    return [_route(path, name, view) for path, name, view in _walk(get_resolver().url_patterns, "/", "")]


def page() -> str:
    """One section an app."""
    sections: dict[str, list[Route]] = {}
    for route in routes():
        sections.setdefault(_section(route), []).append(route)
    parts = [
        f"## {name}\n\n" + table(["address", "name", "rule", "who"], _rows(found)) for name, found in sections.items()
    ]
    return "\n".join([top("Routes", LEAD), *parts])


def _rows(found: list[Route]) -> list[list[str]]:
    return [[code(r.path), code(r.name), code(r.rule), who(r.rule) if r.rule else "nobody"] for r in found]


def _section(route: Route) -> str:
    if route.ours or route.name.startswith("api-v1:"):
        return route.name.split(":")[0]
    return "sign-in and language"


def _route(path: str, name: str, view: Any) -> Route:
    ours = getattr(view, "__module__", "").startswith("dure.")
    rule = getattr(view, MARK, "") if ours else GUARDED_BY_THEMSELVES.get(name, "")
    return Route(path, name, rule, ours)


def _walk(patterns: list[URLPattern | URLResolver], path: str, name: str) -> Iterator[tuple[str, str, Any]]:
    for each in patterns:
        here = path + str(each.pattern).removeprefix("^").removesuffix("$")
        if isinstance(each, URLResolver):
            space = f"{each.namespace}:" if each.namespace else ""
            yield from _walk(each.url_patterns, here, name + space)
        else:
            yield here, name + (each.name or ""), each.callback
